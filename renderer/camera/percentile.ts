/**
 * Percentiles of the finite values, linear between neighbouring ones as `numpy.nanpercentile`.
 *
 * @param percents from 0 to 100
 * @returns one value for each; NaN where there are no finite values
 */
export function percentile(values: ArrayLike<number>, percents: readonly number[]): number[] {
  const sorted = new Float64Array(values.length);
  let n = 0;
  for (let i = 0; i < values.length; i++) {
    if (Number.isFinite(values[i])) sorted[n++] = values[i];
  }
  const finite = sorted.subarray(0, n).sort();
  return percents.map((percent) => {
    const place = (percent / 100) * (n - 1);
    const below = Math.floor(place);
    if (n === 0) return NaN;
    const above = Math.min(n - 1, below + 1);
    return finite[below] + (finite[above] - finite[below]) * (place - below);
  });
}
