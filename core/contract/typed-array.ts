import { z } from 'zod';
import { typedArrays } from '../foundation/typed-arrays.ts';

/** Name of an element type. */
export type ArrayTypeName = keyof typeof typedArrays;

interface Arrays {
  readonly float64: Float64Array;
  readonly float32: Float32Array;
  readonly int8: Int8Array;
  readonly int16: Int16Array;
  readonly int32: Int32Array;
  readonly int64: BigInt64Array;
  readonly uint8: Uint8Array;
  readonly uint16: Uint16Array;
  readonly uint32: Uint32Array;
  readonly uint64: BigUint64Array;
}

/** The typed array of an element type, on any kind of buffer. */
export type ArrayOf<N extends ArrayTypeName> = Arrays[N];

/** Any array that travels as binary. */
export type TravellingArray = ArrayOf<ArrayTypeName>;

/** Element type of an array that can travel; undefined for anything else. */
export function arrayTypeOf(value: unknown): ArrayTypeName | undefined {
  // Most of what is asked about is no array at all.
  if (!ArrayBuffer.isView(value)) return undefined;
  const names = Object.keys(typedArrays) as ArrayTypeName[];
  return names.find((name) => value instanceof typedArrays[name]);
}

/**
 * Schema of an array that travels as binary: structured clone between processes, a binary part of the
 * frame over a socket; never JSON numbers. Shape and unit of its values are stated where it is used.
 *
 * @param name element type
 * @param meta what the values are, with unit and shape, for the documentation
 */
export function typedArraySchema<N extends ArrayTypeName>(
  name: N,
  meta: { readonly description: string; readonly unit?: string },
) {
  return z
    .custom<ArrayOf<N>>((value) => value instanceof typedArrays[name], `must be a ${name} array`)
    .meta({ ...meta, arrayType: name });
}
