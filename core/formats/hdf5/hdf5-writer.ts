import { type FileHandle, access, open, rename, rm } from 'node:fs/promises';
import { PhotoelectronError } from '../../foundation/errors.ts';
import { partialFile } from '../../foundation/partial-file.ts';
import {
  type AttributeValue,
  attributeBytes,
  encodeAttribute,
  fillAttribute,
  maxAttributeBytes,
} from './attribute.ts';
import { ByteWriter } from './byte-writer.ts';
import { ChunkCodec, type ChunkCodecOptions } from './chunk-codec.ts';
import { encodeChunkIndex } from './chunk-index.ts';
import { ChunkStore } from './chunk-store.ts';
import {
  type GroupEntry,
  encodeGroup,
  encodeSymbolEntry,
  groupInternalK,
  groupLeafK,
} from './group-nodes.ts';
import { type TableMember, encodeElementType, encodeRowType, rowBytes } from './member-type.ts';
import { type HeaderMessage, MessageType, encodeObjectHeader } from './object-header.ts';
import { Hdf5TableWriter } from './table-writer.ts';
import { writeFailure } from './write-failure.ts';

/** Options of a new file. */
export interface Hdf5WriterOptions extends ChunkCodecOptions {
  /** Replace a file of the same name. Default false. */
  readonly overwrite?: boolean;
}

/** Attributes of a group or dataset by name. */
export type Attributes = Readonly<Record<string, AttributeValue>>;

const superblockBytes = 96;
const undefinedAddress = 0xffffffffffffffffn;

/** Largest chunk, and the share of the memory for buffers that makes chunks smaller [bytes]. */
const maxChunkBytes = 512 * 1024;
const minChunkBytes = 16 * 1024;
const bufferBudget = 48 * 1024 * 1024;
/** Rows shorter than this are parameters, not images: smaller chunks find them faster [bytes]. */
const longRowBytes = 4096;
const maxShortRowChunkBytes = 128 * 1024;

interface TableNode {
  readonly kind: 'table';
  readonly table: Hdf5TableWriter;
  readonly title: string;
  attributes: Attributes;
}

interface TextNode {
  readonly kind: 'text';
  readonly text: string;
  attributes: Attributes;
}

interface GroupNode {
  readonly kind: 'group';
  readonly children: Map<string, Node>;
  attributes: Attributes;
}

type Node = TableNode | TextNode | GroupNode;

const unlimited = new ByteWriter().uint64(undefinedAddress).bytes();

/** Attribute messages in the order given. */
function attributeMessages(attributes: Attributes): HeaderMessage[] {
  return Object.entries(attributes).map(([name, value]) => ({
    type: MessageType.attribute,
    bytes: encodeAttribute(name, value),
  }));
}

/** Parts of a path such as `/dl1/event/telescope`. */
function splitPath(itemPath: string): string[] {
  const parts = itemPath.split('/').slice(1);
  const wrong = parts.some((part) => part === '' || part === '.' || part.includes('\0'));
  if (!itemPath.startsWith('/') || wrong) {
    throw new PhotoelectronError('argument-invalid', `"${itemPath}" is not a path in a file.`, {
      item: itemPath,
    });
  }
  return parts;
}

/** Checks what the format cannot store. */
function checkMembers(itemPath: string, members: readonly TableMember[]): void {
  const names = new Set(members.map(({ name }) => name));
  const badName = members.find(({ name }) => name === '' || name.includes('\0'));
  const badShape = members.find(
    ({ shape, type }) =>
      (shape ?? []).some((n) => !Number.isInteger(n) || n < 1 || n > 0xffffffff) ||
      (type.kind === 'text' && (!Number.isInteger(type.nBytes) || type.nBytes < 1)),
  );
  const bad = badName ?? badShape;
  if (members.length === 0 || names.size !== members.length || bad !== undefined) {
    throw new PhotoelectronError(
      'argument-invalid',
      bad === undefined
        ? `Table ${itemPath} needs columns with different names.`
        : `Column "${bad.name}" of table ${itemPath} has no name or a shape that is not positive.`,
      { item: itemPath },
    );
  }
  if (rowBytes(members) > 0x7fffffff) {
    throw new PhotoelectronError(
      'argument-invalid',
      `A row of table ${itemPath} is longer than 2 GiB.`,
      { item: itemPath },
    );
  }
}

