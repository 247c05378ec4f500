import type { DType } from '../../foundation/table.ts';
import { ByteWriter } from './byte-writer.ts';

/** Element of a compound member: a number, a boolean, or text of a fixed number of bytes. */
export type ElementType =
  { readonly kind: DType } | { readonly kind: 'text'; readonly nBytes: number };

/** One member of a compound row: packed, little-endian. */
export interface TableMember {
  readonly name: string;
  readonly type: ElementType;
  /** Shape of one row, absent for scalars. */
  readonly shape?: readonly number[];
}

const numberBytes: Readonly<Record<DType, number>> = {
  float64: 8,
  float32: 4,
  int8: 1,
  int16: 2,
  int32: 4,
  int64: 8,
  uint8: 1,
  uint16: 2,
  uint32: 4,
  uint64: 8,
  bool: 1,
};

/** Bytes of one element. */
export function elementBytes(type: ElementType): number {
  return type.kind === 'text' ? type.nBytes : numberBytes[type.kind];
}

/** Elements of one row of a member. */
export function memberElements(member: TableMember): number {
  return (member.shape ?? []).reduce((product, n) => product * n, 1);
}

/** Bytes of one row of a member. */
export function memberBytes(member: TableMember): number {
  return elementBytes(member.type) * memberElements(member);
}

/** Bytes of one row of a table. */
export function rowBytes(members: readonly TableMember[]): number {
  return members.reduce((sum, member) => sum + memberBytes(member), 0);
}

/**
 * Appends the datatype message (version 1) of one element.
 * Format: HDF5 File Format Specification 3.0, IV.A.2.d. Booleans are 8-bit bit fields, as PyTables
 * writes them.
 */
export function encodeElementType(out: ByteWriter, type: ElementType, utf8 = false): void {
  const size = elementBytes(type);
  switch (type.kind) {
    case 'text':
      out
        .uint8(0x13)
        .uint8(utf8 ? 0x10 : 0)
        .uint16(0)
        .uint32(size);
      return;
    case 'bool':
      out.uint8(0x14).zeros(3).uint32(1).uint16(0).uint16(8);
      return;
    case 'float64':
      out.raw(Uint8Array.of(0x11, 0x20, 0x3f, 0, 8, 0, 0, 0, 0, 0, 64, 0, 52, 11, 0, 52));
      out.uint32(1023);
      return;
    case 'float32':
      out.raw(Uint8Array.of(0x11, 0x20, 0x1f, 0, 4, 0, 0, 0, 0, 0, 32, 0, 23, 8, 0, 23));
      out.uint32(127);
      return;
    default:
      out.uint8(0x10).uint8(type.kind.startsWith('uint') ? 0 : 8);
      out
        .uint16(0)
        .uint32(size)
        .uint16(0)
        .uint16(8 * size);
  }
}

/** Appends the datatype message (compound, version 2) of a table's rows. */
export function encodeRowType(out: ByteWriter, members: readonly TableMember[]): void {
  out.uint8(0x26).uint16(members.length).uint8(0).uint32(rowBytes(members));
  let offset = 0;
  for (const member of members) {
    const start = out.length;
    out.ascii(member.name).uint8(0).align(8, start).uint32(offset);
    const { shape } = member;
    if (shape !== undefined && shape.length > 0) {
      out.uint8(0x2a).zeros(3).uint32(memberBytes(member)).uint8(shape.length).zeros(3);
      for (const n of shape) out.uint32(n);
      for (let i = 0; i < shape.length; i++) out.uint32(0);
    }
    encodeElementType(out, member.type);
    offset += memberBytes(member);
  }
}
