import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { PhotoelectronError } from '../foundation/errors.ts';
import { allowedPath, checkPathText } from './allowed-path.ts';

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
  /** To be called when the folders of the catalogue have changed; absent where they do not count. */
  readonly refresh?: () => Promise<void>;
}

/** Every file that the operating system allows: the command line, where the user names files. */
export function unrestrictedAccess(): AccessPolicy {
  const resolve = (asked: string) =>
    new Promise<string>((done) => {
      checkPathText(asked);
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
    const real = await allowedPath(asked, allowed);
    if (real !== undefined) return real;
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
