/** Largest picture that the format knows [px]. */
const MAX_SIZE = 256;

/**
 * An icon for Windows: a directory of pictures, each a PNG (allowed since Windows Vista).
 *
 * @param pictures PNGs by width and height [px]; larger ones than 256 are left out
 */
export function icoFile(pictures: ReadonlyMap<number, Uint8Array>): Uint8Array {
  const fitting = [...pictures].filter(([size]) => size <= MAX_SIZE);
  const directory = Buffer.alloc(6 + 16 * fitting.length);
  directory.writeUInt16LE(1, 2);
  directory.writeUInt16LE(fitting.length, 4);
  let at = directory.length;
  for (const [n, [size, png]] of fitting.entries()) {
    const entry = 6 + 16 * n;
    // 0 stands for 256.
    directory.writeUInt8(size % MAX_SIZE, entry);
    directory.writeUInt8(size % MAX_SIZE, entry + 1);
    directory.writeUInt16LE(1, entry + 4);
    directory.writeUInt16LE(32, entry + 6);
    directory.writeUInt32LE(png.byteLength, entry + 8);
    directory.writeUInt32LE(at, entry + 12);
    at += png.byteLength;
  }
  return Buffer.concat([directory, ...fitting.map(([, png]) => png)]);
}