/**
 * A new HDF5 file of PyTables tables: superblock of version 0, old-style groups, chunked compound
 * datasets that can grow. Written under a temporary name in the same folder; `close` gives it its
 * name, `abort` removes it.
 *
 * Why not a library: h5wasm 0.10 cannot create compound types with array members nor PyTables'
 * booleans. Source: HDF5 File Format Specification 3.0 and the files that PyTables 3.11 writes.
 */
export class Hdf5Writer {
  readonly path: string;
  readonly #temporary: string;
  readonly #overwrite: boolean;
  readonly #file: FileHandle;
  readonly #codec: ChunkCodec;
  readonly #store: ChunkStore;
  readonly #root: GroupNode = { kind: 'group', children: new Map(), attributes: {} };
  #nTables = 0;
  #open = true;

  private constructor(
    target: string,
    temporary: string,
    file: FileHandle,
    options: Hdf5WriterOptions,
  ) {
    this.path = target;
    this.#temporary = temporary;
    this.#file = file;
    this.#overwrite = options.overwrite ?? false;
    this.#codec = new ChunkCodec(options);
    this.#store = new ChunkStore(target, file, this.#codec, superblockBytes);
  }

  /**
   * Starts a file.
   *
   * @param target its final name
   * @throws PhotoelectronError `file-exists` unless overwrite is set, `file-unwritable`
   */
  static async create(target: string, options: Hdf5WriterOptions = {}): Promise<Hdf5Writer> {
    if (options.overwrite !== true) await refuseExisting(target);
    const temporary = partialFile(target);
    try {
      return new Hdf5Writer(target, temporary, await open(temporary, 'wx'), options);
    } catch (cause) {
      throw writeFailure(target, cause);
    }
  }

