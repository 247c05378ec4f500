/** Whether a value on the last edge belongs to the last bin: in numpy's histograms, not in its `digitize`. */
export type LastEdge = 'closed' | 'open';

/**
 * The bin in which a value is; bins hold their lower edge.
 *
 * @param edges ascending, shape (n + 1); the ends may be infinite
 * @returns −1 below, n above the bins and for NaN
 */
export function binIndex(edges: ArrayLike<number>, value: number, lastEdge: LastEdge): number {
  const n = edges.length - 1;
  if (value < edges[0]) return -1;
  if (!(value < edges[n])) return lastEdge === 'closed' && value === edges[n] ? n - 1 : n;
  let low = 0;
  let high = n;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (value < edges[middle]) high = middle;
    else low = middle;
  }
  return low;
}
