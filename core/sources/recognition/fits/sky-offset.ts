/** Position of one point of the sky as seen from another. */
export interface SkyOffset {
  readonly separationDeg: number;
  /** From north through east, 0 to 360. */
  readonly positionAngleDeg: number;
}

const RADIANS = Math.PI / 180;

/**
 * Distance on the sphere (Vincenty's formula, which is exact at all distances) and position angle.
 * All angles in degrees.
 */
export function skyOffset(
  from: { readonly raDeg: number; readonly decDeg: number },
  to: { readonly raDeg: number; readonly decDeg: number },
): SkyOffset {
  const dRa = (to.raDeg - from.raDeg) * RADIANS;
  const sinFrom = Math.sin(from.decDeg * RADIANS);
  const cosFrom = Math.cos(from.decDeg * RADIANS);
  const sinTo = Math.sin(to.decDeg * RADIANS);
  const cosTo = Math.cos(to.decDeg * RADIANS);
  const east = cosTo * Math.sin(dRa);
  const north = cosFrom * sinTo - sinFrom * cosTo * Math.cos(dRa);
  const along = sinFrom * sinTo + cosFrom * cosTo * Math.cos(dRa);
  const angle = Math.atan2(east, north) / RADIANS;
  return {
    separationDeg: Math.atan2(Math.hypot(east, north), along) / RADIANS,
    positionAngleDeg: angle < 0 ? angle + 360 : angle,
  };
}
