import type { Table } from '../../../foundation/table.ts';
import { utcMillisecondsFromTai } from '../../../foundation/tai-timestamp.ts';
import { findColumn, toNumbers } from '../../ctapipe-hdf5/column-access.ts';

/** Modified Julian day of 1970-01-01. */
const epoch = 40587;

/** UTC [ms since 1970] of a modified Julian day in TAI. */
export function utcFromTaiDay(day: number): number {
  return utcMillisecondsFromTai((day - epoch) * 86_400);
}

/**
 * Times of a column as ctapipe stores them, in UTC [ms since 1970]: pairs of TAI seconds and quarter
 * nanoseconds (data model v7) or modified Julian days in TAI (before); undefined when there is no such
 * column.
 */
export function storedTimes(table: Table, name: string): Float64Array | undefined {
  const column = findColumn(table, name);
  if (column === undefined) return undefined;
  const values = toNumbers(column.data);
  if (column.meta.shape?.[0] === 2) {
    return Float64Array.from({ length: table.nRows }, (_, row) =>
      values[2 * row] === 0
        ? NaN
        : utcMillisecondsFromTai(values[2 * row] + values[2 * row + 1] / 4e9),
    );
  }
  return values.map(utcFromTaiDay);
}
