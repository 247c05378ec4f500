/** How a file is compressed. */
export type Compression = 'none' | 'gzip' | 'zstd';

/** Zstandard frame marker and the first of the sixteen skippable-frame markers. */
export const ZSTD_MAGIC = 0xfd2fb528;
export const ZSTD_SKIPPABLE_MAGIC = 0x184d2a50;

/** Whether a little-endian word opens a skippable frame (RFC 8878, section 3.1.2). */
export function isSkippableMagic(word: number): boolean {
  return (word & 0xfffffff0) >>> 0 === ZSTD_SKIPPABLE_MAGIC;
}

/**
 * Tells the compression of a file from its first bytes, whatever its name.
 *
 * @param head the first bytes of the file, four or more where the file has them
 */
export function compressionOf(head: Uint8Array): Compression {
  if (head.length >= 2 && head[0] === 0x1f && head[1] === 0x8b) return 'gzip';
  if (head.length >= 4) {
    const word = new DataView(head.buffer, head.byteOffset, 4).getUint32(0, true);
    if (word === ZSTD_MAGIC || isSkippableMagic(word)) return 'zstd';
  }
  return 'none';
}
