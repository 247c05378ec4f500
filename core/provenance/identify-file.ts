import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { PhotoelectronError } from '../foundation/errors.ts';
import { openRegularFile } from '../foundation/open-regular-file.ts';

/** Largest file that is hashed whole [bytes]. */
export const WHOLE_FILE_LIMIT = 16 << 20;

/** Pieces of larger files: so many, of so many bytes each. */
const N_PIECES = 64;
const PIECE_BYTES = 64 << 10;

/** What identifies the content of a file. */
export type FileIdentity = {
  readonly size_bytes: number;
} & (
  | {
      /** SHA-256 of the whole content, hexadecimal. */
      readonly sha256: string;
    }
  | {
      /**
       * SHA-256 of 64 pieces of 64 KiB at even distances, the first and the last bytes among them,
       * hexadecimal: files of many gigabytes are told apart in milliseconds.
       */
      readonly sha256_of_64_pieces: string;
    }
);

/**
 * Identifies the content of a file by its size and a hash: of everything up to 16 MiB, of pieces of
 * anything larger (hashing takes longer than the processing of a large file may).
 *
 * @param signal stops the reading
 * @throws PhotoelectronError `file-not-found`, `file-unreadable`, or `cancelled` after the signal
 */
export async function identifyFile(path: string, signal?: AbortSignal): Promise<FileIdentity> {
  let file: FileHandle | undefined;
  try {
    file = await openRegularFile(path);
    const { size } = await file.stat();
    const whole = size <= WHOLE_FILE_LIMIT;
    const nPieces = whole ? Math.ceil(size / PIECE_BYTES) : N_PIECES;
    const hash = createHash('sha256');
    const piece = Buffer.allocUnsafe(PIECE_BYTES);
    for (let i = 0; i < nPieces; i++) {
      signal?.throwIfAborted();
      const place = whole
        ? i * PIECE_BYTES
        : Math.floor((i * (size - PIECE_BYTES)) / (N_PIECES - 1));
      const { bytesRead } = await file.read(piece, 0, PIECE_BYTES, place);
      hash.update(piece.subarray(0, bytesRead));
    }
    const digest = hash.digest('hex');
    return whole
      ? { size_bytes: size, sha256: digest }
      : { size_bytes: size, sha256_of_64_pieces: digest };
  } catch (cause) {
    throw identificationError(path, cause, signal);
  } finally {
    await file?.close();
  }
}

function identificationError(path: string, cause: unknown, signal?: AbortSignal) {
  if (cause instanceof PhotoelectronError) return cause;
  if (signal?.aborted === true) {
    return new PhotoelectronError('cancelled', `Reading ${path} was cancelled.`, { path }, cause);
  }
  if ((cause as NodeJS.ErrnoException).code === 'ENOENT') {
    return new PhotoelectronError('file-not-found', `There is no file ${path}.`, { path }, cause);
  }
  const reason = cause instanceof Error ? cause.message : String(cause);
  const message = `${path} could not be read: ${reason}.`;
  return new PhotoelectronError('file-unreadable', message, { path }, cause);
}
