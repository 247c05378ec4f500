import { PhotoelectronError } from '../../foundation/errors.ts';

/** Turns a failure of the file system into an error of one sentence with the remedy. */
export function writeFailure(path: string, cause: unknown): PhotoelectronError {
  if (cause instanceof PhotoelectronError) return cause;
  const { code } = cause as NodeJS.ErrnoException;
  if (code === undefined) {
    return new PhotoelectronError(
      'internal',
      `${path} could not be written because of a mistake in this program: ${String(cause)}.`,
      { path },
      cause,
    );
  }
  const reasons: Readonly<Partial<Record<string, string>>> = {
    ENOSPC: 'the disk is full; free some space and run again',
    EDQUOT: 'the disk quota is used up; free some space and run again',
    ENOENT: 'its folder does not exist; make it first',
    EFBIG:
      'it would be larger than its file system or a limit of the system allows; choose another folder',
    EACCES: 'its folder may not be written to; choose another one',
    EPERM: 'its folder may not be written to; choose another one',
    EROFS: 'its file system is read-only; choose another folder',
    ENOTDIR: 'part of its path is not a folder; choose another path',
  };
  return new PhotoelectronError(
    code === 'ENOSPC' || code === 'EDQUOT' ? 'disk-full' : 'file-unwritable',
    `${path} could not be written: ${reasons[code] ?? `the system reports ${code}`}.`,
    { path },
    cause,
  );
}
