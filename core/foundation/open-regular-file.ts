import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { PhotoelectronError } from './errors.ts';

/**
 * Opens a file for reading, whatever stands under its name: a pipe into which nobody writes would
 * otherwise occupy one of the few threads that serve files, for ever.
 *
 * @returns the file; whoever opened it closes it
 * @throws PhotoelectronError `file-unreadable` for folders, pipes, sockets and devices; errors of the
 *   system as they are
 */
export async function openRegularFile(path: string): Promise<FileHandle> {
  // Where the flag is not known (Windows), opening does not wait either.
  const flags = constants.O_RDONLY | ((constants.O_NONBLOCK as number | undefined) ?? 0);
  const file = await open(path, flags).catch((cause: unknown) => {
    // Sockets cannot be opened at all.
    throw (cause as NodeJS.ErrnoException).code === 'ENXIO' ? notRegular(path, cause) : cause;
  });
  try {
    const status = await file.stat();
    if (!status.isFile()) throw notRegular(path);
    return file;
  } catch (error) {
    await file.close();
    throw error;
  }
}

function notRegular(path: string, cause?: unknown): PhotoelectronError {
  return new PhotoelectronError(
    'file-unreadable',
    `${path} is not a regular file; name one that holds data.`,
    { path },
    cause,
  );
}
