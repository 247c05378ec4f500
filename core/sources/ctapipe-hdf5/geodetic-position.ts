/**
 * Longitude, latitude and height of a geocentric position (ITRS) on the WGS84 ellipsoid.
 *
 * Method: Bowring (Survey Review 23, 1976), repeated until it has converged for any height that a
 * telescope may have.
 *
 * @param x, y, z [m]
 * @returns [deg], [deg], [m]
 */
export function geodeticPosition(
  x: number,
  y: number,
  z: number,
): { readonly longitude: number; readonly latitude: number; readonly height: number } {
  const a = 6_378_137;
  const flattening = 1 / 298.257223563;
  const e2 = flattening * (2 - flattening);
  const b = a * (1 - flattening);
  const p = Math.hypot(x, y);
  const degrees = 180 / Math.PI;
  const longitude = Math.atan2(y, x) * degrees;
  let parametric = Math.atan2(a * z, b * p);
  let latitude = 0;
  for (let step = 0; step < 10; step++) {
    latitude = Math.atan2(
      z + (e2 / (1 - e2)) * b * Math.sin(parametric) ** 3,
      p - e2 * a * Math.cos(parametric) ** 3,
    );
    parametric = Math.atan2((1 - flattening) * Math.sin(latitude), Math.cos(latitude));
  }
  const sin = Math.sin(latitude);
  // Along the normal of the ellipsoid: well-behaved at the equator and at the poles.
  const height = p * Math.cos(latitude) + z * sin - a * Math.sqrt(1 - e2 * sin ** 2);
  return { longitude, latitude: latitude * degrees, height };
}
