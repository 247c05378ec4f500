/**
 * Quantile with linear interpolation between the values, as numpy's; NaN is left out.
 *
 * @param sorted ascending, without NaN
 * @param fraction 0–1
 * @returns NaN without values
 */
export function quantileOfSorted(sorted: ArrayLike<number>, fraction: number): number {
  const n = sorted.length;
  if (n === 0) return NaN;
  const place = fraction * (n - 1);
  const below = Math.floor(place);
  const above = Math.min(below + 1, n - 1);
  const part = place - below;
  const difference = sorted[above] - sorted[below];
  // Counted from the nearer side, so that both ends are met exactly.
  return part >= 0.5 ? sorted[above] - difference * (1 - part) : sorted[below] + difference * part;
}

/** The values without NaN, ascending. */
export function sortedValues(values: ArrayLike<number>): Float64Array {
  return Float64Array.from(values)
    .filter((value) => !Number.isNaN(value))
    .sort();
}
