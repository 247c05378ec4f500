import type { CleanedPopulation } from './clean-population.ts';
import { columnOf } from './column-of.ts';

/** Where the values of an image parameter lie; null where no image has it. */
export interface ColumnRange {
  readonly nDefined: number;
  readonly min: number | null;
  readonly max: number | null;
  /** Least value above zero. */
  readonly minPositive: number | null;
  /** Values that one in two hundred images lies below or above. */
  readonly low: number | null;
  readonly high: number | null;
}

/** Part of the images that lies below `low`, and above `high`. */
const TAIL = 0.005;

/**
 * Where the values of an image parameter lie, over the images that were parametrised. `low` and `high`
 * are values that there are (nearest rank), not interpolated ones.
 *
 * @throws PhotoelectronError `argument-invalid` for a column that there is not
 */
export function columnRange(cleaned: CleanedPopulation, column: string): ColumnRange {
  const values = Float64Array.from(columnOf(cleaned, column))
    .filter((value, row) => cleaned.isParametrised[row] !== 0 && Number.isFinite(value))
    .sort();
  const n = values.length;
  if (n === 0) {
    return { nDefined: 0, min: null, max: null, minPositive: null, low: null, high: null };
  }
  return {
    nDefined: n,
    min: values[0],
    max: values[n - 1],
    minPositive: values.find((value) => value > 0) ?? null,
    low: values[Math.floor(TAIL * (n - 1))],
    high: values[Math.ceil((1 - TAIL) * (n - 1))],
  };
}
