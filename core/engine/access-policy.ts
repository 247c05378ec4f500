import { lstat, realpath } from 'node:fs/promises';
import path from 'node:path';
import { PhotoelectronError } from '../foundation/errors.ts';

/** Says which files a client may have read and written. */
export interface AccessPolicy {
  /**
   * The file that a path means, when it may be read; it need not exist.
   *
   * @returns absolute path without symbolic links; open this one and not the one that was asked for
   * @throws PhotoelectronError `access-denied`, `argument-invalid`
   */
  checkRead(asked: string): Promise<string>;
  /** As `checkRead`, for a file or folder that is to be written. */
  checkWrite(asked: string): Promise<string>;
  /** null where any file may be read. */
  readonly readableFolders: readonly string[] | null;
  readonly writableFolders: readonly string[] | null;
}

/** Every file that the operating system allows: the command line and the window, where the user names files. */
export function unrestrictedAccess(): AccessPolicy {
  const resolve = (asked: string) =>
    new Promise<string>((done) => {
      checkText(asked);
      done(path.resolve(asked));
    });
  return {
    checkRead: resolve,
    checkWrite: resolve,
    readableFolders: null,
    writableFolders: null,
  };
}

/**
 * Only what is in some folders: for an engine that is served to clients. Symbolic links are followed
 * before the path is judged, so that none leads out; names that begin with a dot are out of bounds,
 * because programs keep secrets there. Nothing is told of files outside, not even whether they exist.
 *
 * @param readable folders that may be read
 * @param writable folders that may be written; they may be read as well
 * @throws PhotoelectronError `file-not-found` for a folder that is not there
 */
export async function rootsOnly(folders: {
  readonly readable: readonly string[];
  readonly writable: readonly string[];
}): Promise<AccessPolicy> {
  const writable = await Promise.all(folders.writable.map(realFolder));
  const readable = [
    ...new Set([...(await Promise.all(folders.readable.map(realFolder))), ...writable]),
  ];
  const check = async (asked: string, allowed: readonly string[], verb: string) => {
    checkText(asked);
    const real = path.isAbsolute(asked) ? await realPathOf(path.resolve(asked)) : undefined;
    const isAllowed = real !== undefined && allowed.some((folder) => isOpenIn(folder, real));
    if (isAllowed) return real;
    throw new PhotoelectronError(
      'access-denied',
      `${asked} may not be ${verb}: it is in none of the folders that the engine was given for that (${allowed.length === 0 ? 'there are none' : allowed.join(', ')}).`,
      { path: asked },
    );
  };
  return {
    checkRead: (asked) => check(asked, readable, 'read'),
    checkWrite: (asked) => check(asked, writable, 'written'),
    readableFolders: readable,
    writableFolders: writable,
  };
}

async function realFolder(folder: string): Promise<string> {
  try {
    return await realpath(folder);
  } catch (cause) {
    throw new PhotoelectronError(
      'file-not-found',
      `The folder ${folder} cannot be found; name one that is there.`,
      { path: folder },
      cause,
    );
  }
}

function checkText(asked: string): void {
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
async function realPathOf(absolute: string): Promise<string | undefined> {
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
