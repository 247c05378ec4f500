import { ByteWriter } from './byte-writer.ts';

/** Half the entries of a node: what a superblock of version 0 implies. */
const chunkIndexK = 32;

const undefinedAddress = 0xffffffffffffffffn;

/** Where one chunk of rows stands in the file. */
export interface ChunkPlace {
  readonly address: number;
  readonly nBytes: number;
}

/**
 * The B-tree (version 1, as many levels as needed) that finds the chunks of a table.
 * Format: HDF5 File Format Specification 3.0, III.A.1 (node type 1).
 *
 * @param chunks all chunks in the order of their rows, at least one
 * @param chunkRows rows of every chunk
 * @param address where the bytes will stand in the file
 * @returns the bytes and the address of the root
 */
export function encodeChunkIndex(
  chunks: readonly ChunkPlace[],
  chunkRows: number,
  address: number,
): { bytes: Uint8Array; root: number } {
  const out = new ByteWriter();
  const perNode = 2 * chunkIndexK;
  const nodeBytes = 24 + (perNode + 1) * 24 + perNode * 8;
  const key = (nBytes: number, chunk: number) => {
    out
      .uint32(nBytes)
      .uint32(0)
      .uint64(chunk * chunkRows)
      .uint64(0);
  };
  let level = chunks.map((chunk, i) => ({ ...chunk, chunk: i }));
  for (let depth = 0; depth === 0 || level.length > 1; depth++) {
    const next: typeof level = [];
    const count = Math.ceil(level.length / perNode);
    const first = address + out.length;
    for (let node = 0; node < count; node++) {
      const children = level.slice(node * perNode, (node + 1) * perNode);
      const after = level.at((node + 1) * perNode);
      const start = out.length;
      out.ascii('TREE').uint8(1).uint8(depth).uint16(children.length);
      out.uint64(node === 0 ? undefinedAddress : first + (node - 1) * nodeBytes);
      out.uint64(node === count - 1 ? undefinedAddress : first + (node + 1) * nodeBytes);
      for (const child of children) {
        key(child.nBytes, child.chunk);
        out.uint64(child.address);
      }
      key(after?.nBytes ?? 0, after?.chunk ?? chunks.length);
      out.zeros(nodeBytes - (out.length - start));
      next.push({ ...children[0], address: first + node * nodeBytes });
    }
    level = next;
  }
  return { bytes: out.bytes(), root: level[0].address };
}
