import { quantileOfSorted, sortedValues } from './quantile.ts';
import { valuesByBin } from './values-by-bin.ts';

/** Part of a normal distribution within one standard deviation, and below −1 and +1 of them. */
const ONE_SIGMA = 0.682_689_492_137_085_9;
const LOWER_SIGMA = 0.158_655_253_931_457_05;
const UPPER_SIGMA = 0.841_344_746_068_542_9;

/**
 * Angular resolution: the angle within which 68.27 % of the events of every bin lie (pyirf
 * `angular_resolution`).
 *
 * @param theta [deg], shape (n_events)
 * @param energy true or reconstructed [TeV], shape (n_events)
 * @param fraction of the events. Default: one standard deviation of a normal distribution
 * @returns [deg], shape (n_bins); NaN without events
 */
export function angularResolution(
  theta: ArrayLike<number>,
  energy: ArrayLike<number>,
  energyEdges: ArrayLike<number>,
  fraction = ONE_SIGMA,
): Float64Array {
  const bins = valuesByBin(theta, energy, energyEdges);
  return Float64Array.from(bins, (inBin) => quantileOfSorted(sortedValues(inBin), fraction));
}

/** Bias and resolution of the energy in every bin, shapes (n_bins); NaN without events. */
export interface EnergyBiasResolution {
  readonly bias: Float64Array;
  readonly resolution: Float64Array;
  readonly nEvents: Float64Array;
}

/**
 * Bias (median) and resolution (half of the distance of the quantiles at ±1 standard deviation) of
 * reconstructed / true energy − 1 (pyirf `energy_bias_resolution`).
 *
 * @param trueEnergy, recoEnergy [TeV], shapes (n_events)
 * @param binBy which of them is binned. Default: the true one
 */
export function energyBiasResolution(
  trueEnergy: ArrayLike<number>,
  recoEnergy: ArrayLike<number>,
  energyEdges: ArrayLike<number>,
  binBy: 'true' | 'reco' = 'true',
): EnergyBiasResolution {
  const errors = Float64Array.from(trueEnergy, (energy, i) => recoEnergy[i] / energy - 1);
  const bins = valuesByBin(errors, binBy === 'true' ? trueEnergy : recoEnergy, energyEdges).map(
    sortedValues,
  );
  return {
    bias: Float64Array.from(bins, (sorted) => quantileOfSorted(sorted, 0.5)),
    resolution: Float64Array.from(
      bins,
      (sorted) =>
        0.5 * (quantileOfSorted(sorted, UPPER_SIGMA) - quantileOfSorted(sorted, LOWER_SIGMA)),
    ),
    nEvents: Float64Array.from(bins, ({ length }) => length),
  };
}
