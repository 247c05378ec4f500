import { open, rename, rm } from 'node:fs/promises';
import { PhotoelectronError } from './errors.ts';
import { partialFile } from './partial-file.ts';

/**
 * Writes a file so that it is there as a whole or not at all: under a temporary name in the same
 * folder, which then takes the final name.
 *
 * @throws PhotoelectronError `file-exists` unless it may be replaced, `file-unwritable`, `disk-full`
 */
export async function writeWholeFile(
  file: string,
  content: string | Uint8Array,
  overwrite: boolean,
): Promise<void> {
  const temporary = partialFile(file);
  try {
    if (!overwrite && (await exists(file))) {
      throw new PhotoelectronError(
        'file-exists',
        `${file} exists already; give another name, or --overwrite to replace it.`,
        { path: file },
      );
    }
    const handle = await open(temporary, 'w');
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (cause) {
    await rm(temporary, { force: true }).catch(() => undefined);
    if (cause instanceof PhotoelectronError) throw cause;
    const reason = (cause as NodeJS.ErrnoException).code ?? String(cause);
    if (reason === 'ENOSPC') {
      throw new PhotoelectronError(
        'disk-full',
        `The disk is full: ${file} could not be written; make room and try again.`,
        { path: file },
        cause,
      );
    }
    throw new PhotoelectronError(
      'file-unwritable',
      `${file} cannot be written (${reason}); check that its folder exists and that you may write there.`,
      { path: file },
      cause,
    );
  }
}

async function exists(file: string): Promise<boolean> {
  try {
    await (await open(file, 'r')).close();
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ENOENT';
  }
}