  /**
   * Adds an empty table; missing groups are made.
   *
   * @param itemPath such as `/dl1/event/subarray/trigger`
   * @param attributes attributes beside those of PyTables
   * @throws PhotoelectronError `argument-invalid` when the path is taken or the columns cannot be stored
   */
  createTable(
    itemPath: string,
    members: readonly TableMember[],
    title = '',
    attributes: Attributes = {},
  ): Hdf5TableWriter {
    checkMembers(itemPath, members);
    const share = Math.floor(bufferBudget / (this.#nTables++ + 96));
    const longest = rowBytes(members) < longRowBytes ? maxShortRowChunkBytes : maxChunkBytes;
    // Powers of two, so that tables can share buffers.
    const chunkBytes =
      2 ** Math.floor(Math.log2(Math.max(minChunkBytes, Math.min(longest, share))));
    const table = new Hdf5TableWriter(this.#store, members, chunkBytes);
    this.#add(itemPath, { kind: 'table', table, title, attributes: {} });
    this.setAttributes(itemPath, attributes);
    return table;
  }

  /**
   * Adds a text of any length as a scalar dataset.
   *
   * @throws PhotoelectronError `argument-invalid` when the path is taken
   */
  createText(itemPath: string, text: string, attributes: Attributes = {}): void {
    this.#add(itemPath, { kind: 'text', text, attributes: {} });
    this.setAttributes(itemPath, attributes);
  }

  /** Adds a group and the groups above it where they are missing. */
  createGroup(itemPath: string): void {
    this.#group(splitPath(itemPath), itemPath);
  }

  /** Whether something has this path. */
  has(itemPath: string): boolean {
    return this.#find(itemPath) !== undefined;
  }

  /**
   * Adds or replaces attributes of the root (`/`), a group or a dataset.
   *
   * @throws PhotoelectronError `argument-invalid` when nothing has this path or a value is too long
   */
  setAttributes(itemPath: string, attributes: Attributes): void {
    const node = this.#find(itemPath);
    if (node === undefined) {
      throw new PhotoelectronError('argument-invalid', `There is no ${itemPath} in ${this.path}.`, {
        path: this.path,
        item: itemPath,
      });
    }
    for (const [name, value] of Object.entries(attributes)) {
      if (name === '' || name.includes('\0') || attributeBytes(value) > maxAttributeBytes) {
        throw new PhotoelectronError(
          'argument-invalid',
          `Attribute "${name}" of ${itemPath} has no name or is longer than ${String(maxAttributeBytes)} bytes.`,
          { path: this.path, item: itemPath },
        );
      }
    }
    node.attributes = { ...node.attributes, ...attributes };
  }

  /**
   * Writes what is left, flushes to the disk and gives the file its name.
   *
   * @throws PhotoelectronError `file-unwritable`, `file-exists`; the temporary file is then gone
   */
  async close(): Promise<void> {
    if (!this.#open) return;
    try {
      const root = await this.#writeGroup(this.#root, {
        TITLE: '',
        CLASS: 'GROUP',
        VERSION: '1.0',
        FILTERS: BigInt(this.#codec.pyTablesFilters()),
        PYTABLES_FORMAT_VERSION: '2.1',
      });
      await this.#store.writeAt([this.#superblock(root)], 0);
      await this.#file.sync();
      this.#open = false;
      await this.#file.close();
      if (!this.#overwrite) await refuseExisting(this.path);
      await rename(this.#temporary, this.path);
    } catch (cause) {
      await this.abort();
      await rm(this.#temporary, { force: true });
      throw writeFailure(this.path, cause);
    }
  }

  /** Removes what was written; does nothing after `close`. */
  async abort(): Promise<void> {
    if (!this.#open) return;
    this.#open = false;
    // Chunks may still be on their way; the file must not be closed under them.
    await this.#store.drain().catch(() => undefined);
    await this.#file.close();
    await rm(this.#temporary, { force: true });
  }

  #find(itemPath: string): Node | undefined {
    let node: Node | undefined = this.#root;
    if (itemPath === '/') return node;
    for (const part of splitPath(itemPath)) {
      node = node?.kind === 'group' ? node.children.get(part) : undefined;
    }
    return node;
  }

  #group(parts: readonly string[], itemPath: string): GroupNode {
    let group = this.#root;
    for (const part of parts) {
      const next: Node = group.children.get(part) ?? {
        kind: 'group',
        children: new Map(),
        attributes: {},
      };
      if (next.kind !== 'group') throw taken(itemPath);
      group.children.set(part, next);
      group = next;
    }
    return group;
  }

  #add(itemPath: string, node: Node): void {
    const parts = splitPath(itemPath);
    const name = parts.pop() ?? '';
    const group = this.#group(parts, itemPath);
    if (group.children.has(name)) throw taken(itemPath);
    group.children.set(name, node);
  }

  #superblock(root: GroupEntry): Uint8Array {
    const out = new ByteWriter();
    out.raw(Uint8Array.of(0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a));
    out.zeros(5).uint8(8).uint8(8).uint8(0);
    out.uint16(groupLeafK).uint16(groupInternalK).uint32(0);
    out.uint64(0).uint64(undefinedAddress).uint64(this.#store.end).uint64(undefinedAddress);
    encodeSymbolEntry(out, 0, root);
    return out.bytes();
  }

  async #writeNode(name: string, node: Node): Promise<GroupEntry> {
    switch (node.kind) {
      case 'group': {
        const standard = {
          TITLE: '',
          CLASS: 'GROUP',
          VERSION: '1.0',
          FILTERS: BigInt(this.#codec.pyTablesFilters()),
        };
        return { ...(await this.#writeGroup(node, standard)), name };
      }
      case 'table':
        return { name, address: await this.#writeTable(node) };
      case 'text':
        return { name, address: await this.#writeText(node) };
    }
  }

  async #writeGroup(node: GroupNode, standard: Attributes): Promise<GroupEntry> {
    const entries: GroupEntry[] = [];
    for (const [name, child] of node.children) entries.push(await this.#writeNode(name, child));
    const { tree, heap } = await this.#store.append((address) => encodeGroup(entries, address));
    const table = new ByteWriter().uint64(tree).uint64(heap).bytes();
    const address = await this.#writeHeader([
      { type: MessageType.symbolTable, bytes: table },
      ...attributeMessages({ ...standard, ...node.attributes }),
    ]);
    return { name: '', address, group: { tree, heap } };
  }

  async #writeTable({ table, title, attributes }: TableNode): Promise<number> {
    const { nRows, chunkRows, chunks } = await table.finish();
    const { members, rowSize } = table;
    let root: bigint = undefinedAddress;
    if (chunks.length > 0) {
      const index = await this.#store.append((a) => encodeChunkIndex(chunks, chunkRows, a));
      root = BigInt(index.root);
    }
    const rowType = new ByteWriter();
    encodeRowType(rowType, members);
    const space = new ByteWriter().uint8(1).uint8(1).uint8(1).zeros(5);
    space.uint64(nRows).raw(unlimited);
    const layout = new ByteWriter().uint8(3).uint8(2).uint8(2);
    layout.uint64(root).uint32(chunkRows).uint32(rowSize);
    const allocateAsItGrows = Uint8Array.of(2, 3, 0, 1, 0, 0, 0, 0);
    const filters = this.#codec.filterMessage(members, rowSize, chunkRows * rowSize);
    const standard: Record<string, AttributeValue> = {
      TITLE: title,
      CLASS: 'TABLE',
      VERSION: '2.7',
    };
    members.forEach(({ name, type }, i) => {
      standard[`FIELD_${String(i)}_NAME`] = name;
      standard[`FIELD_${String(i)}_FILL`] = fillAttribute(type);
    });
    return this.#writeHeader([
      { type: MessageType.dataspace, bytes: space.bytes() },
      { type: MessageType.datatype, bytes: rowType.bytes() },
      { type: MessageType.fillValue, bytes: allocateAsItGrows },
      ...(filters === undefined ? [] : [{ type: MessageType.filters, bytes: filters }]),
      { type: MessageType.layout, bytes: layout.bytes() },
      ...attributeMessages({ ...standard, NROWS: BigInt(nRows), ...attributes }),
    ]);
  }

  async #writeText({ text, attributes }: TextNode): Promise<number> {
    const encoded = Buffer.from(text);
    const bytes = encoded.length === 0 ? Buffer.alloc(1) : encoded;
    let at = 0;
    await this.#store.append((address) => {
      at = address;
      return { bytes };
    });
    const type = new ByteWriter();
    encodeElementType(type, { kind: 'text', nBytes: bytes.length }, true);
    const layout = new ByteWriter().uint8(3).uint8(1).uint64(at).uint64(bytes.length);
    const noFillValue = Uint8Array.of(2, 2, 2, 0);
    const standard = { TITLE: '', CLASS: 'ARRAY', VERSION: '2.4', FLAVOR: 'python' };
    return this.#writeHeader([
      { type: MessageType.dataspace, bytes: new ByteWriter().uint8(1).zeros(7).bytes() },
      { type: MessageType.datatype, bytes: type.bytes() },
      { type: MessageType.fillValue, bytes: noFillValue },
      { type: MessageType.layout, bytes: layout.bytes() },
      ...attributeMessages({ ...standard, ...attributes }),
    ]);
  }

  async #writeHeader(messages: readonly HeaderMessage[]): Promise<number> {
    let at = 0;
    await this.#store.append((address) => {
      at = address;
      return { bytes: encodeObjectHeader(messages) };
    });
    return at;
  }
}

async function refuseExisting(target: string): Promise<void> {
  const exists = await access(target).then(
    () => true,
    () => false,
  );
  if (!exists) return;
  throw new PhotoelectronError(
    'file-exists',
    `${target} exists already; choose another name or allow overwriting (--overwrite).`,
    { path: target },
  );
}

function taken(itemPath: string): PhotoelectronError {
  return new PhotoelectronError(
    'argument-invalid',
    `Something else is already called ${itemPath} or part of that path is not a group.`,
    { item: itemPath },
  );
}
