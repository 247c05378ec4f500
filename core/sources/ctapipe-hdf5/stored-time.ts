import type { Column } from '../../foundation/table.ts';
import type { TimeColumn } from '../array-event-batch.ts';
import { toNumbers } from './column-access.ts';

/** Modified Julian day of 1970-01-01. */
const epoch = 40587;

/**
 * Fills times from a column as ctapipe stores them: pairs of TAI seconds and quarter nanoseconds
 * (data model v7), or modified Julian days in TAI (before; these resolve about a microsecond).
 *
 * @param rows rows of the column
 * @param targets where each of them goes
 */
export function copyTimes(
  column: Column,
  rows: readonly number[],
  targets: readonly number[],
  into: TimeColumn,
): void {
  const values = toNumbers(column.data);
  const pairs = column.meta.shape?.[0] === 2;
  rows.forEach((row, i) => {
    if (pairs) {
      into.seconds[targets[i]] = values[2 * row];
      into.quarterNanoseconds[targets[i]] = values[2 * row + 1];
      return;
    }
    const day = values[row];
    if (!Number.isFinite(day)) return;
    const whole = Math.floor(day);
    const inDay = (day - whole) * 86_400;
    const second = Math.floor(inDay);
    const quarters = Math.round((inDay - second) * 4e9);
    const carry = quarters >= 4e9 ? 1 : 0;
    into.seconds[targets[i]] = Math.max(0, (whole - epoch) * 86_400 + second + carry);
    into.quarterNanoseconds[targets[i]] = carry === 1 ? 0 : quarters;
  });
}

/** No times yet: all zero. */
export function emptyTimes(nRows: number): TimeColumn {
  return { seconds: new Uint32Array(nRows), quarterNanoseconds: new Uint32Array(nRows) };
}
