import type { AttributeValue } from '../../formats/hdf5/attribute.ts';
import { Hdf5Writer, type Hdf5WriterOptions } from '../../formats/hdf5/hdf5-writer.ts';
import { type Hdf5TableWriter, packTable } from '../../formats/hdf5/table-writer.ts';
import { productTable } from '../../datamodel/product-tables.ts';
import type { TableModel } from '../../datamodel/table-model.ts';
import { PhotoelectronError } from '../../foundation/errors.ts';
import type { Table } from '../../foundation/table.ts';
import type { SubarrayDescription } from '../../instrument/subarray-description.ts';
import { columnAttributes } from './column-attributes.ts';
import { subarrayTables } from './subarray-tables.ts';
import { type TableLayout, tableBytes, tableLayout } from './table-layout.ts';

/** Attributes of the root or of a group or table. */
type Attributes = Readonly<Record<string, AttributeValue>>;

/** A table that has its columns. */
interface OpenTable {
  readonly layout: TableLayout;
  /** The same for tables whose rows are packed alike. */
  readonly packing: string;
  readonly writer: Hdf5TableWriter;
}

/** Attributes of a table as callers give them: whole numbers become integers. */
function attributesOf(table: Table): Attributes {
  return Object.fromEntries(
    Object.entries(table.attributes ?? {}).map(([name, value]) => [
      name,
      typeof value === 'number' && Number.isSafeInteger(value) ? BigInt(value) : value,
    ]),
  );
}

/** Rows of each telescope, telescopes in the order in which they occur. */
function rowsByTelescope(telIds: ArrayLike<number>): Map<number, Int32Array> {
  const counts = new Map<number, number>();
  for (let row = 0; row < telIds.length; row++) {
    counts.set(telIds[row], (counts.get(telIds[row]) ?? 0) + 1);
  }
  const rows = new Map([...counts].map(([telId, count]) => [telId, new Int32Array(count)]));
  for (const telId of counts.keys()) counts.set(telId, 0);
  for (let row = 0; row < telIds.length; row++) {
    const at = counts.get(telIds[row]) ?? 0;
    counts.set(telIds[row], at + 1);
    const list = rows.get(telIds[row]);
    if (list !== undefined) list[at] = row;
  }
  return rows;
}

/** Name of the table of one telescope. */
function telescopeTableName(telId: number): string {
  return `tel_${String(telId).padStart(3, '0')}`;
}

/**
 * Writes a product: tables in the ctapipe data model (`productTables`), from which ctapipe's
 * `TableLoader`, `HDF5EventSource` and merge tool read. Complete or absent: the file gets its name
 * when `close` has succeeded.
 *
 * The columns of a table are fixed by its first rows; columns that the data model does not declare
 * are written with their own unit and description. ctapipe's event source reads tables side by side,
 * row by row: it needs the rows of the telescope trigger table in the order of the array events, and
 * for each of them one row in every table of that telescope.
 */
export class ProductWriter {
  readonly #file: Hdf5Writer;
  readonly #tables = new Map<string, OpenTable>();
  readonly #memory: Uint8Array<ArrayBuffer>[] = [];

  private constructor(file: Hdf5Writer) {
    this.#file = file;
  }

  /**
   * Starts a product.
   *
   * @throws PhotoelectronError `file-exists` unless overwrite is set, `file-unwritable`
   */
  static async create(outputPath: string, options: Hdf5WriterOptions = {}): Promise<ProductWriter> {
    return new ProductWriter(await Hdf5Writer.create(outputPath, options));
  }

  /**
   * Describes the instrument: layout, optics, and geometry and readout of each camera.
   *
   * @throws PhotoelectronError `argument-invalid` when it has been done already, `file-unwritable`
   */
  async writeSubarray(subarray: SubarrayDescription): Promise<void> {
    for (const { path, attributes, ...table } of subarrayTables(subarray)) {
      const { layout, writer } = this.#make({ path, title: '', columns: [] }, table, attributes);
      await writer.append(tableBytes(path, layout, table), table.nRows);
    }
  }

