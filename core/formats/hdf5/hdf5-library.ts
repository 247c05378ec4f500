// The HDF5 library (h5wasm) of this thread with the one file that is open in it.
import { openSync } from 'node:fs';
import { devNull } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Dataset, File as Hdf5Library, Group, ready } from 'h5wasm/node';
import type { ItemKind, ReaderFailure } from './reader-protocol.ts';

/** Most bytes of one request and of one chunk: what a lying header can make us allocate. */
export const maxRequestBytes = 512 * 1024 * 1024;

/** A request that cannot be answered, with the reason. */
export class Refusal extends Error {
  readonly failure: ReaderFailure;

  constructor(failure: ReaderFailure) {
    super(failure);
    this.failure = failure;
  }
}

export const library = await ready;
// The library looks through folders itself, which it cannot in the archive that a packaged program is: the
// filters lie beside it there.
const plugins = path
  .join(path.dirname(fileURLToPath(import.meta.resolve('h5wasm-plugins'))), 'plugins')
  .replace(/\.asar(?=[\\/])/, '.asar.unpacked');
library.insert_plugin_search_path(plugins, 0);

// The HDF5 library prints its error stack straight to the file descriptors; errors are reported as
// errors, and the library of this program prints nothing.
const nowhere = openSync(devNull, 'w');
const streams = library.FS as unknown as { getStream(descriptor: number): { nfd: number } };
for (const descriptor of [1, 2]) streams.getStream(descriptor).nfd = nowhere;

let file: Hdf5Library | undefined;

/** Opens a file; one at a time. @throws Refusal */
export function openFile(name: string): void {
  try {
    file = new Hdf5Library(name, 'r');
  } catch {
    throw new Refusal('not-hdf5');
  }
  // Where the library cannot open a file it gives a number that is no identifier.
  if (file.file_id <= 0n) {
    file = undefined;
    throw new Refusal('not-hdf5');
  }
}

/** Closes the file; false when the library could not. */
export function closeFile(): boolean {
  const failed = file !== undefined && file.close() < 0;
  file = undefined;
  return !failed;
}

/** The open file. @throws Refusal */
export function openedFile(): Hdf5Library {
  if (file === undefined) throw new Refusal('missing');
  return file;
}

/** Kind of something that is known to be a link of a group. */
export function kindOfLink(item: string): ItemKind | undefined {
  const type = library.get_type(openedFile().file_id, item);
  if (type === library.H5G_GROUP) return 'group';
  if (type === library.H5G_DATASET) return 'dataset';
  return type < 0 ? undefined : 'other';
}

/** What a path is; undefined when there is nothing. @throws Refusal */
export function kindOf(item: string): ItemKind | undefined {
  if (item === '/') return 'group';
  // Asked for something inside a dataset, the library answers at random.
  if (kindOf(item.slice(0, item.lastIndexOf('/')) || '/') !== 'group') return undefined;
  return kindOfLink(item);
}

function get<T>(item: string, kind: new (id: bigint, path: string) => T): T {
  const found =
    item === '/' ? openedFile() : kindOf(item) === undefined ? null : openedFile().get(item);
  if (found === null) throw new Refusal('missing');
  if (!(found instanceof kind)) throw new Refusal('unsupported');
  return found;
}

/** A group. @throws Refusal */
export function getGroup(item: string): Group {
  return get(item, Group);
}

/** A dataset. @throws Refusal */
export function getDataset(item: string): Dataset {
  return get(item, Dataset);
}
