import type { FileHandle } from 'node:fs/promises';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { PhotoelectronError } from '../../foundation/errors.ts';
import { openRegularFile } from '../../foundation/open-regular-file.ts';
import { unreadableFile } from '../../foundation/unreadable-file.ts';

/** First bytes of a file, enough for every recogniser to say whether it is its own. */
export interface FileHead {
  readonly path: string;
  readonly sizeBytes: number;
  readonly compression: 'none' | 'gzip' | 'zstd';
  /** Up to 4096 bytes from the beginning, decompressed; empty when they cannot be decompressed. */
  readonly bytes: Buffer;
}

const HEAD_BYTES = 4096;

/** A block of Zstandard is 128 KiB at most, so that this holds one whole, with headers before it. */
const COMPRESSED_BYTES = 192 << 10;

/**
 * Reads the head of a file.
 *
 * @throws PhotoelectronError `file-not-found`, `file-unreadable` (also folders and devices)
 */
export async function readFileHead(path: string): Promise<FileHead> {
  try {
    const file = await openRegularFile(path);
    try {
      const status = await file.stat();
      const start = await readStart(file, HEAD_BYTES);
      const compression = compressionOf(start);
      const bytes =
        compression === 'none'
          ? start
          : await firstContent(await readStart(file, COMPRESSED_BYTES), compression);
      return { path, sizeBytes: status.size, compression, bytes };
    } finally {
      await file.close();
    }
  } catch (cause) {
    if (cause instanceof PhotoelectronError) throw cause;
    throw unreadableFile(path, cause);
  }
}

async function readStart(file: FileHandle, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await file.read(buffer, 0, length, 0);
  return buffer.subarray(0, bytesRead);
}

function compressionOf(start: Buffer): FileHead['compression'] {
  if (start.length < 4) return 'none';
  if (start[0] === 0x1f && start[1] === 0x8b) return 'gzip';
  const magic = start.readUInt32LE(0);
  // Skippable frames (0x184D2A50 to 0x184D2A5F) stand before the data of some writers.
  return magic === 0xfd2fb528 || magic >>> 4 === 0x184d2a5 ? 'zstd' : 'none';
}

/** The first bytes that come out; decompression stops there, however much more would follow. */
function firstContent(compressed: Buffer, compression: 'gzip' | 'zstd'): Promise<Buffer> {
  const stream = compression === 'gzip' ? createGunzip() : createZstdDecompress();
  const parts: Buffer[] = [];
  let length = 0;
  return new Promise((resolve) => {
    const finish = () => {
      stream.destroy();
      resolve(Buffer.concat(parts).subarray(0, HEAD_BYTES));
    };
    stream.on('data', (part: Buffer) => {
      parts.push(part);
      length += part.length;
      if (length >= HEAD_BYTES) finish();
    });
    // The input is cut off on purpose; what came out before is what is wanted.
    stream.on('error', finish);
    stream.on('end', finish);
    stream.end(compressed);
  });
}
