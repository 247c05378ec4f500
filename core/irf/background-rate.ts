import { histogram } from './histogram.ts';
import { coneSolidAngle, rectangleSolidAngle } from './solid-angle.ts';

/** Background events that passed the selection. */
export interface BackgroundEvents {
  /** [TeV], shape (n_events). */
  readonly recoEnergy: ArrayLike<number>;
  /** Events in the observation time that each stands for, shape (n_events). */
  readonly weight: ArrayLike<number>;
}

/**
 * Background rate against energy and offset (pyirf `background_2d`).
 *
 * @param events with the reconstructed offset from the centre of the field of view [deg]
 * @param energyEdges reconstructed energy [TeV], shape (n_energy + 1)
 * @param offsetEdges [deg], shape (n_offset + 1)
 * @param obsTime that the weights are for [s]
 * @returns [1 / (s TeV sr)], shape (n_energy, n_offset)
 */
export function backgroundRate2d(
  events: BackgroundEvents & { readonly recoOffset: ArrayLike<number> },
  energyEdges: ArrayLike<number>,
  offsetEdges: ArrayLike<number>,
  obsTime: number,
): Float64Array {
  const nOffsets = offsetEdges.length - 1;
  const sums = histogram(
    [
      { values: events.recoEnergy, edges: energyEdges },
      { values: events.recoOffset, edges: offsetEdges },
    ],
    events.weight,
  );
  return sums.map((sum, i) => {
    const [energy, offset] = [Math.floor(i / nOffsets), i % nOffsets];
    const solidAngle =
      coneSolidAngle(offsetEdges[offset + 1]) - coneSolidAngle(offsetEdges[offset]);
    return sum / (energyEdges[energy + 1] - energyEdges[energy]) / obsTime / solidAngle;
  });
}

/**
 * Background rate against energy and place in the field of view (pyirf `background_3d_lonlat`).
 *
 * @param events with the reconstructed place in the field of view [deg]
 * @param lonEdges, latEdges [deg], shapes (n_lon + 1), (n_lat + 1)
 * @returns [1 / (s TeV sr)], shape (n_energy, n_lon, n_lat)
 */
export function backgroundRate3d(
  events: BackgroundEvents & {
    readonly recoLon: ArrayLike<number>;
    readonly recoLat: ArrayLike<number>;
  },
  energyEdges: ArrayLike<number>,
  lonEdges: ArrayLike<number>,
  latEdges: ArrayLike<number>,
  obsTime: number,
): Float64Array {
  const [nLon, nLat] = [lonEdges.length - 1, latEdges.length - 1];
  const sums = histogram(
    [
      { values: events.recoEnergy, edges: energyEdges },
      { values: events.recoLon, edges: lonEdges },
      { values: events.recoLat, edges: latEdges },
    ],
    events.weight,
  );
  return sums.map((sum, i) => {
    const lat = i % nLat;
    const lon = Math.floor(i / nLat) % nLon;
    const energy = Math.floor(i / (nLat * nLon));
    const solidAngle = rectangleSolidAngle(
      lonEdges[lon],
      lonEdges[lon + 1],
      latEdges[lat],
      latEdges[lat + 1],
    );
    return sum / (energyEdges[energy + 1] - energyEdges[energy]) / obsTime / solidAngle;
  });
}
