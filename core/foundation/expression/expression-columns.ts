import type { ColumnData, Table } from '../table.ts';

/** A column as expressions see it. */
export interface ExpressionColumn {
  /** n_rows × any number of values, row after row. */
  readonly data: ColumnData;
  /** Whether the values are truth values (0 and 1) rather than numbers. */
  readonly isTruth?: boolean;
}

/** The columns that an expression may name, all of one number of rows. */
export interface ExpressionColumns {
  readonly nRows: number;
  readonly columns: ReadonlyMap<string, ExpressionColumn>;
}

/** Offers the columns of a table to expressions; columns of text stay out. */
export function columnsOfTable(table: Table): ExpressionColumns {
  const columns = new Map<string, ExpressionColumn>();
  for (const column of table.columns) {
    if ('text' in column) continue;
    const { name, dtype } = column.meta;
    columns.set(name, { data: column.data, isTruth: dtype === 'bool' });
  }
  return { nRows: table.nRows, columns };
}
