/** Names of the parts of an icon for macOS that hold a PNG of a size [px]. */
const parts: readonly (readonly [name: string, size: number])[] = [
  ['icp4', 16],
  ['icp5', 32],
  ['icp6', 64],
  ['ic07', 128],
  ['ic08', 256],
  ['ic09', 512],
  ['ic10', 1024],
];

/**
 * An icon for macOS: parts with a name, a length and a PNG.
 *
 * @param pictures PNGs by width and height [px]; sizes that the format does not have are left out
 */
export function icnsFile(pictures: ReadonlyMap<number, Uint8Array>): Uint8Array {
  const blocks = parts.flatMap(([name, size]) => {
    const png = pictures.get(size);
    return png === undefined ? [] : [block(name, png)];
  });
  return block('icns', Buffer.concat(blocks));
}

function block(name: string, content: Uint8Array): Buffer {
  const head = Buffer.alloc(8);
  head.write(name, 'latin1');
  head.writeUInt32BE(8 + content.byteLength, 4);
  return Buffer.concat([head, content]);
}
