const RADIANS = Math.PI / 180;

/**
 * Solid angle of a cone.
 *
 * @param angle half opening angle [deg]
 * @returns [sr]
 */
export function coneSolidAngle(angle: number): number {
  return 2 * Math.PI * (1 - Math.cos(angle * RADIANS));
}

/**
 * Solid angle of a rectangle in longitude and latitude.
 *
 * @param lonLow, lonHigh, latLow, latHigh edges [deg]
 * @returns [sr]
 */
export function rectangleSolidAngle(
  lonLow: number,
  lonHigh: number,
  latLow: number,
  latHigh: number,
): number {
  const height = Math.sin(latHigh * RADIANS) - Math.sin(latLow * RADIANS);
  return (lonHigh - lonLow) * RADIANS * height;
}
