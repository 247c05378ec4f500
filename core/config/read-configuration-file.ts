import { PhotoelectronError } from '../foundation/errors.ts';
import { openRegularFile } from '../foundation/open-regular-file.ts';

/** Largest file that is read as a configuration [bytes]. */
const MAX_BYTES = 1 << 18;

/**
 * Reads the text of a configuration, unless it is too long to be one.
 *
 * @throws PhotoelectronError `file-not-found`, `file-unreadable`, `config-invalid` when it is larger
 */
export async function readConfigurationFile(file: string): Promise<string> {
  try {
    const handle = await openRegularFile(file);
    try {
      const { size } = await handle.stat();
      if (size > MAX_BYTES) {
        throw new PhotoelectronError(
          'config-invalid',
          `${file} is no configuration: it is larger than 256 KiB.`,
          { path: file },
        );
      }
      return await handle.readFile('utf8');
    } finally {
      await handle.close();
    }
  } catch (cause) {
    if (cause instanceof PhotoelectronError) throw cause;
    const code = (cause as NodeJS.ErrnoException).code;
    throw new PhotoelectronError(
      code === 'ENOENT' ? 'file-not-found' : 'file-unreadable',
      code === 'ENOENT'
        ? `There is no file ${file}.`
        : `${file} cannot be read (${code ?? 'unknown reason'}).`,
      { path: file },
      cause,
    );
  }
}
