const HALF_PI = Math.PI / 2;
const LIMIT = (1 + 1e-6) * HALF_PI;

/**
 * Altitudes just beyond the zenith (or nadir), which a float32 of π/2 is, are put exactly there, as
 * ctapipe does.
 *
 * @param altitude [rad]
 */
export function clipAltitude(altitude: number): number {
  const size = Math.abs(altitude);
  return size > HALF_PI && size < LIMIT ? Math.sign(altitude) * HALF_PI : altitude;
}
