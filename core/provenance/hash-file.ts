import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { PhotoelectronError } from '../foundation/errors.ts';

/**
 * SHA-256 of a file's content, read in pieces, so that a file of any size takes 1 MiB of memory.
 *
 * @param signal stops the reading
 * @returns hexadecimal digest
 * @throws PhotoelectronError `file-unreadable`, or `cancelled` after the signal
 */
export async function hashFile(path: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  try {
    const options = { highWaterMark: 1 << 20, ...(signal === undefined ? {} : { signal }) };
    for await (const chunk of createReadStream(path, options)) hash.update(chunk as Buffer);
  } catch (cause) {
    if (signal?.aborted === true) {
      throw new PhotoelectronError('cancelled', `Reading ${path} was cancelled.`, { path }, cause);
    }
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new PhotoelectronError(
      'file-unreadable',
      `${path} could not be read: ${reason}.`,
      { path },
      cause,
    );
  }
  return hash.digest('hex');
}
