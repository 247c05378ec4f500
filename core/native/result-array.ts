/** Arrays that the decoders fill. */
type ResultArray = Uint8Array | Uint16Array | Int32Array | Uint32Array;

/**
 * An array for results that the native core writes completely, so that it need not be cleared first.
 *
 * @param into memory to use when it is long enough, such as that of results that are done with
 */
export function resultArray<T extends ResultArray>(
  type: new (buffer: ArrayBuffer) => T,
  length: number,
  into: T | undefined,
): T {
  if (into !== undefined && into.length >= length) return into.subarray(0, length) as T;
  const { BYTES_PER_ELEMENT } = type as unknown as { readonly BYTES_PER_ELEMENT: number };
  return new type(Buffer.allocUnsafeSlow(length * BYTES_PER_ELEMENT).buffer);
}
