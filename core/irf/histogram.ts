import { binIndex } from './bin-index.ts';

/** An axis of a histogram. */
export interface HistogramAxis {
  /** Value of each event, shape (n_events). */
  readonly values: ArrayLike<number>;
  /** Ascending edges, shape (n_bins + 1). */
  readonly edges: ArrayLike<number>;
}

/**
 * Sums of weights in bins of any number of axes; events outside any of them are left out, values on the
 * last edge belong to the last bin (as in numpy).
 *
 * @param weights shape (n_events). Default: 1
 * @returns shape (n_bins of the first axis, of the second, …), row after row
 */
export function histogram(
  axes: readonly HistogramAxis[],
  weights?: ArrayLike<number>,
): Float64Array {
  const size = axes.reduce((product, { edges }) => product * (edges.length - 1), 1);
  const sums = new Float64Array(size);
  const nEvents = axes.at(0)?.values.length ?? 0;
  for (let event = 0; event < nEvents; event++) {
    let at = 0;
    for (const { values, edges } of axes) {
      const bin = binIndex(edges, values[event], 'closed');
      if (bin < 0 || bin >= edges.length - 1) {
        at = -1;
        break;
      }
      at = at * (edges.length - 1) + bin;
    }
    if (at >= 0) sums[at] += weights === undefined ? 1 : weights[event];
  }
  return sums;
}
