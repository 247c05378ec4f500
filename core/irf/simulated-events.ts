import { PhotoelectronError } from '../foundation/errors.ts';
import { coneSolidAngle } from './solid-angle.ts';
import type { PowerLaw } from './spectrum.ts';

/** What was simulated, triggered or not: showers of a power law, even over a disc and a view cone. */
export interface SimulatedEvents {
  /** Showers, each reuse counted. */
  readonly nShowers: number;
  /** [TeV] */
  readonly energyMin: number;
  /** [TeV] */
  readonly energyMax: number;
  /** Radius of the disc in which the impacts are [m]. */
  readonly maxImpact: number;
  /** Sign included; −1 or less. */
  readonly spectralIndex: number;
  /** Inner and outer half angle of the view cone [deg]; both 0 for showers from a point. */
  readonly viewconeMin: number;
  readonly viewconeMax: number;
}

/**
 * The flux that gives so many showers in a time (pyirf `PowerLaw.from_simulation`).
 *
 * @param obsTime [s]
 * @throws PhotoelectronError `argument-invalid` for an index above −1
 */
export function simulatedSpectrum(
  simulated: SimulatedEvents,
  obsTime: number,
  referenceEnergy = 1,
): PowerLaw {
  const { nShowers, energyMin, energyMax, spectralIndex: index, maxImpact } = simulated;
  checkIndex(index);
  const isDiffuse = simulated.viewconeMax > simulated.viewconeMin;
  const solidAngle = isDiffuse
    ? coneSolidAngle(simulated.viewconeMax) - coneSolidAngle(simulated.viewconeMin)
    : 1;
  // Square metres in square centimetres.
  const area = Math.PI * maxImpact ** 2 * 1e4;
  const integral =
    index === -1
      ? referenceEnergy * Math.log(energyMax / energyMin)
      : (energyMax ** (index + 1) - energyMin ** (index + 1)) /
        ((index + 1) * referenceEnergy ** index);
  return {
    kind: 'power-law',
    normalization: nShowers / (area * obsTime * solidAngle * integral),
    index,
    referenceEnergy,
    isDiffuse,
  };
}

/**
 * Showers expected in bins of energy; bins may reach beyond the range that was simulated.
 *
 * @param bins edges [TeV], shape (n + 1)
 * @returns shape (n)
 */
export function simulatedPerEnergy(
  simulated: SimulatedEvents,
  bins: ArrayLike<number>,
): Float64Array {
  const { nShowers, energyMin, energyMax, spectralIndex } = simulated;
  checkIndex(spectralIndex);
  const whole = powerIntegral(spectralIndex, energyMin, energyMax);
  return Float64Array.from({ length: bins.length - 1 }, (_, i) => {
    const low = Math.max(bins[i], energyMin);
    const high = Math.min(bins[i + 1], energyMax);
    return low < high ? (nShowers * powerIntegral(spectralIndex, low, high)) / whole : 0;
  });
}

/**
 * Part of the showers in rings of the field of view, showers being even over the view cone.
 *
 * @param bins edges of the offset from the centre [deg], shape (n + 1)
 * @returns fractions, shape (n); all in the ring that holds its centre for showers from a point
 */
export function simulatedPerOffset(
  simulated: SimulatedEvents,
  bins: ArrayLike<number>,
): Float64Array {
  const { viewconeMin, viewconeMax } = simulated;
  return Float64Array.from({ length: bins.length - 1 }, (_, i) => {
    if (viewconeMax <= viewconeMin) {
      return bins[i] <= viewconeMax && viewconeMax < bins[i + 1] ? 1 : 0;
    }
    const low = Math.max(bins[i], viewconeMin);
    const high = Math.min(bins[i + 1], viewconeMax);
    if (low >= high) return 0;
    const whole = coneSolidAngle(viewconeMax) - coneSolidAngle(viewconeMin);
    return (coneSolidAngle(high) - coneSolidAngle(low)) / whole;
  });
}

function powerIntegral(index: number, low: number, high: number): number {
  if (index === -1) return Math.log(high / low);
  return (high ** (index + 1) - low ** (index + 1)) / (index + 1);
}

function checkIndex(index: number): void {
  if (index <= -1) return;
  throw new PhotoelectronError(
    'argument-invalid',
    `The spectral index of a simulation must be −1 or less, not ${index}.`,
  );
}
