import { PhotoelectronError } from '../../foundation/errors.ts';

/** Bins of one width, on a linear or a logarithmic axis. */
export interface HistogramBins {
  readonly min: number;
  readonly max: number;
  readonly nBins: number;
  readonly scale: 'linear' | 'log';
}

/** Numbers of values in bins. */
export interface Histogram {
  /** Shape (n_bins + 1). */
  readonly edges: Float64Array;
  /** Shape (n_bins); bins hold their lower edge, the last one its upper edge as well. */
  readonly counts: Uint32Array;
  readonly nBelow: number;
  readonly nAbove: number;
  /** Values that are NaN: of images that were not parametrised. */
  readonly nUndefined: number;
}

/**
 * Edges of bins.
 *
 * @returns shape (n_bins + 1); the first and the last are `min` and `max` themselves
 * @throws PhotoelectronError `argument-invalid` unless min < max are finite, above 0 on a logarithmic
 *   axis, and far enough apart for the number of bins
 */
export function binEdges({ min, max, nBins, scale }: HistogramBins): Float64Array {
  const isSound =
    Number.isFinite(min) && Number.isFinite(max) && min < max && (scale === 'linear' || min > 0);
  const edges = Float64Array.from({ length: nBins + 1 }, (_, i) => {
    if (i === 0) return min;
    if (i === nBins) return max;
    const fraction = i / nBins;
    return scale === 'linear'
      ? min * (1 - fraction) + max * fraction
      : Math.exp(Math.log(min) * (1 - fraction) + Math.log(max) * fraction);
  });
  if (isSound && edges.every((edge, i) => i === 0 || edge > edges[i - 1])) return edges;
  throw new PhotoelectronError(
    'argument-invalid',
    `${nBins} ${scale === 'log' ? 'logarithmic ' : ''}bins cannot be made from ${min} to ${max}; give min < max${scale === 'log' ? ', both above 0' : ''}.`,
    { item: 'bins' },
  );
}

/** Index of the bin of a value; -1 below and for NaN, the number of bins above. */
export function binOf(edges: Float64Array, value: number): number {
  const nBins = edges.length - 1;
  if (!(value >= edges[0])) return -1;
  if (value >= edges[nBins]) return value === edges[nBins] ? nBins - 1 : nBins;
  let [low, high] = [0, nBins];
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (value >= edges[middle]) low = middle;
    else high = middle;
  }
  return low;
}

/**
 * Counts values in bins, as `numpy.histogram`.
 *
 * @throws PhotoelectronError `argument-invalid` for bins that cannot be made
 */
export function histogram(values: Float64Array | Int32Array, bins: HistogramBins): Histogram {
  const edges = binEdges(bins);
  const counts = new Uint32Array(bins.nBins);
  let [nBelow, nAbove, nUndefined] = [0, 0, 0];
  for (const value of values) {
    const bin = binOf(edges, value);
    if (Number.isNaN(value)) nUndefined++;
    else if (bin < 0) nBelow++;
    else if (bin >= bins.nBins) nAbove++;
    else counts[bin]++;
  }
  return { edges, counts, nBelow, nAbove, nUndefined };
}
