import { columnArrays } from '../../foundation/column-arrays.ts';
import { float16 } from '../../foundation/float16.ts';
import type { ColumnData, DType } from '../../foundation/table.ts';
import { library, maxRequestBytes, Refusal } from './hdf5-library.ts';

/** Longest text behind a pointer [bytes]. */
const maxTextBytes = 64 * 1024 * 1024;

/**
 * Numbers from the bytes of their elements (little-endian, back to back), which may be taken over.
 *
 * @param size bytes of one element as stored: 2 for float32 stands for half precision
 */
export function numberData(bytes: Uint8Array, dtype: DType, size: number): ColumnData {
  if (dtype === 'float32' && size === 2) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return Float32Array.from({ length: bytes.length / 2 }, (_, i) =>
      float16(view.getUint16(2 * i, true)),
    );
  }
  // The bytes of several columns may share memory; typed arrays want their own, aligned.
  const own = bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice();
  if (dtype === 'bool') {
    own.forEach((value, i) => {
      own[i] = value === 0 ? 0 : 1;
    });
  }
  return new columnArrays[dtype](own.buffer as ArrayBuffer);
}

/** Text of a fixed number of bytes each, ending at the first zero. */
export function fixedText(bytes: Uint8Array, size: number): string[] {
  const decoder = new TextDecoder();
  return Array.from({ length: size === 0 ? 0 : bytes.length / size }, (_, i) => {
    const text = bytes.subarray(i * size, (i + 1) * size);
    const end = text.indexOf(0);
    return decoder.decode(end < 0 ? text : text.subarray(0, end));
  });
}

/**
 * Text behind pointers into the memory of the library, which must not have been given back yet.
 *
 * @throws Refusal when it is longer than is sensible
 */
export function pointedText(pointers: Uint8Array): string[] {
  const view = new DataView(pointers.buffer, pointers.byteOffset, pointers.byteLength);
  const decoder = new TextDecoder();
  let total = 0;
  return Array.from({ length: pointers.length / 4 }, (_, i) => {
    const at = view.getUint32(4 * i, true);
    // Strings without a value have no memory.
    if (at === 0) return '';
    const heap = library.HEAPU8;
    const end = heap.indexOf(0, at);
    if (end < 0 || end - at > maxTextBytes) throw new Refusal('too-large');
    total += end - at;
    if (total > maxRequestBytes) throw new Refusal('too-large');
    return decoder.decode(heap.subarray(at, end));
  });
}

/**
 * Reads a piece of a dataset as it is stored, but little-endian.
 *
 * @param range start and count in every dimension; undefined for scalars
 * @param bytes of the piece
 * @param pointers whether the elements hold pointers, whose memory is given back afterwards
 * @param use makes something of the bytes; they are its own unless there are pointers
 * @throws Refusal
 */
export function withStored<T>(
  fileId: bigint,
  item: string,
  range: { readonly start: readonly number[]; readonly count: readonly number[] } | undefined,
  bytes: number,
  pointers: boolean,
  use: (stored: Uint8Array) => T,
): T {
  if (bytes > maxRequestBytes) throw new Refusal('too-large');
  if (bytes === 0) return use(new Uint8Array(0));
  const place = library._malloc(bytes);
  if (place === 0) throw new Refusal('too-large');
  try {
    // What the library does not fill must not look like pointers.
    if (pointers) library.HEAPU8.fill(0, place, place + bytes);
    const count = range?.count.map(BigInt) ?? null;
    const start = range?.start.map(BigInt) ?? null;
    const strides = range?.count.map(() => 1n) ?? null;
    const address = BigInt(place);
    if (library.get_dataset_data(fileId, item, count, start, strides, address) < 0) {
      throw new Refusal('damaged');
    }
    const stored = library.HEAPU8.slice(place, place + bytes);
    if (!pointers) return use(stored);
    try {
      return use(stored);
    } finally {
      if (count === null) library.reclaim_vlen_memory(fileId, item, '', address);
      else library.reclaim_vlen_memory_count(fileId, item, '', address, count);
    }
  } finally {
    library._free(place);
  }
}
