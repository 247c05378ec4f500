import type { DType } from '../../foundation/table.ts';
import { ByteWriter } from './byte-writer.ts';
import { type ElementType, elementBytes, encodeElementType } from './member-type.ts';

/**
 * Value of an attribute. Text is stored as UTF-8 text of fixed length, `number` as float64, `bigint`
 * as int64, `boolean` as an 8-bit bit field, all as scalars: what PyTables reads as str, float, int
 * and bool. `ascii` is text that a reader is to take as bytes.
 */
export type AttributeValue =
  | string
  | number
  | bigint
  | boolean
  | { readonly ascii: string }
  | { readonly dtype: DType; readonly value: number };

/** Largest value that fits into one object header message. */
export const maxAttributeBytes = 64_000;

const encoder = new TextEncoder();

/** Bytes of one number in a given type. */
function numberBytes(dtype: DType, value: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(8));
  const setters: Readonly<Record<DType, () => void>> = {
    float64: () => {
      view.setFloat64(0, value, true);
    },
    float32: () => {
      view.setFloat32(0, value, true);
    },
    int8: () => {
      view.setInt8(0, value);
    },
    int16: () => {
      view.setInt16(0, value, true);
    },
    int32: () => {
      view.setInt32(0, value, true);
    },
    int64: () => {
      view.setBigInt64(0, BigInt(value), true);
    },
    uint8: () => {
      view.setUint8(0, value);
    },
    uint16: () => {
      view.setUint16(0, value, true);
    },
    uint32: () => {
      view.setUint32(0, value, true);
    },
    uint64: () => {
      view.setBigUint64(0, BigInt(value), true);
    },
    bool: () => {
      view.setUint8(0, value === 0 ? 0 : 1);
    },
  };
  setters[dtype]();
  return new Uint8Array(view.buffer, 0, elementBytes({ kind: dtype }));
}

/** Type and bytes of a value; text that is empty has no bytes and becomes a null dataspace. */
function encodeValue(value: AttributeValue): {
  type: ElementType;
  utf8: boolean;
  bytes: Uint8Array;
} {
  if (typeof value === 'string' || (typeof value === 'object' && 'ascii' in value)) {
    const utf8 = typeof value === 'string';
    const bytes = encoder.encode(utf8 ? value : value.ascii);
    return { type: { kind: 'text', nBytes: Math.max(1, bytes.length) }, utf8, bytes };
  }
  if (typeof value === 'bigint') {
    const bytes = new ByteWriter().int64(value).bytes();
    return { type: { kind: 'int64' }, utf8: false, bytes };
  }
  const typed =
    typeof value === 'object'
      ? value
      : typeof value === 'boolean'
        ? ({ dtype: 'bool', value: value ? 1 : 0 } as const)
        : ({ dtype: 'float64', value } as const);
  return {
    type: { kind: typed.dtype },
    utf8: false,
    bytes: numberBytes(typed.dtype, typed.value),
  };
}

/** Bytes that a value takes in a header. */
export function attributeBytes(value: AttributeValue): number {
  return encodeValue(value).bytes.length;
}

/**
 * The attribute message (version 1) of a scalar.
 * Format: HDF5 File Format Specification 3.0, IV.A.2.m.
 */
export function encodeAttribute(name: string, value: AttributeValue): Uint8Array {
  const { type, utf8, bytes } = encodeValue(value);
  const nameBytes = encoder.encode(name);
  const typeMessage = new ByteWriter();
  encodeElementType(typeMessage, type, utf8);
  const empty = bytes.length === 0;
  const out = new ByteWriter();
  out.uint8(1).uint8(0);
  out
    .uint16(nameBytes.length + 1)
    .uint16(typeMessage.length)
    .uint16(empty ? 4 : 8);
  out.raw(nameBytes).uint8(0).align(8);
  out.raw(typeMessage.bytes()).align(8);
  if (empty) out.uint8(2).uint8(0).uint8(0).uint8(2).align(8);
  else out.uint8(1).zeros(7);
  out.raw(bytes);
  return out.bytes();
}

/** The attribute of the fill value that PyTables keeps for every column: always zero. */
export function fillAttribute(type: ElementType): AttributeValue {
  return type.kind === 'text' ? { ascii: '' } : { dtype: type.kind, value: 0 };
}
