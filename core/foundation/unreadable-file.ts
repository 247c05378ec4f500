import { PhotoelectronError } from './errors.ts';

/**
 * What the system says when a file cannot be opened or read, as one sentence.
 *
 * @returns an error of code `file-not-found` or `file-unreadable`
 */
export function unreadableFile(path: string, cause: unknown): PhotoelectronError {
  const { code } = cause as NodeJS.ErrnoException;
  const isMissing = code === 'ENOENT' || code === 'ENOTDIR';
  return new PhotoelectronError(
    isMissing ? 'file-not-found' : 'file-unreadable',
    isMissing
      ? `There is no file ${path}.`
      : `${path} cannot be read (${code ?? String(cause)}); check that you may read it.`,
    { path },
    cause,
  );
}
