import type { ColumnData } from '../foundation/table.ts';

/**
 * Keeps some rows of a column of any width.
 *
 * @param data n_rows × any number of values, row after row
 * @param rows rows to keep, ascending
 * @param nRows number of rows in `data`
 */
export function selectRows<T extends ColumnData>(
  data: T,
  rows: readonly number[],
  nRows: number,
): T {
  const width = nRows === 0 ? 0 : data.length / nRows;
  const kept = new (data.constructor as new (length: number) => T)(rows.length * width);
  for (const [to, from] of rows.entries()) {
    const row = data.subarray(from * width, (from + 1) * width);
    // The elements of both arrays are of the one type T, which `set` cannot see.
    (kept as { set(array: ArrayLike<number | bigint>, offset: number): void }).set(row, to * width);
  }
  return kept;
}
