// The reading thread: one HDF5 library (h5wasm) that has one file open. A damaged file may bring it
// down; the rest of the program does not notice more than a failed request.
import { openSync } from 'node:fs';
import { devNull } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parentPort } from 'node:worker_threads';
import {
  type Attribute,
  Dataset,
  File as Hdf5Library,
  Group,
  type Metadata,
  ready,
} from 'h5wasm/node';
import { columnArrays } from '../../foundation/column-arrays.ts';
import type { ColumnData, DType } from '../../foundation/table.ts';
import type {
  AttributeRead,
  ItemKind,
  ReadColumn,
  ReadMember,
  ReaderCall,
  ReaderCalls,
  ReaderFailure,
  ReaderReply,
  ReaderRequest,
  TableDescription,
} from './reader-protocol.ts';

/** Most bytes of one request and of one chunk: what a lying header can make us allocate. */
const maxRequestBytes = 512 * 1024 * 1024;
/** A thread whose memory has grown beyond this is not kept: it never shrinks [bytes]. */
const maxIdleBytes = 256 * 1024 * 1024;
/** Longest text dataset [bytes]. */
const maxTextBytes = 64 * 1024 * 1024;

/** A request that cannot be answered, with the reason. */
class Refusal extends Error {
  readonly failure: ReaderFailure;

  constructor(failure: ReaderFailure) {
    super(failure);
    this.failure = failure;
  }
}

const module = await ready;
const plugins = path.join(
  path.dirname(fileURLToPath(import.meta.resolve('h5wasm-plugins'))),
  'plugins',
);
module.insert_plugin_search_path(plugins, 0);

// The HDF5 library prints its error stack straight to the file descriptors; errors are reported as
// errors, and the library of this program prints nothing.
const nowhere = openSync(devNull, 'w');
const streams = module.FS as unknown as { getStream(descriptor: number): { nfd: number } };
for (const descriptor of [1, 2]) streams.getStream(descriptor).nfd = nowhere;

const types = module.H5T_class_t;

let file: Hdf5Library | undefined;

function opened(): Hdf5Library {
  if (file === undefined) throw new Refusal('missing');
  return file;
}

function kindOf(item: string): ItemKind | undefined {
  if (item === '/') return 'group';
  // Asked for something inside a dataset, the library answers at random.
  if (kindOf(item.slice(0, item.lastIndexOf('/')) || '/') !== 'group') return undefined;
  const type = module.get_type(opened().file_id, item);
  if (type === module.H5G_GROUP) return 'group';
  if (type === module.H5G_DATASET) return 'dataset';
  return type < 0 ? undefined : 'other';
}

function get<T>(item: string, kind: new (id: bigint, path: string) => T): T {
  const found = item === '/' ? opened() : kindOf(item) === undefined ? null : opened().get(item);
  if (found === null) throw new Refusal('missing');
  if (!(found instanceof kind)) throw new Refusal('unsupported');
  return found;
}

/** Our name of an element type, undefined for types without an equivalent. */
function elementType(meta: Metadata): DType | 'text' | undefined {
  const { type, size, signed, vlen } = meta;
  if (type === types.H5T_STRING.value) return vlen ? undefined : 'text';
  if (type === types.H5T_BITFIELD.value) return size === 1 ? 'bool' : undefined;
  if (type === types.H5T_FLOAT.value) {
    return size === 8 ? 'float64' : size === 4 ? 'float32' : undefined;
  }
  if (type === types.H5T_ENUM.value) {
    const names = Object.keys(meta.enum_type?.members ?? {});
    if (size === 1 && names.length === 2 && names.includes('FALSE') && names.includes('TRUE')) {
      return 'bool';
    }
  } else if (type !== types.H5T_INTEGER.value) return undefined;
  const sizes: Readonly<Partial<Record<number, 8 | 16 | 32 | 64>>> = { 1: 8, 2: 16, 4: 32, 8: 64 };
  const bits = sizes[size];
  return bits === undefined ? undefined : `${signed ? 'int' : 'uint'}${bits}`;
}

