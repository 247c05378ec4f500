import { PhotoelectronError } from '../foundation/errors.ts';

/**
 * Edges of bins that are even in the logarithm (pyirf `create_bins_per_decade`): from the lower end in
 * equal steps; the upper end is the last edge where it is one, else the last edge is below it.
 *
 * @param energyMin, energyMax [TeV]
 * @returns edges [TeV]
 * @throws PhotoelectronError `argument-invalid` unless 0 < energyMin < energyMax
 */
export function createBinsPerDecade(
  energyMin: number,
  energyMax: number,
  binsPerDecade = 5,
): Float64Array {
  if (!(energyMin > 0) || !(energyMin < energyMax) || !(binsPerDecade > 0)) {
    throw new PhotoelectronError(
      'argument-invalid',
      `There are no ${binsPerDecade} bins a decade from ${energyMin} to ${energyMax} TeV.`,
    );
  }
  const [low, high] = [Math.log10(energyMin), Math.log10(energyMax)];
  const step = 1 / binsPerDecade;
  // An end that is met but for rounding is met.
  const n = Math.ceil((high + step / 10_000 - low) / step);
  return Float64Array.from({ length: n }, (_, i) => 10 ** (low + i * step));
}
