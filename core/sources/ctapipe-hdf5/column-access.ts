import type { Column, ColumnData, Table } from '../../foundation/table.ts';

/** A column of a table by its name; undefined when there is none or when it is text. */
export function findColumn(table: Table, name: string): Column | undefined {
  const column = table.columns.find(({ meta }) => meta.name === name);
  return column !== undefined && 'data' in column ? column : undefined;
}

/** The values of a column as float64; all NaN when the table has no such column. */
export function numbersOf(table: Table, name: string): Float64Array {
  const data = findColumn(table, name)?.data;
  if (data === undefined) return new Float64Array(table.nRows).fill(NaN);
  return toNumbers(data);
}

/** Any numbers as float64; 64-bit integers beyond 2⁵³ lose digits. */
export function toNumbers(data: ColumnData): Float64Array {
  return data instanceof BigInt64Array || data instanceof BigUint64Array
    ? Float64Array.from(data, Number)
    : Float64Array.from(data);
}

/** The values of a text column; empty texts when the table has no such column. */
export function textsOf(table: Table, name: string): readonly string[] {
  const column = table.columns.find(({ meta }) => meta.name === name);
  return column !== undefined && 'text' in column
    ? column.text
    : Array.from({ length: table.nRows }, () => '');
}