/** A member as we read it, or undefined. */
function readable(name: string, offset: number, meta: Metadata): ReadMember | undefined {
  const element = meta.array_type ?? meta;
  const dtype = elementType(element);
  const shape = meta.array_type?.shape ?? [];
  if (dtype === undefined || (dtype === 'text' && shape.length > 0)) return undefined;
  return {
    name,
    dtype,
    shape: [...shape],
    offset,
    size: element.size,
  };
}

function describe(item: string): TableDescription {
  const { metadata } = get(item, Dataset);
  const { shape, compound_type: compound, size, chunks } = metadata;
  if (shape?.length !== 1 || compound === undefined) throw new Refusal('unsupported');
  const [nRows] = shape;
  const chunkRows = chunks?.[0] ?? Math.max(1, nRows);
  if (chunks !== null && chunkRows * size > maxRequestBytes) throw new Refusal('too-large');
  const members: ReadMember[] = [];
  const unreadable: string[] = [];
  for (const member of compound.members) {
    const known = readable(member.name, member.offset, member);
    if (known === undefined) unreadable.push(member.name);
    else members.push(known);
  }
  const beyond = members.some(
    ({ offset, size: bytes, shape: inner }) =>
      offset + bytes * inner.reduce((product, n) => product * n, 1) > size,
  );
  if (beyond) throw new Refusal('damaged');
  return { nRows, rowBytes: size, chunkRows, members, unreadable };
}

/** Copies one member out of packed rows; the library has already made them little-endian. */
function extract(rows: Uint8Array, rowBytes: number, count: number, member: ReadMember) {
  const { size, offset } = member;
  const width = size * member.shape.reduce((product, n) => product * n, 1);
  const bytes = new Uint8Array(width * count);
  if (width === 1) {
    for (let i = 0; i < count; i++) bytes[i] = rows[i * rowBytes + offset];
  } else if (width <= 8) {
    for (let i = 0; i < count; i++) {
      const from = i * rowBytes + offset;
      for (let j = 0; j < width; j++) bytes[i * width + j] = rows[from + j];
    }
  } else {
    for (let i = 0; i < count; i++) {
      const from = i * rowBytes + offset;
      bytes.set(rows.subarray(from, from + width), i * width);
    }
  }
  return bytes;
}

function decodeText(bytes: Uint8Array, size: number, count: number): string[] {
  const decoder = new TextDecoder();
  return Array.from({ length: count }, (_, i) => {
    const text = bytes.subarray(i * size, (i + 1) * size);
    const end = text.indexOf(0);
    return decoder.decode(end < 0 ? text : text.subarray(0, end));
  });
}

function toColumn(rows: Uint8Array, rowBytes: number, count: number, member: ReadMember) {
  const bytes = extract(rows, rowBytes, count, member);
  const { name, dtype } = member;
  if (dtype === 'text') return { name, text: decodeText(bytes, member.size, count) };
  const data: ColumnData = new columnArrays[dtype](bytes.buffer);
  if (dtype === 'bool') {
    bytes.forEach((value, i) => {
      bytes[i] = value === 0 ? 0 : 1;
    });
  }
  return { name, data };
}

function readRaw(item: string, start: number, count: number, bytes: number): Uint8Array {
  if (bytes === 0) return new Uint8Array(0);
  const pointer = module._malloc(bytes);
  if (pointer === 0) throw new Refusal('too-large');
  try {
    const { file_id: id } = opened();
    const status = module.get_dataset_data(
      id,
      item,
      [BigInt(count)],
      [BigInt(start)],
      [1n],
      BigInt(pointer),
    );
    if (status < 0) throw new Refusal('damaged');
    return module.HEAPU8.slice(pointer, pointer + bytes);
  } finally {
    module._free(pointer);
  }
}

function readRows({ item, start, count, columns }: ReaderCalls['rows']['ask']): ReadColumn[] {
  const { nRows, rowBytes, members } = describe(item);
  if (start < 0 || count < 0 || start + count > nRows) throw new Refusal('missing');
  if (rowBytes * count > maxRequestBytes) throw new Refusal('too-large');
  const wanted = columns.map((name) => {
    const member = members.find((candidate) => candidate.name === name);
    if (member === undefined) throw new Refusal('missing');
    return member;
  });
  const rows = readRaw(item, start, count, rowBytes * count);
  return wanted.map((member) => toColumn(rows, rowBytes, count, member));
}