  /**
   * Appends rows to a table and makes it when it is not there, also without rows. Attributes of a
   * table are written with its first rows. Values are read until the promise resolves.
   *
   * @param path such as `/dl1/event/subarray/trigger`
   * @param rows rows of `table` to append, in this order. Default: all
   * @throws PhotoelectronError `argument-invalid` when the table is not declared or the columns do
   * not fit it, `file-unwritable`
   */
  async append(path: string, table: Table, rows?: Int32Array): Promise<void> {
    const { layout, writer } = this.#open(path, table);
    await writer.append(tableBytes(path, layout, table), rows ?? table.nRows);
  }

  /**
   * Appends rows to the tables `tel_001`, `tel_002`, … of a group, in the order in which they come.
   *
   * @param groupPath such as `/dl1/event/telescope/images`
   * @param telIds telescope of each row of `table`
   * @throws PhotoelectronError as `append`
   */
  async appendByTelescope(
    groupPath: string,
    table: Table,
    telIds: ArrayLike<number>,
  ): Promise<void> {
    if (telIds.length !== table.nRows) {
      throw new PhotoelectronError(
        'argument-invalid',
        `${String(telIds.length)} telescopes were given for ${String(table.nRows)} rows.`,
        { item: groupPath },
      );
    }
    // Telescopes of a group share their columns unless they have different cameras.
    const packings = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();
    const appends: Promise<void>[] = [];
    for (const [telId, rows] of rowsByTelescope(telIds)) {
      const path = `${groupPath}/${telescopeTableName(telId)}`;
      const { layout, packing, writer } = this.#open(path, table);
      let packed = packings.get(packing);
      if (packed === undefined) {
        const columns = tableBytes(path, layout, table);
        packed = packTable(layout.members, columns, table.nRows, this.#memory.pop());
        packings.set(packing, packed);
      }
      appends.push(writer.appendPacked(packed, rows));
    }
    await Promise.all(appends);
    for (const packed of packings.values()) this.#keep(await packed);
  }

  /**
   * Adds a group without anything in it; does nothing where it is there already.
   *
   * @throws PhotoelectronError `argument-invalid` when a table is in the way
   */
  createGroup(path: string): void {
    this.#file.createGroup(path);
  }

  /** Whether a table whose path begins so has been made. */
  has(path: string): boolean {
    return [...this.#tables.keys()].some((made) => made.startsWith(path));
  }

  /**
   * Adds a text of any length, such as the configuration.
   *
   * @param path such as `/provenance/configuration`
   * @throws PhotoelectronError `argument-invalid` when the path is taken
   */
  writeText(path: string, text: string): void {
    this.#file.createText(path, text);
  }

  /**
   * Adds or replaces attributes of the root (`/`), a group or a table.
   *
   * @throws PhotoelectronError `argument-invalid` when nothing has this path or a value is too long
   */
  setAttributes(path: string, attributes: Attributes): void {
    this.#file.setAttributes(path, attributes);
  }

  /**
   * Completes the product.
   *
   * @throws PhotoelectronError `file-unwritable`, `file-exists`; nothing is then left
   */
  async close(): Promise<void> {
    await this.#file.close();
  }

  /** Removes what was written; does nothing after `close`. */
  async abort(): Promise<void> {
    await this.#file.abort();
  }

  /** Keeps the memory of packed rows for the next ones; of several the largest. */
  #keep(packed: Uint8Array<ArrayBuffer>): void {
    this.#memory.push(new Uint8Array(packed.buffer));
    this.#memory.sort((a, b) => a.length - b.length);
    if (this.#memory.length > 2) this.#memory.shift();
  }

  #open(path: string, table: Table): OpenTable {
    return this.#tables.get(path) ?? this.#make(productTable(path), table, attributesOf(table));
  }

  #make(model: TableModel, table: Table, attributes: Attributes): OpenTable {
    const layout = tableLayout(model, table);
    const all = { ...columnAttributes(layout.columns), ...attributes };
    const writer = this.#file.createTable(model.path, layout.members, model.title, all);
    const made = { layout, packing: JSON.stringify(layout.members), writer };
    this.#tables.set(model.path, made);
    return made;
  }
}
