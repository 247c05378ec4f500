import { PhotoelectronError } from '../../foundation/errors.ts';
import type { ColumnData } from '../../foundation/table.ts';
import { findColumn, toNumbers } from './column-access.ts';
import type { StoredColumn } from './column-units.ts';
import type { CursorRows } from './table-cursor.ts';

type Target = Exclude<ColumnData, BigInt64Array | BigUint64Array>;

/** Turns stored integers back into values; ctapipe's `FixedPointColumnTransform`. */
function fromFixedPoint(
  data: ColumnData,
  rule: NonNullable<StoredColumn['fixedPoint']>,
): Float64Array {
  const { scale, offset, nan, positiveInfinity, negativeInfinity } = rule;
  return toNumbers(data).map((value) => {
    if (value === nan) return NaN;
    if (value === positiveInfinity) return Infinity;
    if (value === negativeInfinity) return -Infinity;
    return (value - offset) / scale;
  });
}

/**
 * Copies rows of a column into an array of rows.
 *
 * @param targets row of `into` for each of `source.rows`; rows with a negative target are left out
 * @param into shape (n, width)
 * @throws PhotoelectronError `format-damaged` when the rows have another width
 */
export function copyRows(
  source: CursorRows,
  name: string,
  stored: StoredColumn,
  targets: readonly number[],
  into: Target,
  width: number,
): void {
  const column = findColumn(source.table, name);
  if (column === undefined) return;
  const { shape = [] } = column.meta;
  if (shape.reduce((product, n) => product * n, 1) !== width) {
    throw new PhotoelectronError(
      'format-damaged',
      `Column "${name}" has rows of shape (${shape.join(', ')}) where the camera asks for ${String(width)} values.`,
      { item: name },
    );
  }
  const { data } = column;
  let values: Target;
  if (stored.fixedPoint !== undefined) values = fromFixedPoint(data, stored.fixedPoint);
  else if (data instanceof BigInt64Array || data instanceof BigUint64Array)
    values = toNumbers(data);
  else values = data;
  source.rows.forEach((row, i) => {
    const target = targets[i];
    if (target >= 0) into.set(values.subarray(row * width, (row + 1) * width), target * width);
  });
}
