import { histogram } from './histogram.ts';
import {
  type SimulatedEvents,
  simulatedPerEnergy,
  simulatedPerOffset,
} from './simulated-events.ts';

/** Selected events of a simulation. */
export interface SelectedEvents {
  /** [TeV], shape (n_events). */
  readonly trueEnergy: ArrayLike<number>;
  /** True offset from the centre of the field of view [deg], shape (n_events). */
  readonly trueOffset: ArrayLike<number>;
}

/**
 * Effective area against true energy (pyirf `effective_area_per_energy`), for showers from a point.
 *
 * @param energyEdges [TeV], shape (n + 1)
 * @returns [m²], shape (n); NaN where nothing was simulated
 */
export function effectiveAreaPerEnergy(
  { trueEnergy }: Pick<SelectedEvents, 'trueEnergy'>,
  simulated: SimulatedEvents,
  energyEdges: ArrayLike<number>,
): Float64Array {
  const area = Math.PI * simulated.maxImpact ** 2;
  const nSimulated = simulatedPerEnergy(simulated, energyEdges);
  const selected = histogram([{ values: trueEnergy, edges: energyEdges }]);
  return selected.map((n, i) => (n / nSimulated[i]) * area);
}

/**
 * Effective area against true energy and offset (pyirf `effective_area_per_energy_and_fov`), for showers
 * from a view cone.
 *
 * @param energyEdges [TeV], shape (n_energy + 1)
 * @param offsetEdges [deg], shape (n_offset + 1)
 * @returns [m²], shape (n_energy, n_offset); NaN where nothing was simulated
 */
export function effectiveAreaPerEnergyAndOffset(
  { trueEnergy, trueOffset }: SelectedEvents,
  simulated: SimulatedEvents,
  energyEdges: ArrayLike<number>,
  offsetEdges: ArrayLike<number>,
): Float64Array {
  const area = Math.PI * simulated.maxImpact ** 2;
  const perEnergy = simulatedPerEnergy(simulated, energyEdges);
  const perOffset = simulatedPerOffset(simulated, offsetEdges);
  const nOffsets = perOffset.length;
  const selected = histogram([
    { values: trueEnergy, edges: energyEdges },
    { values: trueOffset, edges: offsetEdges },
  ]);
  return selected.map((n, i) => {
    const nSimulated = perEnergy[Math.floor(i / nOffsets)] * perOffset[i % nOffsets];
    return (n / nSimulated) * area;
  });
}
