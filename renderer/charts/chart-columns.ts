import type { CsvColumn } from '../exports/csv-text.ts';
import type { AxisKind } from './plot-model.ts';

/** A column of numbers along an axis; times as text that every program reads (ISO 8601). */
export function axisColumn(
  name: string,
  unit: string,
  kind: AxisKind,
  values: ArrayLike<number>,
): CsvColumn {
  if (kind !== 'time') return { name, unit, values };
  return {
    name,
    unit: 'UTC',
    values: Array.from(values, (time) =>
      Number.isFinite(time) ? new Date(time).toISOString() : '',
    ),
  };
}
