import type { SubarrayDescription } from './subarray-description.ts';

/**
 * Distances of all telescopes from the axis of a shower: |(T − C) × d| with C the core on the ground
 * (z = 0) and d the unit vector of the direction. As `shower_impact_distance` of ctapipe.
 *
 * @param alt direction [rad]
 * @param az direction, from north through east [rad]
 * @param coreX core in the ground frame [m]
 * @param coreY core in the ground frame [m]
 * @returns [m], shape (n_telescopes)
 */
export function impactDistances(
  subarray: SubarrayDescription,
  alt: number,
  az: number,
  coreX: number,
  coreY: number,
): Float64Array {
  // y points west while azimuth grows towards east.
  const dx = Math.cos(alt) * Math.cos(az);
  const dy = -Math.cos(alt) * Math.sin(az);
  const dz = Math.sin(alt);
  const length = Math.hypot(dx, dy, dz);
  return Float64Array.from(subarray.telescopes, ({ position }) => {
    const px = position[0] - coreX;
    const py = position[1] - coreY;
    const pz = position[2];
    return Math.hypot(py * dz - pz * dy, pz * dx - px * dz, px * dy - py * dx) / length;
  });
}
