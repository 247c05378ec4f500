import { binIndex } from './bin-index.ts';

/**
 * Sorts values into the bins of another quantity. Bins hold their lower edge only.
 *
 * @param values shape (n_events)
 * @param binValues shape (n_events)
 * @param edges shape (n_bins + 1)
 * @returns for every bin its values in the order of the events
 */
export function valuesByBin(
  values: ArrayLike<number>,
  binValues: ArrayLike<number>,
  edges: ArrayLike<number>,
): Float64Array[] {
  const nBins = edges.length - 1;
  const bins = new Int32Array(binValues.length);
  const counts = new Uint32Array(nBins);
  for (let event = 0; event < bins.length; event++) {
    bins[event] = binIndex(edges, binValues[event], 'open');
    if (bins[event] >= 0 && bins[event] < nBins) counts[bins[event]]++;
  }
  const sorted = Array.from(counts, (count) => new Float64Array(count));
  counts.fill(0);
  for (let event = 0; event < bins.length; event++) {
    const bin = bins[event];
    if (bin >= 0 && bin < nBins) sorted[bin][counts[bin]++] = values[event];
  }
  return sorted;
}
