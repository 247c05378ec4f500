/** A direction on a sphere [deg]. */
export interface Direction {
  readonly lonDeg: number;
  readonly latDeg: number;
}

const RAD = Math.PI / 180;

/**
 * Angle between two directions [deg], exact at all distances (Vincenty's formula on the sphere, as
 * astropy has it).
 */
export function separation(from: Direction, to: Direction): number {
  const { a, b, c } = components(from, to);
  return Math.atan2(Math.hypot(a, b), c) / RAD;
}

/** Position angle of a direction seen from another [deg]: 0 north, 90 east, in [0, 360). */
export function positionAngle(from: Direction, to: Direction): number {
  const { a, b } = components(from, to);
  return (((Math.atan2(a, b) / RAD) % 360) + 360) % 360;
}

/** East, north and radial component of a direction in the frame of another. */
function components(from: Direction, to: Direction) {
  const delta = (to.lonDeg - from.lonDeg) * RAD;
  const [sinFrom, cosFrom] = [Math.sin(from.latDeg * RAD), Math.cos(from.latDeg * RAD)];
  const [sinTo, cosTo] = [Math.sin(to.latDeg * RAD), Math.cos(to.latDeg * RAD)];
  return {
    a: cosTo * Math.sin(delta),
    b: cosFrom * sinTo - sinFrom * cosTo * Math.cos(delta),
    c: sinFrom * sinTo + cosFrom * cosTo * Math.cos(delta),
  };
}
