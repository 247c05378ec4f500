import type { Metadata } from 'h5wasm/node';
import type { DType } from '../../foundation/table.ts';
import { library } from './hdf5-library.ts';

const types = library.H5T_class_t;

/** Our name of an element type, undefined for types without an equivalent. */
export function elementType(meta: Metadata): DType | 'text' | undefined {
  const { type, size, signed } = meta;
  if (type === types.H5T_STRING.value) return 'text';
  if (type === types.H5T_BITFIELD.value) return size === 1 ? 'bool' : undefined;
  // Half precision is given in single precision.
  if (type === types.H5T_FLOAT.value) {
    return size === 8 ? 'float64' : size === 4 || size === 2 ? 'float32' : undefined;
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

/** Names of the values of an enumeration, undefined for other types and booleans. */
export function enumNames(meta: Metadata): Readonly<Record<string, number>> | undefined {
  if (meta.type !== types.H5T_ENUM.value || elementType(meta) === 'bool') return undefined;
  const { members } = meta.enum_type ?? {};
  // A null prototype: the names come from the file.
  return members && Object.assign(Object.create(null) as Record<string, number>, members);
}

/** Whether elements are sequences of any length of another type. */
export function isSequence(meta: Metadata): boolean {
  return meta.type === types.H5T_VLEN.value;
}

/** Whether elements are pointers to text of any length. */
export function isVariableText(meta: Metadata): boolean {
  return meta.type === types.H5T_STRING.value && meta.vlen;
}

/** Whether reading leaves memory behind that has to be given back to the library. */
export function hasPointers(meta: Metadata): boolean {
  if (isSequence(meta) || isVariableText(meta)) return true;
  if (meta.array_type !== undefined && hasPointers(meta.array_type)) return true;
  return meta.compound_type?.members.some(hasPointers) ?? false;
}
