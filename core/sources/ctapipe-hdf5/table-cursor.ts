import type { Hdf5File } from '../../formats/hdf5/open-hdf5.ts';
import type { TableDescription } from '../../formats/hdf5/reader-protocol.ts';
import type { Table } from '../../foundation/table.ts';
import { numbersOf } from './column-access.ts';
import { type StoredColumn, storedColumn } from './column-units.ts';
import type { EventIndex } from './event-index.ts';

/** Rows of one reading that belong to wanted array events. */
export interface CursorRows {
  readonly table: Table;
  /** Rows of the table. */
  readonly rows: readonly number[];
  /** Array event of each of these rows, as a position in the file. */
  readonly events: readonly number[];
}

const keys = ['obs_id', 'event_id'];

/**
 * Walks through a table whose rows follow the order of the array events, a few chunks at a time.
 */
export class TableCursor {
  readonly path: string;
  readonly #file: Hdf5File;
  readonly #index: EventIndex;
  readonly #description: TableDescription;
  readonly #columns: readonly string[];
  readonly #stored: ReadonlyMap<string, StoredColumn>;
  readonly #rowsPerRead: number;
  #next = 0;
  /** Rows before this one have been taken by somebody else. */
  #first = 0;
  #block: { table: Table; events: Int32Array; start: number; at: number } | undefined;
  #strays = 0;

  private constructor(
    file: Hdf5File,
    path: string,
    index: EventIndex,
    description: TableDescription,
    columns: readonly string[],
    stored: ReadonlyMap<string, StoredColumn>,
    rowsPerRead: number,
  ) {
    this.path = path;
    this.#file = file;
    this.#index = index;
    this.#description = description;
    this.#columns = columns;
    this.#stored = stored;
    this.#rowsPerRead = rowsPerRead;
  }

  /**
   * @param wanted columns to read beside the keys; those that the table lacks are left out
   * @param bytesPerRead how much to read at once; whole chunks, at least one
   * @throws PhotoelectronError `format-damaged`, `format-unsupported`
   */
  static async open(
    file: Hdf5File,
    path: string,
    index: EventIndex,
    wanted: readonly string[],
    bytesPerRead: number,
  ): Promise<TableCursor> {
    const description = await file.describe(path);
    const attributes = await file.attributes(path);
    const names = description.members.map(({ name }) => name);
    const columns = [...keys, ...wanted].filter((name) => names.includes(name));
    const stored = new Map(
      columns.map((name) => [name, storedColumn(attributes, names.indexOf(name))]),
    );
    const { chunkRows, rowBytes } = description;
    const chunks = Math.max(1, Math.floor(bytesPerRead / (chunkRows * rowBytes)));
    return new TableCursor(file, path, index, description, columns, stored, chunks * chunkRows);
  }

  /** Another cursor of the same table that begins with a row. */
  from(row: number): TableCursor {
    const cursor = new TableCursor(
      this.#file,
      this.path,
      this.#index,
      this.#description,
      this.#columns,
      this.#stored,
      this.#rowsPerRead,
    );
    const { chunkRows } = this.#description;
    // Chunks are unpacked as a whole.
    cursor.#next = chunkRows > 0 ? row - (row % chunkRows) : row;
    cursor.#first = row;
    return cursor;
  }

  /** The next row to be taken. */
  get row(): number {
    return this.#block === undefined
      ? Math.max(this.#first, this.#next)
      : this.#block.start + this.#block.at;
  }

  /** Shape of one row of a column; undefined when the table has no such column. */
  shape(name: string): readonly number[] | undefined {
    return this.#description.members.find((member) => member.name === name)?.shape;
  }

  /** What the attributes say about a column. */
  stored(name: string): StoredColumn {
    return this.#stored.get(name) ?? { unit: '' };
  }

  /** Rows that belong to no array event, or to one that has gone by. */
  get strays(): number {
    return this.#strays;
  }

  /**
   * The next rows up to an array event.
   *
   * @param first, end array events wanted: first ≤ event < end, as positions in the file
   * @throws PhotoelectronError `format-damaged`
   */
  async take(first: number, end: number): Promise<CursorRows[]> {
    const taken: CursorRows[] = [];
    for (;;) {
      this.#block ??= await this.#read();
      if (this.#block === undefined) return taken;
      const { table, events } = this.#block;
      const rows: number[] = [];
      const found: number[] = [];
      let { at } = this.#block;
      for (; at < events.length && events[at] < end; at++) {
        if (events[at] < first) {
          this.#strays++;
          continue;
        }
        rows.push(at);
        found.push(events[at]);
      }
      if (rows.length > 0) taken.push({ table, rows, events: found });
      if (at < events.length) {
        this.#block.at = at;
        return taken;
      }
      this.#block = undefined;
    }
  }

  async #read(): Promise<
    { table: Table; events: Int32Array; start: number; at: number } | undefined
  > {
    const start = this.#next;
    const count = Math.min(this.#rowsPerRead, this.#description.nRows - start);
    if (count <= 0) return undefined;
    this.#next += count;
    const table = await this.#file.readRows(this.path, { start, count, columns: this.#columns });
    const obsIds = numbersOf(table, 'obs_id');
    const eventIds = numbersOf(table, 'event_id');
    const events = Int32Array.from(obsIds, (obsId, row) => this.#index.find(obsId, eventIds[row]));
    return { table, events, start, at: Math.max(0, this.#first - start) };
  }
}