function plainAttribute(attribute: Attribute): AttributeRead {
  const { metadata } = attribute;
  const bool = elementType(metadata.array_type ?? metadata) === 'bool';
  if (attribute.shape === null) return metadata.type === types.H5T_STRING.value ? '' : null;
  const { value } = attribute;
  if (ArrayBuffer.isView(value)) {
    const list = [...(value as Uint8Array | BigInt64Array)];
    const plain = bool ? list.map((element) => Number(element) !== 0) : list;
    return attribute.shape.length === 0 ? plain[0] : plain;
  }
  if (bool && typeof value === 'number') return value !== 0;
  if (Array.isArray(value)) {
    return value.every((element) => ['string', 'number', 'bigint'].includes(typeof element))
      ? (value as (string | number | bigint)[])
      : null;
  }
  return value === null || typeof value === 'object' ? null : value;
}

function readAttributes(item: string): Record<string, AttributeRead> {
  if (kindOf(item) === undefined) throw new Refusal('missing');
  const { attrs } = kindOf(item) === 'dataset' ? get(item, Dataset) : get(item, Group);
  // A null prototype: the names come from the file.
  const result = Object.create(null) as Record<string, AttributeRead>;
  for (const [name, attribute] of Object.entries(attrs)) result[name] = plainAttribute(attribute);
  return result;
}

function readText(item: string): string {
  const { metadata } = get(item, Dataset);
  const { shape, type, vlen, size } = metadata;
  if (shape?.length !== 0 || type !== types.H5T_STRING.value || vlen) {
    throw new Refusal('unsupported');
  }
  if (size > maxTextBytes) throw new Refusal('too-large');
  const pointer = module._malloc(size);
  if (pointer === 0) throw new Refusal('too-large');
  try {
    const id = opened().file_id;
    if (module.get_dataset_data(id, item, null, null, null, BigInt(pointer)) < 0) {
      throw new Refusal('damaged');
    }
    return decodeText(module.HEAPU8.slice(pointer, pointer + size), size, 1)[0];
  } finally {
    module._free(pointer);
  }
}

const calls: { [C in ReaderCall]: (ask: ReaderCalls[C]['ask']) => ReaderCalls[C]['answer'] } = {
  open: ({ path: name }) => {
    try {
      file = new Hdf5Library(name, 'r');
    } catch {
      throw new Refusal('not-hdf5');
    }
    // Where the library cannot open a file it gives a number that is no identifier.
    if (file.file_id <= 0n) {
      file = undefined;
      throw new Refusal('not-hdf5');
    }
    return null;
  },
  children: ({ item }) => {
    const prefix = item === '/' ? '' : item;
    return get(item, Group)
      .keys()
      .map((name) => ({ name, kind: kindOf(`${prefix}/${name}`) ?? 'other' }));
  },
  kind: ({ item }) => kindOf(item) ?? null,
  attributes: ({ item }) => readAttributes(item),
  describe: ({ item }) => describe(item),
  rows: readRows,
  text: ({ item }) => readText(item),
  close: () => {
    const failed = file !== undefined && file.close() < 0;
    file = undefined;
    return !failed && module.HEAPU8.length <= maxIdleBytes;
  },
};

function answer<C extends ReaderCall>({ id, call, ask }: ReaderRequest<C>): ReaderReply {
  try {
    return { id, answer: calls[call](ask) };
  } catch (cause) {
    return { id, failure: cause instanceof Refusal ? cause.failure : 'damaged' };
  }
}

parentPort?.on('message', (request: ReaderRequest) => {
  const reply = answer(request);
  const buffers =
    request.call === 'rows' && 'answer' in reply
      ? (reply.answer as ReadColumn[]).flatMap((column) =>
          'data' in column ? [column.data.buffer as ArrayBuffer] : [],
        )
      : [];
  parentPort?.postMessage(reply, buffers);
});
