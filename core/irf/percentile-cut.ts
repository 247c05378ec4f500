import type { BinnedCut } from './binned-cut.ts';
import { smoothed } from './gaussian-smoothing.ts';
import { quantileOfSorted, sortedValues } from './quantile.ts';
import { valuesByBin } from './values-by-bin.ts';

export interface PercentileCutOptions {
  /** [%] Default 68. */
  readonly percentile?: number;
  /** Cut of bins with too few events. */
  readonly fillValue: number;
  /** Default 10. */
  readonly minEvents?: number;
  /** Smallest and largest cut; that of bins with too few events is not moved. */
  readonly minValue?: number;
  readonly maxValue?: number;
  /** Width of a Gaussian by which the cuts are smoothed [bins]. */
  readonly smoothing?: number;
}

/**
 * A cut that keeps a percentage of the events of every bin (pyirf `calculate_percentile_cut`): weights do
 * not count.
 *
 * @param values such as theta or gammaness, shape (n_events)
 * @param binValues such as the reconstructed energy, shape (n_events)
 */
export function percentileCut(
  values: ArrayLike<number>,
  binValues: ArrayLike<number>,
  edges: Float64Array,
  options: PercentileCutOptions,
): BinnedCut {
  const { percentile = 68, fillValue, minEvents = 10 } = options;
  const { minValue = -Infinity, maxValue = Infinity, smoothing } = options;
  const bins = valuesByBin(values, binValues, edges);
  const cut = Float64Array.from(bins, (inBin) => {
    if (inBin.length < minEvents || inBin.length === 0) return fillValue;
    const value = quantileOfSorted(sortedValues(inBin), percentile / 100);
    return Math.min(maxValue, Math.max(minValue, value));
  });
  return {
    edges,
    cut: smoothing === undefined ? cut : smoothed(cut, smoothing),
    nEvents: Float64Array.from(bins, ({ length }) => length),
  };
}
