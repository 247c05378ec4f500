import { open, stat } from 'node:fs/promises';
import { PhotoelectronError, type ErrorCode } from '../../foundation/errors.ts';
import type { Column, ColumnMeta, Table, TextColumn } from '../../foundation/table.ts';
import type {
  ArrayDescription,
  AttributeRead,
  ItemKind,
  ReadArray,
  ReaderCall,
  ReaderCalls,
  TableDescription,
} from './reader-protocol.ts';
import { type Reply, ReaderThread } from './reader-thread.ts';

/** Options of reading rows. */
export interface ReadRowsOptions {
  /** First row. Default 0. */
  readonly start?: number;
  /** Number of rows. Default: all from `start` on. */
  readonly count?: number;
  /** Columns to read. Default: all that can be read. */
  readonly columns?: readonly string[];
}

/** Options of opening a file. */
export interface OpenHdf5Options {
  /**
   * Longest time for one request; a file that takes longer counts as damaged [ms]. Default 120 s, which
   * is enough for the largest request from a slow disk.
   */
  readonly patienceMs?: number;
}

const defaultPatienceMs = 120_000;

const signature = Uint8Array.of(0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a);

/** An HDF5 file opened for reading; the work is done in a thread of its own. */
export class Hdf5File {
  readonly path: string;
  readonly #thread: ReaderThread;
  readonly #patienceMs: number;
  readonly #descriptions = new Map<string, Promise<TableDescription>>();
  #open = true;

  /** Use `openHdf5`. */
  constructor(path: string, thread: ReaderThread, patienceMs: number) {
    this.path = path;
    this.#thread = thread;
    this.#patienceMs = patienceMs;
  }

