import { ByteWriter } from './byte-writer.ts';

/** Half the entries of a symbol table node and of a node of a group's B-tree (superblock values). */
export const groupLeafK = 4;
export const groupInternalK = 16;

const undefinedAddress = 0xffffffffffffffffn;

/** One link of a group. */
export interface GroupEntry {
  readonly name: string;
  /** Address of the object header. */
  readonly address: number;
  /** Where the entry is a group itself: addresses of its B-tree and its heap. */
  readonly group?: { readonly tree: number; readonly heap: number };
}

/** Order of link names: by bytes, as the HDF5 library searches them. */
export function compareNames(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** Appends a symbol table entry. */
export function encodeSymbolEntry(out: ByteWriter, nameOffset: number, entry: GroupEntry): void {
  out.uint64(nameOffset).uint64(entry.address);
  out.uint32(entry.group === undefined ? 0 : 1).uint32(0);
  if (entry.group === undefined) out.zeros(16);
  else out.uint64(entry.group.tree).uint64(entry.group.heap);
}

/**
 * The local heap, symbol table nodes and B-tree (version 1) of one group.
 * Format: HDF5 File Format Specification 3.0, III.A.1, III.B and III.D.
 *
 * @param entries links of the group, in any order
 * @param address where the bytes will stand in the file
 * @returns the bytes and the addresses of the tree's root and of the heap
 */
export function encodeGroup(
  entries: readonly GroupEntry[],
  address: number,
): { bytes: Uint8Array; tree: number; heap: number } {
  const sorted = [...entries].sort((a, b) => compareNames(a.name, b.name));
  const names = new ByteWriter().zeros(8);
  const offsets = sorted.map(({ name }) => {
    const offset = names.length;
    names.ascii(name).uint8(0).align(8);
    return offset;
  });

  const out = new ByteWriter();
  const heap = address;
  const freeListEnd = 1;
  out
    .ascii('HEAP')
    .zeros(4)
    .uint64(names.length)
    .uint64(freeListEnd)
    .uint64(address + 32);
  out.raw(names.bytes());

  let level: { address: number; lastKey: number }[] = [];
  const perLeaf = 2 * groupLeafK;
  for (let start = 0; start < sorted.length; start += perLeaf) {
    const leaf = sorted.slice(start, start + perLeaf);
    const lastKey = offsets[start + leaf.length - 1];
    level.push({ address: address + out.length, lastKey });
    out.ascii('SNOD').uint8(1).uint8(0).uint16(leaf.length);
    leaf.forEach((entry, i) => {
      encodeSymbolEntry(out, offsets[start + i], entry);
    });
    out.zeros((perLeaf - leaf.length) * 40);
  }

  const perNode = 2 * groupInternalK;
  const nodeBytes = 24 + (perNode + 1) * 8 + perNode * 8;
  for (let depth = 0; depth === 0 || level.length > 1; depth++) {
    const next: typeof level = [];
    const count = Math.max(1, Math.ceil(level.length / perNode));
    const first = address + out.length;
    let firstKey = 0;
    for (let node = 0; node < count; node++) {
      const children = level.slice(node * perNode, (node + 1) * perNode);
      const start = out.length;
      out.ascii('TREE').uint8(0).uint8(depth).uint16(children.length);
      out.uint64(node === 0 ? undefinedAddress : first + (node - 1) * nodeBytes);
      out.uint64(node === count - 1 ? undefinedAddress : first + (node + 1) * nodeBytes);
      out.uint64(firstKey);
      for (const child of children) {
        out.uint64(child.address).uint64(child.lastKey);
        firstKey = child.lastKey;
      }
      out.zeros(nodeBytes - (out.length - start));
      next.push({ address: first + node * nodeBytes, lastKey: firstKey });
    }
    level = next;
  }
  return { bytes: out.bytes(), tree: level[0].address, heap };
}
