import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { MAX_SESSION_CHARACTERS } from '../contract/requests/session-requests.ts';
import { PhotoelectronError } from '../foundation/errors.ts';
import { writeWholeFile } from '../foundation/write-whole-file.ts';

/** Named sessions that are listed at most. */
const MAX_LISTED = 1000;
/** A character takes four bytes at most. */
const MAX_FILE_BYTES = 4 * MAX_SESSION_CHARACTERS;
const ENDING = '.json';

/** A session that was kept under a name. */
export interface NamedSession {
  readonly name: string;
  /** When it was kept, UTC as ISO 8601. */
  readonly saved: string;
}

/**
 * What the workbench remembers, as JSON files in the program's home: settings, the present session, and
 * sessions under names. Of their content nothing is known here but that it is a JSON object.
 */
export class SessionStore {
  readonly #folder: string;
  /** Writing one after the other: the last that was asked for stays. */
  #last: Promise<unknown> = Promise.resolve();

  /** @param folder home of the program; it need not exist */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** What was kept; a file that is no JSON object is put aside, which `problems` tells. */
  async load(): Promise<{
    readonly settings: string | null;
    readonly session: string | null;
    readonly problems: string[];
  }> {
    const problems: string[] = [];
    const settings = await this.#loadOrPutAside('settings', problems);
    const session = await this.#loadOrPutAside('session', problems);
    return { settings, session, problems };
  }

  /**
   * Keeps settings or the present session.
   *
   * @throws PhotoelectronError `argument-invalid` for what is no JSON object, `file-unwritable`, `disk-full`
   */
  async save(kind: 'settings' | 'session', document: string): Promise<void> {
    checkDocument(document);
    await this.#write(path.join(this.#folder, kind + ENDING), document, true);
  }

  /** Sessions under names, in alphabetical order. */
  async list(): Promise<NamedSession[]> {
    const names = (await namesIn(this.#named()))
      .filter((name) => name.endsWith(ENDING))
      .map((name) => name.slice(0, -ENDING.length))
      .sort()
      .slice(0, MAX_LISTED);
    const sessions = await Promise.all(
      names.map(async (name) => {
        const status = await stat(this.#file(name)).catch(() => undefined);
        return status?.isFile() === true ? { name, saved: status.mtime.toISOString() } : undefined;
      }),
    );
    return sessions.filter((session) => session !== undefined);
  }

  /** @throws PhotoelectronError `record-not-found`, `format-damaged`, `file-unreadable` */
  async get(name: string): Promise<string> {
    const file = this.#file(name);
    const text = await readText(file);
    if (text === undefined) throw unknownSession(name);
    if (isJsonObject(text)) return text;
    throw new PhotoelectronError(
      'format-damaged',
      `${file} is no session: it is not a JSON object; delete the session "${name}" and keep it anew.`,
      { path: file },
    );
  }

  /**
   * Keeps a session under a name.
   *
   * @throws PhotoelectronError `record-exists` unless it may be replaced, `argument-invalid`,
   *   `file-unwritable`, `disk-full`
   */
  async keep(name: string, document: string, replace: boolean): Promise<void> {
    checkDocument(document);
    try {
      await this.#write(this.#file(name), document, replace);
    } catch (error) {
      if (!(error instanceof PhotoelectronError) || error.code !== 'file-exists') throw error;
      throw new PhotoelectronError(
        'record-exists',
        `There is a session "${name}" already; give another name, or say that it may be replaced.`,
        { item: name },
        error,
      );
    }
  }

  /** @throws PhotoelectronError `record-not-found` */
  async remove(name: string): Promise<void> {
    try {
      await rm(this.#file(name));
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'ENOENT') throw unknownSession(name);
      throw new PhotoelectronError(
        'file-unwritable',
        `${this.#file(name)} cannot be deleted (${String((cause as NodeJS.ErrnoException).code)}); check that you may write in its folder.`,
        { path: this.#file(name) },
        cause,
      );
    }
  }

  #named(): string {
    return path.join(this.#folder, 'sessions');
  }

  #file(name: string): string {
    return path.join(this.#named(), name + ENDING);
  }

  async #write(file: string, document: string, overwrite: boolean): Promise<void> {
    const writing = this.#last.then(async () => {
      await mkdir(path.dirname(file), { recursive: true });
      await writeWholeFile(file, document, overwrite);
    });
    this.#last = writing.catch(() => undefined);
    await writing;
  }

  async #loadOrPutAside(kind: 'settings' | 'session', problems: string[]): Promise<string | null> {
    const file = path.join(this.#folder, kind + ENDING);
    const aside = path.join(this.#folder, `${kind}.broken${ENDING}`);
    try {
      const text = await readText(file);
      if (text === undefined || isJsonObject(text)) return text ?? null;
      await rename(file, aside);
      problems.push(
        `The ${kind} of last time could not be understood and was put aside as ${aside}; the workbench begins anew.`,
      );
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      problems.push(`The ${kind} of last time could not be read: ${why}`);
    }
    return null;
  }
}

/** undefined when there is no such file. @throws PhotoelectronError `file-unreadable` */
async function readText(file: string): Promise<string | undefined> {
  try {
    const handle = await open(file, 'r');
    try {
      const { size } = await handle.stat();
      // What is larger was not written here; it is not worth the memory.
      return size > MAX_FILE_BYTES ? '' : await handle.readFile('utf8');
    } finally {
      await handle.close();
    }
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    if (code === 'ENOENT') return undefined;
    throw new PhotoelectronError(
      'file-unreadable',
      `${file} cannot be read (${String(code)}); check that you may read it.`,
      { path: file },
      cause,
    );
  }
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

function checkDocument(document: string): void {
  if (isJsonObject(document)) return;
  throw new PhotoelectronError('argument-invalid', 'The document is not a JSON object.', {
    item: 'document',
  });
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch {
    return [];
  }
}

function unknownSession(name: string): PhotoelectronError {
  return new PhotoelectronError(
    'record-not-found',
    `There is no session "${name}"; choose one of the list.`,
    { item: name },
  );
}
