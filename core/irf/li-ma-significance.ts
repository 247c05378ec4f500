/**
 * Significance of an excess (Li & Ma, ApJ 272, 1983, 317, equation 17), 0 where there is none. Deviation
 * from pyirf: without any excess it is 0, where rounding makes the reference's a root of less than zero.
 *
 * @param nOn events (also fractions, of expectations)
 * @param nOff events in the background regions
 * @param alpha exposure of the on region / that of the off regions
 */
export function liMaSignificance(nOn: number, nOff: number, alpha: number): number {
  if (Number.isNaN(nOn) || Number.isNaN(nOff)) return NaN;
  if (nOn < alpha * nOff) return 0;
  const on = nOn === 0 ? 0 : nOn * Math.log(((1 + alpha) / alpha) * (nOn / (nOn + nOff)));
  const off = nOff === 0 ? 0 : nOff * Math.log((1 + alpha) * (nOff / (nOn + nOff)));
  // Rounding makes it a little less than zero where there is no excess.
  return Math.sqrt(2 * Math.max(0, on + off));
}
