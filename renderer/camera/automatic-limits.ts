import type { ColorLimits, ScaleKind } from './color-scale.ts';
import { valueRange } from './color-scale.ts';
import { percentile } from './percentile.ts';

/** Which limits are taken from the values. */
export interface AutomaticLimits {
  readonly scale: ScaleKind;
  /** Whether the colours diverge from zero: then the limits are as far on both sides. */
  readonly diverging: boolean;
  /** Percentiles of the limits [%]. Default 0 and 100. */
  readonly percentiles?: readonly [low: number, high: number];
}

/**
 * Limits from the values themselves: their extremes or percentiles; as far from zero on both sides for
 * colours that diverge; of positive values only on a logarithmic scale.
 *
 * @returns NaN where there are no values to take them from
 */
export function automaticLimits(
  values: ArrayLike<number>,
  { scale, diverging, percentiles = [0, 100] }: AutomaticLimits,
): ColorLimits {
  const usable = scale === 'log' ? Array.from(values).filter((value) => value > 0) : values;
  const isWhole = percentiles[0] === 0 && percentiles[1] === 100;
  const range = isWhole ? valueRange(usable) : undefined;
  const [low, high] =
    range === undefined ? percentile(usable, percentiles) : [range.min, range.max];
  if (diverging && scale !== 'log') {
    const reach = Math.max(Math.abs(low), Math.abs(high));
    return { low: -reach, high: reach };
  }
  return { low, high };
}
