import { lstat, realpath } from 'node:fs/promises';
import path from 'node:path';
import { PhotoelectronError } from '../foundation/errors.ts';

/**
 * The file that a path means, when it is among what is allowed. Symbolic links are followed before the
 * path is judged, so that none leads out; names that begin with a dot are out of bounds below a folder,
 * because programs keep secrets there. Nothing is told of files outside, not even whether they exist.
 *
 * @param allowed real paths of files and of folders with all that is in them
 * @returns undefined when it is not allowed
 * @throws PhotoelectronError `argument-invalid`
 */
export async function allowedPath(
  asked: string,
  allowed: readonly string[],
): Promise<string | undefined> {
  checkPathText(asked);
  const real = path.isAbsolute(asked) ? await realPathOf(path.resolve(asked)) : undefined;
  const isAllowed = real !== undefined && allowed.some((place) => isOpenIn(place, real));
  return isAllowed ? real : undefined;
}

/** @throws PhotoelectronError `argument-invalid` for what is no path */
export function checkPathText(asked: string): void {
  if (asked !== '' && !asked.includes('\0')) return;
  throw new PhotoelectronError('argument-invalid', 'A path is empty or has a NUL character.', {
    item: 'path',
  });
}

/**
 * Real path of a file; of one that is not there, that of the folders which are, with the rest behind.
 *
 * @returns undefined where the path cannot be followed to its end, as through a link to nothing
 */
export async function realPathOf(absolute: string): Promise<string | undefined> {
  const missing: string[] = [];
  for (let current = absolute; ; current = path.dirname(current)) {
    try {
      return path.join(await realpath(current), ...missing);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') return undefined;
    }
    // A link to a file that is not there: writing would make the file where the link points.
    if (await isThere(current)) return undefined;
    if (path.dirname(current) === current) return undefined;
    missing.unshift(path.basename(current));
  }
}

async function isThere(file: string): Promise<boolean> {
  try {
    await lstat(file);
    return true;
  } catch {
    return false;
  }
}

function isOpenIn(folder: string, real: string): boolean {
  const relative = path.relative(folder, real);
  if (relative === '') return true;
  if (path.isAbsolute(relative)) return false;
  return relative.split(path.sep).every((part) => !part.startsWith('.'));
}
