import type { ElementType, TableMember } from '../../formats/hdf5/member-type.ts';
import type { ColumnModel, TableModel, TextModel } from '../../datamodel/table-model.ts';
import { PhotoelectronError } from '../../foundation/errors.ts';
import type { Column, Table, TextColumn } from '../../foundation/table.ts';
import { columnBytes } from './column-bytes.ts';

/** A column as it stands in a product; fixed by the first rows of its table. */
export type WrittenColumn =
  (ColumnModel & { readonly shape: readonly number[] }) | (TextModel & { readonly nBytes: number });

/** Columns of a table in the order in which they are written. */
export interface TableLayout {
  readonly columns: readonly WrittenColumn[];
  readonly members: readonly TableMember[];
}

function isText(column: Column | TextColumn): column is TextColumn {
  return 'text' in column;
}

function wrong(path: string, name: string, problem: string): PhotoelectronError {
  return new PhotoelectronError(
    'argument-invalid',
    `Column "${name}" of table ${path} ${problem}.`,
    { item: path },
  );
}

/** What a declared column becomes with the shape and the width of the rows at hand. */
function written(
  path: string,
  model: ColumnModel | TextModel | undefined,
  column: Column | TextColumn,
): WrittenColumn {
  const { name } = column.meta;
  if (isText(column)) {
    if (model !== undefined && model.dtype !== 'text') throw wrong(path, name, 'holds no text');
    const nBytes = column.text.reduce((most, text) => Math.max(most, Buffer.byteLength(text)), 1);
    return { dtype: 'text', ...column.meta, ...model, nBytes };
  }
  if (model?.dtype === 'text') throw wrong(path, name, 'holds text');
  const { unit, shape = [] } = column.meta;
  if (model !== undefined && unit !== undefined && unit !== (model.unit ?? '')) {
    throw wrong(path, name, `is in "${unit}" where "${model.unit ?? ''}" is declared`);
  }
  if (model?.kind === 'time' && !(shape.length === 1 && shape[0] === 2)) {
    throw wrong(path, name, 'must be pairs of seconds and quarter nanoseconds');
  }
  return { ...column.meta, ...model, shape };
}

/**
 * Orders the columns at hand as the model does; columns that it does not know come last.
 *
 * @param table the first rows of the table, which fix shapes and widths
 * @throws PhotoelectronError `argument-invalid` when a column contradicts its declaration
 */
export function tableLayout(model: TableModel, table: Table): TableLayout {
  const { columns: declared, path } = model;
  const place = (name: string) => {
    const index = declared.findIndex((column) => column.name === name);
    return index < 0 ? declared.length : index;
  };
  const columns = [...table.columns]
    .sort((a, b) => place(a.meta.name) - place(b.meta.name))
    .map((column) => {
      const known = declared.find(({ name }) => name === column.meta.name);
      return written(path, known, column);
    });
  const members = columns.map((column): TableMember => {
    const { name } = column;
    if (column.dtype === 'text') return { name, type: { kind: 'text', nBytes: column.nBytes } };
    const type: ElementType = { kind: column.dtype };
    return column.shape.length > 0 ? { name, type, shape: column.shape } : { name, type };
  });
  return { columns, members };
}

function textBytes(path: string, name: string, rows: readonly string[], width: number) {
  const bytes = new Uint8Array(width * rows.length);
  rows.forEach((text, row) => {
    const encoded = Buffer.from(text);
    if (encoded.length > width) {
      throw wrong(
        path,
        name,
        `got "${text}", longer than the ${String(width)} bytes of its first rows`,
      );
    }
    bytes.set(encoded, row * width);
  });
  return bytes;
}

/**
 * The bytes of all columns of a table in the order of its layout.
 *
 * @throws PhotoelectronError `argument-invalid` when the columns do not fit the layout
 */
export function tableBytes(path: string, { columns }: TableLayout, table: Table): Uint8Array[] {
  if (table.columns.length !== columns.length) {
    throw new PhotoelectronError(
      'argument-invalid',
      `Table ${path} has ${String(columns.length)} columns but got rows of ${String(table.columns.length)}.`,
      { item: path },
    );
  }
  return columns.map((known) => {
    const { name } = known;
    const column = table.columns.find(({ meta }) => meta.name === name);
    if (column === undefined) throw wrong(path, name, 'is missing from later rows');
    if (known.dtype === 'text') {
      if (!isText(column)) throw wrong(path, name, 'holds no text');
      if (column.text.length !== table.nRows) throw wrong(path, name, 'has another number of rows');
      return textBytes(path, name, column.text, known.nBytes);
    }
    if (isText(column)) throw wrong(path, name, 'holds text');
    const elements = known.shape.reduce((product, n) => product * n, 1);
    if (column.data.length !== elements * table.nRows) {
      throw wrong(
        path,
        name,
        `has ${String(column.data.length)} elements where ${String(table.nRows)} rows of ${String(elements)} are needed`,
      );
    }
    return columnBytes(column, known.dtype);
  });
}
