const RADIANS = Math.PI / 180;

/** A direction in horizontal coordinates [deg]. */
export interface HorizontalDirection {
  readonly alt: number;
  readonly az: number;
}

/**
 * Where a direction is seen from a telescope: longitude and latitude on the sphere that is turned so
 * that the pointing is at (0, 0), longitude growing with azimuth [deg]. As astropy's
 * `SkyOffsetFrame`, which ctapipe's `TelescopeFrame` is made of.
 */
export function fieldOfView(
  { alt, az }: HorizontalDirection,
  pointing: HorizontalDirection,
): { readonly lon: number; readonly lat: number } {
  const dAz = (az - pointing.az) * RADIANS;
  const [sinAlt, cosAlt] = [Math.sin(alt * RADIANS), Math.cos(alt * RADIANS)];
  const [sin0, cos0] = [Math.sin(pointing.alt * RADIANS), Math.cos(pointing.alt * RADIANS)];
  const x = cosAlt * Math.cos(dAz) * cos0 + sinAlt * sin0;
  const y = cosAlt * Math.sin(dAz);
  const z = sinAlt * cos0 - cosAlt * Math.cos(dAz) * sin0;
  return { lon: Math.atan2(y, x) / RADIANS, lat: Math.atan2(z, Math.hypot(x, y)) / RADIANS };
}
