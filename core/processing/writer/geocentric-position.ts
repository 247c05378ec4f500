/**
 * Position on the Earth in the geocentric frame (ITRS).
 *
 * Method: geodetic to geocentric coordinates on the WGS84 ellipsoid.
 *
 * @param longitude, latitude [deg]
 * @param height above the ellipsoid [m]
 * @returns x, y, z [m]
 */
export function geocentricPosition(
  longitude: number,
  latitude: number,
  height: number,
): readonly [number, number, number] {
  const equatorialRadius = 6_378_137;
  const flattening = 1 / 298.257223563;
  const lon = (longitude * Math.PI) / 180;
  const lat = (latitude * Math.PI) / 180;
  const excentricity2 = flattening * (2 - flattening);
  const normal = equatorialRadius / Math.sqrt(1 - excentricity2 * Math.sin(lat) ** 2);
  return [
    (normal + height) * Math.cos(lat) * Math.cos(lon),
    (normal + height) * Math.cos(lat) * Math.sin(lon),
    (normal * (1 - excentricity2) + height) * Math.sin(lat),
  ];
}
