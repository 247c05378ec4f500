import type { SelectedEvents } from './effective-area.ts';
import { histogram } from './histogram.ts';
import { coneSolidAngle } from './solid-angle.ts';

/** Selected events with the distance of their direction from the true one. */
export interface DirectedEvents extends SelectedEvents {
  /** [deg], shape (n_events). */
  readonly theta: ArrayLike<number>;
}

/**
 * Point spread function (pyirf `psf_table`): density of the directions over solid angle in rings about
 * the true direction; what lies beyond the last ring is not counted; 0 where there are no events.
 *
 * @param energyEdges true energy [TeV], shape (n_energy + 1)
 * @param offsetEdges [deg], shape (n_offset + 1)
 * @param thetaEdges [deg], shape (n_theta + 1)
 * @returns [1 / sr], shape (n_energy, n_offset, n_theta)
 */
export function psfTable(
  { trueEnergy, trueOffset, theta }: DirectedEvents,
  energyEdges: ArrayLike<number>,
  offsetEdges: ArrayLike<number>,
  thetaEdges: ArrayLike<number>,
): Float64Array {
  const counts = histogram([
    { values: trueEnergy, edges: energyEdges },
    { values: trueOffset, edges: offsetEdges },
    { values: theta, edges: thetaEdges },
  ]);
  const nRings = thetaEdges.length - 1;
  const rings = Float64Array.from(
    { length: nRings },
    (_, i) => coneSolidAngle(thetaEdges[i + 1]) - coneSolidAngle(thetaEdges[i]),
  );
  for (let from = 0; from < counts.length; from += nRings) {
    const profile = counts.subarray(from, from + nRings);
    const norm = profile.reduce((sum, n) => sum + n, 0);
    for (let ring = 0; ring < nRings; ring++) {
      profile[ring] = norm === 0 ? 0 : profile[ring] / norm / rings[ring];
    }
  }
  return counts;
}
