import type { Metadata } from 'h5wasm/node';
import { elementType, enumNames, hasPointers, isVariableText } from './element-type.ts';
import { fixedText, numberData, pointedText, withStored } from './element-data.ts';
import { getDataset, maxRequestBytes, openedFile, Refusal } from './hdf5-library.ts';
import type { ReadColumn, ReaderCalls, ReadMember, TableDescription } from './reader-protocol.ts';

/** A member as we read it, or undefined. */
function readable(name: string, offset: number, meta: Metadata): ReadMember | undefined {
  const element = meta.array_type ?? meta;
  const dtype = elementType(element);
  const shape = meta.array_type?.shape ?? [];
  if (dtype === undefined || (dtype === 'text' && shape.length > 0)) return undefined;
  const names = enumNames(element);
  return {
    name,
    dtype,
    shape: [...shape],
    offset,
    size: element.size,
    ...(isVariableText(element) && { pointer: true }),
    ...(names !== undefined && { enumNames: names }),
  };
}

function memberBytes({ size, shape }: ReadMember): number {
  return size * shape.reduce((product, n) => product * n, 1);
}

function describeRows(metadata: Metadata): TableDescription {
  const { shape, compound_type: compound, size, chunks } = metadata;
  if (shape?.length !== 1 || compound === undefined) throw new Refusal('unsupported');
  const [nRows] = shape;
  const chunkRows = chunks?.[0] ?? Math.max(1, nRows);
  if (chunks !== null && chunkRows * size > maxRequestBytes) throw new Refusal('too-large');
  // The library turns the bytes of all members round or of none.
  const orders = new Set(
    compound.members
      .filter((member) => (member.array_type ?? member).size > 1 && elementType(member) !== 'text')
      .map((member) => (member.array_type ?? member).littleEndian),
  );
  const members: ReadMember[] = [];
  const unreadable: string[] = [];
  for (const member of compound.members) {
    const known = readable(member.name, member.offset, member);
    const turned = orders.size > 1 && !(member.array_type ?? member).littleEndian;
    if (known === undefined || (turned && known.size > 1 && known.dtype !== 'text')) {
      unreadable.push(member.name);
    } else members.push(known);
  }
  if (members.some((member) => member.offset + memberBytes(member) > size)) {
    throw new Refusal('damaged');
  }
  return { nRows, rowBytes: size, chunkRows, members, unreadable };
}

/** Rows and columns of a table. @throws Refusal */
export function describeTable(item: string): TableDescription {
  return describeRows(getDataset(item).metadata);
}

/** Copies one member out of packed rows; the library has already made them little-endian. */
function extract(rows: Uint8Array, rowBytes: number, count: number, member: ReadMember) {
  const { offset } = member;
  const width = memberBytes(member);
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

function toColumn(
  rows: Uint8Array,
  rowBytes: number,
  count: number,
  member: ReadMember,
): ReadColumn {
  const bytes = extract(rows, rowBytes, count, member);
  const { name, dtype, size } = member;
  if (dtype !== 'text') return { name, data: numberData(bytes, dtype, size) };
  return { name, text: member.pointer === true ? pointedText(bytes) : fixedText(bytes, size) };
}

/** Reads rows of a table. @throws Refusal */
export function readTable({ item, start, count, columns }: ReaderCalls['rows']['ask']) {
  const { metadata } = getDataset(item);
  const { nRows, rowBytes, members } = describeRows(metadata);
  if (start < 0 || count < 0 || start + count > nRows) throw new Refusal('missing');
  const wanted = columns.map((name) => {
    const member = members.find((candidate) => candidate.name === name);
    if (member === undefined) throw new Refusal('missing');
    return member;
  });
  return withStored(
    openedFile().file_id,
    item,
    { start: [start], count: [count] },
    rowBytes * count,
    hasPointers(metadata),
    (rows) => wanted.map((member) => toColumn(rows, rowBytes, count, member)),
  );
}
