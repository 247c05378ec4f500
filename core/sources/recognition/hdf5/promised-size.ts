/** Where the end of the file stands in the superblock of each version, with addresses of 8 bytes. */
const endPlaces = new Map([
  [0, { sizes: 13, end: 40 }],
  [1, { sizes: 13, end: 44 }],
  [2, { sizes: 9, end: 28 }],
  [3, { sizes: 9, end: 28 }],
]);

/**
 * Size that an HDF5 file has by its own superblock [bytes]; undefined when it does not tell it in a way
 * that is known. Format: HDF5 File Format Specification 3.0, II.A.
 *
 * @param head first bytes of the file, the signature included
 */
export function promisedSize(head: Buffer): number | undefined {
  if (head.length < 64) return undefined;
  const place = endPlaces.get(head[8]);
  if (place === undefined || head[place.sizes] !== 8) return undefined;
  const end = Number(head.readBigUInt64LE(place.end));
  return Number.isSafeInteger(end) ? end : undefined;
}
