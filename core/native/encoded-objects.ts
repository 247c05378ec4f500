import { PhotoelectronError } from '../foundation/errors.ts';

/** An object of an EventIO file as it lies in the file; what the decoders need of it. */
export interface EncodedObject {
  /** Content without header. */
  readonly payload: Uint8Array;
  readonly id: number;
  readonly version: number;
}

/** How the decoding of one object ended; the same numbers as in native/src/eventio/byte_reader.h. */
export const DecodingStatus = {
  OK: 0,
  /** The content ends early or makes no sense. */
  DAMAGED: 1,
  /** A version or mode that is not known. */
  UNSUPPORTED: 2,
  /** Other numbers of pixels, gains or samples than asked for. */
  OTHER_SHAPE: 3,
} as const;

/** More elements than this in one result are a mistake, and would not fit into memory. */
const MAX_ELEMENTS = 2 ** 31;

/**
 * Number of elements of a stacked result.
 *
 * @throws PhotoelectronError `argument-invalid` unless all dimensions are whole and the product is
 * sane
 */
export function stackSize(...dimensions: readonly number[]): number {
  const size = dimensions.reduce((product, n) => product * n, 1);
  if (!dimensions.every((n) => Number.isInteger(n) && n >= 0) || size > MAX_ELEMENTS) {
    throw new PhotoelectronError(
      'argument-invalid',
      `A result of shape (${dimensions.join(', ')}) cannot be made; check the numbers of pixels and samples.`,
    );
  }
  return size;
}

/** Objects as the native decoders take them: lists of their own, one element per object. */
export function encodedLists(objects: readonly EncodedObject[]): {
  readonly payloads: readonly Uint8Array[];
  readonly ids: Int32Array;
  readonly versions: Int32Array;
} {
  const payloads: Uint8Array[] = [];
  const ids = new Int32Array(objects.length);
  const versions = new Int32Array(objects.length);
  // Not Int32Array.from, which goes through an iterator and a call for each element.
  for (const [i, { payload, id, version }] of objects.entries()) {
    payloads.push(payload);
    ids[i] = id;
    versions[i] = version;
  }
  return { payloads, ids, versions };
}
