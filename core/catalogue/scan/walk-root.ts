import type { BigIntStats, Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { PhotoelectronError } from '../../foundation/errors.ts';
import { mapConcurrently } from './map-concurrently.ts';
import type { SeenFile } from './scanned-file.ts';

/** A file that can be seen but not opened by its name. */
export interface UnnameableFile extends SeenFile {
  readonly reason: string;
}

/** Something that could not be looked into. */
export interface Unreadable {
  readonly path: string;
  readonly reason: string;
}

/** What a folder holds. */
export interface Walk {
  readonly files: readonly SeenFile[];
  /** Files whose names are no valid text; their paths are written with `\xNN`. */
  readonly unnameable: readonly UnnameableFile[];
  /** Folders and links; nothing is known of what is below them. */
  readonly unreadable: readonly Unreadable[];
}

/** How a folder is walked through. */
export interface WalkOptions {
  readonly signal?: AbortSignal | undefined;
  /** Folders below that are left out, because they are roots of their own. */
  readonly leaveOut?: ReadonlySet<string> | undefined;
  /** Tells where a link may lead, or refuses. Default: anywhere. */
  readonly checkRead?: ((path: string) => Promise<string>) | undefined;
  /** Called now and then with the number of files so far. */
  readonly onProgress?: ((nFiles: number) => void) | undefined;
}

/** Folders and files that are asked for at the same time. */
const CONCURRENCY = 16;

/**
 * Lists the files below a folder. Names that begin with a dot are left out: hidden files, and files that
 * programs are about to write. Links are followed, but what lies below the root is listed once, at its
 * own place, so that circles end.
 *
 * @param root absolute path without links
 * @throws PhotoelectronError `file-not-found` when the folder itself is not there, `cancelled`
 */
export async function walkRoot(root: string, options: WalkOptions = {}): Promise<Walk> {
  const walker = new Walker(root, options);
  await walker.walk(root, root);
  await walker.followLinks();
  const { files, unnameable, unreadable } = walker;
  return { files, unnameable, unreadable };
}

interface Folder {
  readonly path: string;
  readonly real: string;
}

class Walker {
  readonly files: SeenFile[] = [];
  readonly unnameable: UnnameableFile[] = [];
  readonly unreadable: Unreadable[] = [];
  readonly #root: string;
  readonly #options: WalkOptions;
  /** Real paths of folders that were walked through. */
  readonly #walked = new Set<string>();
  #links: string[] = [];

  constructor(root: string, options: WalkOptions) {
    this.#root = root;
    this.#options = options;
  }

  async walk(folder: string, real: string): Promise<void> {
    let level: Folder[] = [{ path: folder, real }];
    while (level.length > 0) {
      const found = await mapConcurrently(level, CONCURRENCY, async (one) => {
        this.#checkCancelled();
        return this.#readFolder(one);
      });
      this.#options.onProgress?.(this.files.length);
      level = found.flat();
    }
  }

  /** Links wait until everything else is known, and go by name: the result is always the same. */
  async followLinks(): Promise<void> {
    while (this.#links.length > 0) {
      const links = this.#links.sort();
      this.#links = [];
      for (const link of links) {
        this.#checkCancelled();
        await this.#followLink(link);
      }
    }
  }

  async #readFolder({ path: folder, real }: Folder): Promise<Folder[]> {
    if (this.#walked.has(real)) return [];
    this.#walked.add(real);
    let entries: Dirent<Buffer>[];
    try {
      entries = await readdir(folder, { withFileTypes: true, encoding: 'buffer' });
    } catch (error) {
      this.#refuse(folder, error);
      return [];
    }
    const folders: Folder[] = [];
    const files: Dirent<Buffer>[] = [];
    for (const entry of entries) {
      if (entry.name[0] === 0x2e) continue;
      if (entry.isFile()) files.push(entry);
      else if (isText(entry.name)) {
        const name = entry.name.toString();
        const below = { path: path.join(folder, name), real: path.join(real, name) };
        if (entry.isSymbolicLink()) this.#links.push(below.path);
        else if (entry.isDirectory() && this.#options.leaveOut?.has(below.real) !== true) {
          folders.push(below);
        }
      } else if (entry.isDirectory()) {
        const place = path.join(folder, shownName(entry.name));
        this.unreadable.push({ path: place, reason: `The name of the folder ${noText}` });
      }
    }
    await mapConcurrently(files, CONCURRENCY, (entry) => this.#addFile(folder, entry.name));
    return folders;
  }

  async #addFile(folder: string, name: Buffer): Promise<void> {
    const place = Buffer.concat([Buffer.from(folder + path.sep), name]);
    try {
      if (isText(name)) {
        const file = path.join(folder, name.toString());
        this.files.push(seen(file, await stat(file, { bigint: true })));
      } else {
        const status = await stat(place, { bigint: true });
        this.unnameable.push({
          ...seen(path.join(folder, shownName(name)), status),
          reason: `The name of the file ${noText}`,
        });
      }
    } catch (error) {
      this.#refuse(path.join(folder, name.toString()), error);
    }
  }

  async #followLink(link: string): Promise<void> {
    try {
      const real = await realpath(link);
      // Listed at its own place, or around the root.
      if (isOpenIn(this.#root, real) || isIn(real, this.#root)) return;
      await this.#options.checkRead?.(link);
      const status = await stat(real, { bigint: true });
      if (status.isFile()) this.files.push(seen(link, status));
      else if (status.isDirectory()) await this.walk(link, real);
    } catch (error) {
      this.#refuse(link, error);
    }
  }

  /** Notes what cannot be read; what is gone meanwhile is just gone. */
  #refuse(place: string, error: unknown): void {
    if (error instanceof PhotoelectronError) {
      if (error.code === 'cancelled') throw error;
      this.unreadable.push({ path: place, reason: error.message });
      return;
    }
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      if (place === this.#root) throw notThere(place, error);
      return;
    }
    const reason = `It cannot be read (${code ?? String(error)}); check that you may read it.`;
    this.unreadable.push({ path: place, reason });
  }

  #checkCancelled(): void {
    if (this.#options.signal?.aborted !== true) return;
    throw new PhotoelectronError('cancelled', `Scanning ${this.#root} was cancelled.`, {
      path: this.#root,
    });
  }
}

function notThere(root: string, cause: unknown): PhotoelectronError {
  return new PhotoelectronError(
    'file-not-found',
    `The folder ${root} is not there; connect its disk, or remove it from the catalogue.`,
    { path: root },
    cause,
  );
}

function seen(file: string, status: BigIntStats): SeenFile {
  return { path: file, sizeBytes: Number(status.size), modifiedNs: String(status.mtimeNs) };
}

const noText = 'is no valid UTF-8, so that programs cannot open it; rename it.';

function isText(name: Buffer): boolean {
  const text = name.toString();
  return !text.includes('\ufffd') || Buffer.from(text).equals(name);
}

function shownName(name: Buffer): string {
  return [...name]
    .map((byte) =>
      byte >= 0x20 && byte < 0x7f
        ? String.fromCharCode(byte)
        : `\\x${byte.toString(16).padStart(2, '0').toUpperCase()}`,
    )
    .join('');
}

function isIn(folder: string, place: string): boolean {
  return (
    place === folder || place.startsWith(folder.endsWith(path.sep) ? folder : folder + path.sep)
  );
}

/** Whether a place is below a folder with no hidden folder between. */
function isOpenIn(folder: string, place: string): boolean {
  return (
    isIn(folder, place) &&
    path
      .relative(folder, place)
      .split(path.sep)
      .every((part) => !part.startsWith('.'))
  );
}