  /**
   * What a path is; undefined when there is nothing.
   *
   * @throws PhotoelectronError `format-damaged`
   */
  async kind(item: string): Promise<ItemKind | undefined> {
    return (await this.#ask('kind', { item }, item)) ?? undefined;
  }

  /**
   * Links of a group, in the order of the file.
   *
   * @throws PhotoelectronError `format-damaged`, `format-unsupported` when it is no group
   */
  children(item: string): Promise<{ name: string; kind: ItemKind }[]> {
    return this.#ask('children', { item }, item);
  }

  /**
   * Everything in the file with its full path, group by group; links that lead elsewhere count as
   * what they lead to but are not followed.
   *
   * @throws PhotoelectronError `format-damaged`
   */
  tree(): Promise<{ path: string; kind: ItemKind }[]> {
    return this.#ask('tree', null, '/');
  }

  /**
   * Attributes of a group or dataset.
   *
   * @param names only these, as far as there are any: tables have hundreds of attributes. Default all.
   * @throws PhotoelectronError `format-damaged` also when nothing has this path
   */
  attributes(
    item: string,
    names?: readonly string[],
  ): Promise<Readonly<Record<string, AttributeRead>>> {
    return this.#ask('attributes', { item, names }, item);
  }

  /**
   * Rows and columns of a table.
   *
   * @throws PhotoelectronError `format-damaged`, `format-unsupported` when it is no table
   */
  describe(item: string): Promise<TableDescription> {
    let description = this.#descriptions.get(item);
    if (description === undefined) {
      description = this.#ask('describe', { item }, item);
      this.#descriptions.set(item, description);
    }
    return description;
  }

  /**
   * Reads rows of a table.
   *
   * @throws PhotoelectronError `format-damaged`, `format-unsupported` when it is no table,
   * `argument-invalid` when there are no such rows or columns
   */
  async readRows(item: string, options: ReadRowsOptions = {}): Promise<Table> {
    const description = await this.describe(item);
    const start = options.start ?? 0;
    const count = options.count ?? description.nRows - start;
    const columns = options.columns ?? description.members.map(({ name }) => name);
    const members = columns.map((name) => description.members.find((m) => m.name === name));
    const missing = columns.find((_, i) => members[i] === undefined);
    if (missing !== undefined || start < 0 || count < 0 || start + count > description.nRows) {
      throw new PhotoelectronError(
        'argument-invalid',
        missing === undefined
          ? `Table ${item} of ${this.path} has ${String(description.nRows)} rows, not rows ${String(start)} to ${String(start + count)}.`
          : `Table ${item} of ${this.path} has no column "${missing}" that can be read.`,
        { path: this.path, item },
      );
    }
    const read = await this.#ask('rows', { item, start, count, columns }, item);
    const result = read.map((column, i): Column | TextColumn => {
      const { name } = column;
      if ('text' in column) return { meta: { name }, text: column.text };
      const member = description.members.find((m) => m.name === columns[i]);
      const { dtype, shape, enumNames } = member ?? {};
      if (dtype === undefined || dtype === 'text' || shape === undefined) {
        throw new PhotoelectronError('internal', `Column ${name} has changed its type.`);
      }
      const meta: ColumnMeta = {
        name,
        dtype,
        ...(shape.length > 0 && { shape }),
        ...(enumNames !== undefined && { enumNames }),
      };
      return { meta, data: column.data };
    });
    return { nRows: count, columns: result };
  }

  /**
   * Type and shape of a dataset that is no table: numbers and text of any rank, sequences.
   *
   * @throws PhotoelectronError `format-damaged`, `format-unsupported` for tables and other types
   */
  describeArray(item: string): Promise<ArrayDescription> {
    return this.#ask('describeArray', { item }, item);
  }

  /**
   * Type and shape of every dataset of a group that is no table and can be read.
   *
   * @throws PhotoelectronError `format-damaged`, `format-unsupported` when it is no group
   */
  describeGroup(item: string): Promise<{ name: string; array: ArrayDescription }[]> {
    return this.#ask('describeGroup', { item }, item);
  }

  /**
   * Reads a dataset that is no table: places of the first axis with everything that belongs to them,
   * in the order of the file, little-endian. Half precision becomes single precision.
   *
   * @param options rows of the first axis; default all
   * @throws PhotoelectronError `format-damaged`, `format-unsupported`, also when there are no such rows
   */
  async readArray(
    item: string,
    options: { readonly start?: number; readonly count?: number } = {},
  ): Promise<ReadArray> {
    const { start = 0 } = options;
    const count = options.count ?? ((await this.describeArray(item)).shape[0] ?? 1) - start;
    return this.#ask('array', { item, start, count }, item);
  }

  /**
   * Reads a scalar dataset of text.
   *
   * @throws PhotoelectronError `format-damaged`, `format-unsupported`
   */
  readText(item: string): Promise<string> {
    return this.#ask('text', { item }, item);
  }

  async close(): Promise<void> {
    if (!this.#open) return;
    this.#open = false;
    await this.#thread.release(this.#patienceMs);
  }

  async #ask<C extends ReaderCall>(
    call: C,
    ask: ReaderCalls[C]['ask'],
    item: string,
  ): Promise<ReaderCalls[C]['answer']> {
    if (!this.#open) {
      throw new PhotoelectronError('argument-invalid', `${this.path} has been closed.`, {
        path: this.path,
      });
    }
    const reply = await this.#thread.ask(call, ask, this.#patienceMs);
    if (reply.ok) return reply.answer;
    throw readFailure(this.path, item, reply.failure);
  }
}

function readFailure(
  path: string,
  item: string,
  failure: (Reply<ReaderCall> & { ok: false })['failure'],
): PhotoelectronError {
  const sentences: Readonly<Record<typeof failure, readonly [ErrorCode, string]>> = {
    'not-hdf5': ['format-damaged', `${path} is no HDF5 file or its beginning is damaged.`],
    missing: ['format-damaged', `${path} has no ${item}.`],
    damaged: ['format-damaged', `${path} is damaged at ${item}; get a new copy of the file.`],
    unsupported: [
      'format-unsupported',
      `${item} of ${path} is of a kind that cannot be read here.`,
    ],
    'too-large': [
      'format-damaged',
      `${path} asks for more memory than is sensible at ${item}; it is probably damaged.`,
    ],
    lost: ['format-damaged', `${path} is so damaged at ${item} that it could not be read.`],
  };
  const [code, sentence] = sentences[failure];
  return new PhotoelectronError(code, sentence, { path, item });
}

/**
 * Opens an HDF5 file for reading in a thread of its own. Filters: deflate, shuffle, fletcher32, blosc,
 * blosc2, lz4, bzip2, zstd, bitshuffle.
 *
 * @throws PhotoelectronError `file-not-found`, `file-unreadable`, `format-unknown` when it is no HDF5
 * file, `format-damaged`
 */
export async function openHdf5(path: string, options: OpenHdf5Options = {}): Promise<Hdf5File> {
  const { patienceMs = defaultPatienceMs } = options;
  await checkSignature(path);
  const thread = ReaderThread.acquire();
  const reply = await thread.ask('open', { path }, patienceMs);
  if (!reply.ok) {
    await thread.release(patienceMs);
    throw readFailure(path, '/', reply.failure);
  }
  return new Hdf5File(path, thread, patienceMs);
}

async function checkSignature(path: string): Promise<void> {
  let start: Uint8Array;
  try {
    if (!(await stat(path)).isFile()) {
      throw new PhotoelectronError('file-unreadable', `${path} is not a file.`, { path });
    }
    const file = await open(path, 'r');
    const { buffer, bytesRead } = await file.read(new Uint8Array(8), 0, 8, 0);
    start = buffer.subarray(0, bytesRead);
    await file.close();
  } catch (cause) {
    if (cause instanceof PhotoelectronError) throw cause;
    const missing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    throw new PhotoelectronError(
      missing ? 'file-not-found' : 'file-unreadable',
      missing ? `${path} does not exist.` : `${path} could not be read; check its permissions.`,
      { path },
      cause,
    );
  }
  if (Buffer.compare(start, signature) !== 0) {
    throw new PhotoelectronError('format-unknown', `${path} is not an HDF5 file.`, { path });
  }
}
