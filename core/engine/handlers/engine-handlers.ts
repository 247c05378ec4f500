import { readdir, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { CONTRACT_VERSION, type RequestResult } from '../../contract/contract.ts';
import { PhotoelectronError } from '../../foundation/errors.ts';
import { software } from '../../provenance/software.ts';
import type { Handlers } from '../handler.ts';
import type { Services } from '../services.ts';

/** Entries of a folder that are told at most; who has more of them types the path. */
const MAX_ENTRIES = 10_000;

type FolderEntry = RequestResult<'folders.list'>['entries'][number];

/**
 * Handlers of requests about the engine itself.
 *
 * @param stop ends the engine, after the answer has been sent
 */
export function engineHandlers(
  { home, access, cores }: Services,
  stop: (jobs: 'interrupt' | 'cancel') => void,
): Pick<Handlers, 'engine.info' | 'engine.stop' | 'folders.list'> {
  return {
    'engine.info': () =>
      Promise.resolve({
        ...software,
        contractVersion: CONTRACT_VERSION,
        home: home.folder,
        readableFolders: copied(access.readableFolders),
        writableFolders: copied(access.writableFolders),
        cores,
      }),
    'engine.stop': ({ jobs }) => {
      stop(jobs);
      return Promise.resolve({});
    },
    'folders.list': async ({ path: asked }) => {
      const roots = access.readableFolders;
      if (asked === null && roots !== null) {
        const entries = await Promise.all(roots.map((root) => entryOf(root, root)));
        return { path: null, parent: null, entries: present(entries) };
      }
      const folder = await access.checkRead(asked ?? os.homedir());
      const names = await namesIn(folder);
      const entries = await Promise.all(
        names
          .filter((name) => !name.startsWith('.'))
          .slice(0, MAX_ENTRIES)
          .map((name) => listedEntry(path.join(folder, name), name, access)),
      );
      return {
        path: folder,
        parent: await parentOf(folder, access),
        entries: present(entries).sort(foldersFirst),
      };
    },
  };
}

function copied(folders: readonly string[] | null): string[] | null {
  return folders === null ? null : [...folders];
}

function present(entries: readonly (FolderEntry | undefined)[]): FolderEntry[] {
  return entries.filter((entry) => entry !== undefined);
}

function foldersFirst(a: FolderEntry, b: FolderEntry): number {
  if (a.kind !== b.kind) return a.kind === 'folder' ? -1 : 1;
  return a.name < b.name ? -1 : 1;
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    const [error, why] =
      code === 'ENOENT'
        ? (['file-not-found', 'it does not exist'] as const)
        : code === 'ENOTDIR'
          ? (['argument-invalid', 'it is a file'] as const)
          : (['file-unreadable', code ?? 'unknown reason'] as const);
    throw new PhotoelectronError(
      error,
      `The folder ${folder} cannot be listed: ${why}.`,
      { path: folder },
      cause,
    );
  }
}

/** An entry of a folder as far as it may be seen: links lead only to where reading is allowed. */
async function listedEntry(
  file: string,
  name: string,
  access: Services['access'],
): Promise<FolderEntry | undefined> {
  try {
    await access.checkRead(file);
  } catch {
    return undefined;
  }
  return entryOf(file, name);
}

/** undefined for what is neither a file nor a folder, or has gone meanwhile. */
async function entryOf(file: string, name: string): Promise<FolderEntry | undefined> {
  try {
    const status = await stat(file);
    if (status.isDirectory()) return { name, path: file, kind: 'folder', sizeBytes: null };
    if (status.isFile()) return { name, path: file, kind: 'file', sizeBytes: status.size };
    return undefined;
  } catch {
    return undefined;
  }
}

/** The folder around a folder, where that may be read. */
async function parentOf(folder: string, access: Services['access']): Promise<string | null> {
  const parent = path.dirname(folder);
  if (parent === folder) return null;
  try {
    return await access.checkRead(parent);
  } catch {
    return null;
  }
}
