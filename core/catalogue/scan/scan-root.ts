import { stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { PhotoelectronError } from '../../foundation/errors.ts';
import { RECOGNITION_VERSION } from '../../sources/recognition/recognition-version.ts';
import type { Catalogue } from '../catalogue.ts';
import { RecognitionPool, type RecognitionTask } from './recognition-pool.ts';
import type { KnownFile, ScannedFile, SeenFile } from './scanned-file.ts';
import { ScanWriter } from './scan-writer.ts';
import { unreadableFacts } from './unreadable-facts.ts';
import { type Unreadable, type UnnameableFile, type Walk, walkRoot } from './walk-root.ts';

/** How far a scan is. */
export interface ScanProgress {
  readonly done: number;
  /** null while the folders are walked through. */
  readonly total: number | null;
  readonly unit: 'files';
  /** File that was looked at last. */
  readonly path: string | null;
}

/** How a root is scanned. */
export interface ScanOptions {
  readonly rootId: number;
  /** Look at every file again, changed or not. Default false. */
  readonly full?: boolean | undefined;
  /** What was found until then stays in the catalogue. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: ScanProgress) => void) | undefined;
  /** Threads that look at files. Default: one for each core. */
  readonly threads?: number | undefined;
  /** Tells what may be read and where links may lead, or refuses. Default: everything. */
  readonly checkRead?: ((path: string) => Promise<string>) | undefined;
}

/** What a scan found. */
export interface ScanSummary {
  readonly rootId: number;
  readonly path: string;
  /** False when the folder itself is not there: then nothing else was done. */
  readonly isPresent: boolean;
  /** Files that are there. */
  readonly nFiles: number;
  readonly nUnchanged: number;
  readonly nNew: number;
  /** Other content at the same place. */
  readonly nChanged: number;
  /** The same content at another place. */
  readonly nMoved: number;
  /** Missing before, and there again. */
  readonly nReturned: number;
  readonly nMissing: number;
  /** Of the files that are there. */
  readonly nUnrecognised: number;
  /** Folders and links that could not be looked into; their files stay as they were known. */
  readonly unreadable: readonly Unreadable[];
}

/** A time as late as this before a look may hide a later change: coarse clocks of file systems [ns]. */
const UNSETTLED_NS = 2_000_000_000n;

/** Rows of the catalogue that are fetched at a time: lists that are asked for meanwhile wait for as many. */
const KNOWN_ROWS = 2000;

/**
 * Brings the catalogue up to date with a folder. Files are new, changed or gone by path, size and time;
 * content decides in doubt, and tells files that have moved. Files are looked at in threads of their
 * own; what is found is written in batches, so that an end at any moment leaves what was done. A file
 * that is gone is kept as missing.
 *
 * @throws PhotoelectronError `record-not-found` for a root that is not in the catalogue, `cancelled`, and
 *   what `checkRead` and the catalogue throws; nothing that is in the folder
 */
export async function scanRoot(catalogue: Catalogue, options: ScanOptions): Promise<ScanSummary> {
  const { rootId, signal, onProgress } = options;
  const root = await catalogue.ask('getRoot', { id: rootId });
  await options.checkRead?.(root.path);
  let walk: Walk;
  try {
    walk = await walkRoot(root.path, {
      signal,
      checkRead: options.checkRead,
      leaveOut: await innerRoots(catalogue, root.path),
      onProgress: (done) => onProgress?.({ done, total: null, unit: 'files', path: null }),
    });
    await stat(root.path);
  } catch (error) {
    if (error instanceof PhotoelectronError && error.code !== 'file-not-found') throw error;
    return { ...nothing, rootId, path: root.path, isPresent: false };
  }
  const plan = new ScanPlan(walk, await knownFiles(catalogue, rootId), options.full ?? false);
  const writer = new ScanWriter(catalogue, rootId);
  const pool = new RecognitionPool(options.threads ?? os.availableParallelism());
  const abort = () => void pool.close();
  signal?.addEventListener('abort', abort);
  try {
    for (const file of walk.unnameable) await writer.add(plan.unnameable(file));
    await lookAtFiles({ plan, pool, writer, signal, onProgress });
    await writer.flush();
    if (signal?.aborted === true) throw cancelled(root.path);
  } finally {
    signal?.removeEventListener('abort', abort);
    await pool.close();
  }
  const gone = plan.gone();
  // A disk that is taken away during the scan must not take its files along.
  if (!(await isFolder(root.path))) {
    return { ...nothing, rootId, path: root.path, isPresent: false };
  }
  await writer.markMissing(gone);
  await writer.finish();
  const { nFiles, nUnrecognised } = await catalogue.ask('getRoot', { id: rootId });
  return {
    rootId,
    path: root.path,
    isPresent: true,
    nFiles,
    nUnrecognised,
    ...plan.counts,
    nMissing: gone.length,
    unreadable: walk.unreadable,
  };
}

const nothing = {
  nFiles: 0,
  nUnchanged: 0,
  nNew: 0,
  nChanged: 0,
  nMoved: 0,
  nReturned: 0,
  nMissing: 0,
  nUnrecognised: 0,
  unreadable: [],
};

async function innerRoots(catalogue: Catalogue, root: string): Promise<ReadonlySet<string>> {
  const roots = await catalogue.ask('listRoots', undefined);
  return new Set(roots.map((other) => other.path).filter((other) => other !== root));
}

async function knownFiles(catalogue: Catalogue, rootId: number): Promise<KnownFile[]> {
  const files: KnownFile[] = [];
  for (;;) {
    const after = files.at(-1)?.id ?? 0;
    const more = await catalogue.ask('knownFiles', { rootId, after, limit: KNOWN_ROWS });
    files.push(...more);
    if (more.length < KNOWN_ROWS) return files;
  }
}

async function isFolder(place: string): Promise<boolean> {
  try {
    return (await stat(place)).isDirectory();
  } catch {
    return false;
  }
}

function cancelled(root: string): PhotoelectronError {
  return new PhotoelectronError(
    'cancelled',
    `Scanning ${root} was cancelled; what was found until then is in the catalogue.`,
    { path: root },
  );
}

interface Looking {
  readonly plan: ScanPlan;
  readonly pool: RecognitionPool;
  readonly writer: ScanWriter;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: ScanOptions['onProgress'];
}

/** Files that wait for a thread or to be written; it bounds the memory. */
const UNDER_WAY = 16;

async function lookAtFiles({ plan, pool, writer, signal, onProgress }: Looking): Promise<void> {
  const { toLook } = plan;
  let done = 0;
  let next = 0;
  let failed = false;
  const work = async () => {
    while (next < toLook.length && signal?.aborted !== true && !failed) {
      const seen = toLook[next++];
      try {
        const file = await lookAtFile(plan, pool, seen);
        if (file !== undefined) await writer.add(file);
      } catch (error) {
        failed = true;
        throw error;
      }
      done++;
      onProgress?.({ done, total: toLook.length, unit: 'files', path: seen.path });
    }
  };
  await Promise.all(Array.from({ length: UNDER_WAY }, work));
}

async function lookAtFile(
  plan: ScanPlan,
  pool: RecognitionPool,
  seen: SeenFile,
): Promise<ScannedFile | undefined> {
  const isSettled = isOlder(seen.modifiedNs);
  const look = await pool.look({ path: seen.path, knownHashes: plan.knownHashes(seen) });
  if (look === undefined) {
    plan.vanished(seen);
    return undefined;
  }
  const same = plan.sameContent(seen, look.content?.hash);
  const row = same === undefined ? {} : { sameAs: same.id };
  const isKnown = same !== undefined && isCurrent(same);
  if (look.facts !== undefined || isKnown) return { ...seen, ...look, isSettled, ...row };
  // Its content was expected to be known, but another file took that row in the meantime.
  const again = await pool.look({ path: seen.path, knownHashes: [] });
  if (again !== undefined) return { ...seen, ...again, isSettled, ...row };
  plan.vanished(seen);
  return undefined;
}

/** Whether a time lies so far back that every later change shows in it. */
function isOlder(modifiedNs: string): boolean {
  return BigInt(modifiedNs) < BigInt(Date.now()) * 1_000_000n - UNSETTLED_NS;
}

/** More contents of one size than this are not compared in the threads. */
const MAX_HASHES = 100;

/** Compares what a folder holds with what is known of it. */
class ScanPlan {
  /** Files that are new, or that may have changed. */
  readonly toLook: readonly SeenFile[];
  readonly counts = { nUnchanged: 0, nNew: 0, nChanged: 0, nMoved: 0, nReturned: 0 };
  readonly #known: ReadonlyMap<string, KnownFile>;
  /** Files that are not where they were. */
  readonly #gone = new Set<KnownFile>();
  /** The same by content: each may have moved to one new place. */
  readonly #goneByHash = new Map<string, KnownFile[]>();
  /** Contents of files that are gone, by size. */
  readonly #hashes = new Map<number, string[]>();
  readonly #unreadable: readonly string[];
  readonly #full: boolean;

  constructor(walk: Walk, known: readonly KnownFile[], full: boolean) {
    this.#full = full;
    this.#known = new Map(known.map((file) => [file.path, file]));
    this.#unreadable = walk.unreadable.map((folder) => folder.path);
    const seen = new Set([...walk.files, ...walk.unnameable].map((file) => file.path));
    for (const file of known) {
      if (!seen.has(file.path) && !this.#isOutOfSight(file)) this.#addGone(file);
    }
    this.toLook = walk.files
      .filter((file) => !this.#isUnchanged(file))
      .sort((a, b) => (a.path < b.path ? -1 : 1));
    this.counts.nUnchanged = walk.files.length - this.toLook.length;
  }

  /** Contents with which a file needs no recognition: its own as it was, and those of files that are gone. */
  knownHashes({ path: place, sizeBytes }: SeenFile): RecognitionTask['knownHashes'] {
    if (this.#full) return [];
    const known = this.#known.get(place);
    const own = known !== undefined && known.hash !== null && isCurrent(known) ? [known.hash] : [];
    const gone = this.#hashes.get(sizeBytes) ?? [];
    return gone.length > MAX_HASHES ? 'all' : [...own, ...gone];
  }

  /** Row of the catalogue that has the content of a file; a file that is gone is given to one only. */
  sameContent({ path: place }: SeenFile, hash: string | undefined): KnownFile | undefined {
    const known = this.#known.get(place);
    if (known !== undefined && hash !== undefined && known.hash === hash) {
      if (known.presence === 'missing') this.counts.nReturned++;
      else this.counts.nUnchanged++;
      return known;
    }
    const sameContent = (hash === undefined ? undefined : this.#goneByHash.get(hash)) ?? [];
    const sameName = sameContent.findIndex(
      (file) => path.basename(file.path) === path.basename(place),
    );
    const moved = sameContent.splice(Math.max(0, sameName), 1).at(0);
    if (moved !== undefined) {
      this.#gone.delete(moved);
      this.counts.nMoved++;
    } else if (known === undefined) this.counts.nNew++;
    else this.counts.nChanged++;
    return moved;
  }

  /** A file that went away between the walk and the look. */
  vanished(file: SeenFile): void {
    const known = this.#known.get(file.path);
    if (known !== undefined) this.#addGone(known);
  }

  unnameable(file: UnnameableFile): ScannedFile {
    const { reason, ...seen } = file;
    if (!this.#known.has(file.path)) this.counts.nNew++;
    else this.counts.nUnchanged++;
    return { ...seen, isSettled: true, facts: unreadableFacts(reason) };
  }

  /** Ids of files that are gone and were not known to be. */
  gone(): number[] {
    return [...this.#gone].filter(({ presence }) => presence === 'present').map(({ id }) => id);
  }

  #addGone(file: KnownFile): void {
    this.#gone.add(file);
    if (file.hash === null) return;
    const sameContent = this.#goneByHash.get(file.hash);
    if (sameContent !== undefined) {
      sameContent.push(file);
      return;
    }
    this.#goneByHash.set(file.hash, [file]);
    if (!isCurrent(file)) return;
    const sameSize = this.#hashes.get(file.sizeBytes);
    if (sameSize === undefined) this.#hashes.set(file.sizeBytes, [file.hash]);
    else sameSize.push(file.hash);
  }

  #isUnchanged({ path: place, sizeBytes, modifiedNs }: SeenFile): boolean {
    const known = this.#known.get(place);
    return (
      !this.#full &&
      known?.presence === 'present' &&
      known.sizeBytes === sizeBytes &&
      known.modifiedNs === modifiedNs &&
      known.isSettled === 1 &&
      known.hash !== null &&
      isCurrent(known)
    );
  }

  /** Below a folder that cannot be read, nobody knows what is there. */
  #isOutOfSight({ path: place }: KnownFile): boolean {
    return this.#unreadable.some(
      (folder) => place === folder || place.startsWith(folder + path.sep),
    );
  }
}

function isCurrent({ recognitionVersion }: KnownFile): boolean {
  return recognitionVersion === RECOGNITION_VERSION;
}
