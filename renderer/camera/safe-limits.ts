import type { ColorLimits, ScaleKind, ValueRange } from './color-scale.ts';

/** Limits that can be drawn with, and what was wrong with those that were asked for. */
export interface SafeLimits extends ColorLimits {
  /** One sentence; undefined when nothing was wrong. */
  readonly problem?: string;
}

/** Decades that a logarithmic scale spans when its lower limit cannot be used. */
const LOG_SPAN = 1e-3;

/**
 * Makes limits usable: finite, the lower below the upper, both above zero on a logarithmic scale. What
 * cannot be used is replaced from the values, so that the picture never goes blank.
 *
 * @param asked limits as typed or dragged
 * @param range of the values that are shown
 */
export function safeLimits(kind: ScaleKind, asked: ColorLimits, range: ValueRange): SafeLimits {
  let { low, high } = asked;
  let problem: string | undefined;
  if (!Number.isFinite(low) || !Number.isFinite(high)) {
    problem = 'A limit is no number; the limit of the values is used.';
    low = Number.isFinite(low) ? low : range.min;
    high = Number.isFinite(high) ? high : range.max;
    if (range.finite === 0) {
      problem = 'There are no values; the scale goes from 0 to 1.';
      [low, high] = kind === 'log' ? [0.1, 1] : [0, 1];
    }
  }
  if (low > high) {
    problem = 'The lower limit is above the upper; they are exchanged.';
    [low, high] = [high, low];
  }
  if (kind === 'log' && high <= 0) {
    const usable = Number.isFinite(range.minPositive) && range.max > 0;
    problem = 'A logarithmic scale needs an upper limit above zero; one is taken from the values.';
    high = usable ? range.max : 1;
    low = usable ? range.minPositive : LOG_SPAN;
  } else if (kind === 'log' && low <= 0) {
    problem = 'A logarithmic scale begins above zero; the lower limit is taken from the values.';
    low = range.minPositive < high ? Math.max(range.minPositive, high * LOG_SPAN) : high * LOG_SPAN;
  }
  if (!(high > low)) {
    problem ??= 'The limits are the same; the range is widened.';
    const reach = kind === 'log' ? 0 : Math.max(Math.abs(low) * 0.05, 0.5);
    [low, high] = kind === 'log' ? [low / 2, high * 2] : [low - reach, high + reach];
  }
  return problem === undefined ? { low, high } : { low, high, problem };
}
