import { PhotoelectronError } from '../../foundation/errors.ts';
import { type PackedColumn, packRows } from '../../native/hdf5-chunk.ts';
import type { ChunkPlace } from './chunk-index.ts';
import type { ChunkStore } from './chunk-store.ts';
import { type TableMember, memberBytes, rowBytes } from './member-type.ts';

/** Smallest chunk of a table that never filled one [bytes]: room for rows that others append. */
const smallChunkBytes = 4096;

/** First buffer of a table [bytes]. */
const firstBufferBytes = 16 * 1024;

/** What the header of a table needs to know when all rows are there. */
export interface FinishedTable {
  readonly nRows: number;
  readonly chunkRows: number;
  readonly chunks: readonly ChunkPlace[];
}

/** Where each column stands in a packed row. */
function packedColumns(
  members: readonly TableMember[],
  columns: readonly Uint8Array[],
): PackedColumn[] {
  if (columns.length !== members.length) {
    throw new PhotoelectronError(
      'argument-invalid',
      `A table of ${String(members.length)} columns was given ${String(columns.length)}.`,
    );
  }
  let offset = 0;
  return members.map((member, i) => {
    const width = memberBytes(member);
    const column = { bytes: columns[i], width, offset };
    offset += width;
    return column;
  });
}

/**
 * Packs columns into rows, for the tables that share these columns.
 *
 * @param columns bytes of each member, in the order of the members, row after row
 * @param memory used for the rows where it is large enough
 * @returns n_rows rows, one after the other
 * @throws PhotoelectronError `argument-invalid` when a column is missing or too short
 */
export async function packTable(
  members: readonly TableMember[],
  columns: readonly Uint8Array[],
  nRows: number,
  memory = new Uint8Array(0),
): Promise<Uint8Array<ArrayBuffer>> {
  const rowSize = rowBytes(members);
  const size = nRows * rowSize;
  const rows = size <= memory.length ? memory.subarray(0, size) : new Uint8Array(size);
  await packRows(packedColumns(members, columns), rowSize, rows, 0);
  return rows;
}

/** A growing table: collects rows and hands full chunks to the store. */
export class Hdf5TableWriter {
  readonly members: readonly TableMember[];
  readonly rowSize: number;
  readonly #store: ChunkStore;
  readonly #chunks: ChunkPlace[] = [];
  /** Size of the buffer of a full chunk: a power of two, so that tables can share buffers. */
  readonly #capacity: number;
  #chunkRows: number;
  #nChunks = 0;
  #buffer: Uint8Array<ArrayBuffer> = new Uint8Array(0);
  #filled = 0;
  #queue: Promise<void> = Promise.resolve();

  /** @param chunkBytes wished size of a chunk; a chunk holds at least one row */
  constructor(store: ChunkStore, members: readonly TableMember[], chunkBytes: number) {
    this.#store = store;
    this.members = members;
    this.rowSize = rowBytes(members);
    this.#chunkRows = Math.max(1, Math.floor(chunkBytes / this.rowSize));
    this.#capacity = 2 ** Math.ceil(Math.log2(this.#chunkRows * this.rowSize));
  }

  /** Rows appended so far. */
  get nRows(): number {
    return this.#nChunks * this.#chunkRows + this.#filled;
  }

  /**
   * Appends rows. The columns must not be changed before the promise resolves; calls are carried out
   * in their order.
   *
   * @param columns bytes of each member, in the order of the members, row after row
   * @param rows rows of the columns to take, or how many from the first on
   * @throws PhotoelectronError `argument-invalid` when a column is too short, `file-unwritable`
   */
  append(columns: readonly Uint8Array[], rows: Int32Array | number): Promise<void> {
    const result = this.#queue.then(() => this.#append(columns, rows));
    this.#queue = result.catch(() => undefined);
    return result;
  }

  /**
   * Appends rows that are packed already (`packTable`): many tables that share their columns are filled
   * from one packing. The rows must not be changed before the promise resolves.
   *
   * @param packed rows of `rowSize` bytes, when they are packed; calls are carried out in their order
   * @param rows which of them to take, in this order
   * @throws PhotoelectronError `argument-invalid` when there is no such row, `file-unwritable`
   */
  appendPacked(packed: Promise<Uint8Array>, rows: Int32Array): Promise<void> {
    const result = this.#queue.then(async () => this.#appendPacked(await packed, rows));
    this.#queue = result.catch(() => undefined);
    return result;
  }

  /**
   * Hands over what is left; no rows may be appended afterwards.
   *
   * @throws PhotoelectronError `file-unwritable`
   */
  async finish(): Promise<FinishedTable> {
    await this.#queue;
    const nRows = this.nRows;
    if (this.#nChunks === 0) {
      const small = Math.max(1, nRows, Math.floor(smallChunkBytes / this.rowSize));
      this.#chunkRows = Math.min(this.#chunkRows, small);
    }
    if (this.#filled > 0) {
      this.#grow(this.#chunkRows);
      this.#buffer.fill(0, this.#filled * this.rowSize, this.#chunkRows * this.rowSize);
      await this.#submit();
    }
    await this.#store.drain();
    return { nRows, chunkRows: this.#chunkRows, chunks: this.#chunks };
  }

  async #appendPacked(packed: Uint8Array, rows: Int32Array): Promise<void> {
    const { rowSize } = this;
    for (const row of rows) {
      if (row < 0 || (row + 1) * rowSize > packed.length) {
        throw new PhotoelectronError(
          'argument-invalid',
          `There is no row ${String(row)} among ${String(packed.length / rowSize)} packed rows.`,
        );
      }
      this.#grow(this.#filled + 1);
      const bytes = packed.subarray(row * rowSize, (row + 1) * rowSize);
      this.#buffer.set(bytes, this.#filled * rowSize);
      this.#filled++;
      if (this.#filled === this.#chunkRows) await this.#submit();
    }
  }

  async #append(columns: readonly Uint8Array[], rows: Int32Array | number): Promise<void> {
    const packed = packedColumns(this.members, columns);
    const nRows = typeof rows === 'number' ? rows : rows.length;
    for (let done = 0; done < nRows;) {
      const count = Math.min(nRows - done, this.#chunkRows - this.#filled);
      this.#grow(this.#filled + count);
      const target = this.#buffer.subarray(
        this.#filled * this.rowSize,
        (this.#filled + count) * this.rowSize,
      );
      const source = typeof rows === 'number' ? done : rows.subarray(done, done + count);
      await packRows(packed, this.rowSize, target, source);
      this.#filled += count;
      done += count;
      if (this.#filled === this.#chunkRows) await this.#submit();
    }
  }

  /** Makes room for a number of rows of the current chunk. */
  #grow(rows: number): void {
    const needed = rows * this.rowSize;
    if (needed <= this.#buffer.length) return;
    const size = Math.max(needed, 2 * this.#buffer.length, firstBufferBytes);
    // A table that has filled a chunk is going to fill another one.
    const full = this.#nChunks > 0 || size >= this.#capacity / 2;
    const memory = full ? this.#store.pool.take(this.#capacity) : new ArrayBuffer(size);
    const grown = new Uint8Array(memory);
    grown.set(this.#buffer.subarray(0, this.#filled * this.rowSize));
    this.#buffer = grown;
  }

  async #submit(): Promise<void> {
    const buffer = this.#buffer;
    const chunk = this.#nChunks++;
    this.#buffer = new Uint8Array(0);
    this.#filled = 0;
    const nBytes = this.#chunkRows * this.rowSize;
    await this.#store.submit(buffer, nBytes, this.members, this.rowSize, (place) => {
      this.#chunks[chunk] = place;
    });
  }
}
