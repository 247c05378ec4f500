import { fieldOfView, type HorizontalDirection } from './field-of-view.ts';

const RADIANS = Math.PI / 180;
/** From the centroid to the second point that fixes the axis [deg]. */
const STEP = 0.1;

type Vector = readonly [number, number, number];

/** The centroid of an image and the direction of its major axis, in the telescope frame [deg]. */
export interface ImageAxis {
  readonly lon: number;
  readonly lat: number;
  /** From growing longitude to growing latitude. */
  readonly psi: number;
}

/** A line on the ground: x to north, y to west [m]. */
export interface GroundLine {
  /** The point of the line that is nearest to the telescope. */
  readonly x: number;
  readonly y: number;
  /** From north to west, above −90° and up to 90° [deg]. */
  readonly angle: number;
}

/**
 * Where the plane of a telescope and of the axis of its image meets the ground (z = 0): the line on which the shower
 * fell. The plane is spanned by two directions of the image as in ctapipe's `HillasReconstructor`; its
 * section with the ground is exact where that one projects along the pointing.
 *
 * @param pointing of the telescope
 * @param position of the telescope in the ground frame [m]
 * @returns undefined where something is not finite, or the plane lies flat
 */
export function imageAxisOnGround(
  axis: ImageAxis,
  pointing: HorizontalDirection,
  position: ArrayLike<number>,
): GroundLine | undefined {
  const [centroid, further] = axisVectors(axis, pointing);
  const normal = cross(centroid, further);
  const across = Math.hypot(normal[0], normal[1]);
  if (!(across > 1e-9 * Math.hypot(across, normal[2]))) return undefined;
  // n · (P − T) = 0 with P on the ground, as near to the telescope as can be.
  const shift = (normal[2] * position[2]) / (across * across);
  const angle = Math.atan2(-normal[0], normal[1]) / RADIANS;
  const line = {
    x: position[0] + shift * normal[0],
    y: position[1] + shift * normal[1],
    angle: angle > 90 ? angle - 180 : angle <= -90 ? angle + 180 : angle,
  };
  return Number.isFinite(line.x + line.y + line.angle) ? line : undefined;
}

/**
 * An image as it is seen from another pointing, such as that of the array: its centroid and the direction of its axis
 * there [deg]. As ctapipe's `NominalFrame`.
 *
 * @param pointing of the telescope
 * @param origin the other pointing
 */
export function imageAxisAround(
  axis: ImageAxis,
  pointing: HorizontalDirection,
  origin: HorizontalDirection,
): ImageAxis {
  const [centroid, further] = axisVectors(axis, pointing).map((vector) =>
    fieldOfView(directionOf(vector), origin),
  );
  const psi = Math.atan2(further.lat - centroid.lat, further.lon - centroid.lon) / RADIANS;
  return { lon: centroid.lon, lat: centroid.lat, psi };
}

/** Unit vectors of the centroid and of a second point of the axis: north, west, up. */
function axisVectors({ lon, lat, psi }: ImageAxis, pointing: HorizontalDirection): Vector[] {
  const [dLon, dLat] = [STEP * Math.cos(psi * RADIANS), STEP * Math.sin(psi * RADIANS)];
  return [vectorOf(lon, lat, pointing), vectorOf(lon + dLon, lat + dLat, pointing)];
}

/** Unit vector of a place of the telescope frame: the inverse of `fieldOfView`. */
function vectorOf(lon: number, lat: number, { alt, az }: HorizontalDirection): Vector {
  const [sinAlt, cosAlt] = [Math.sin(alt * RADIANS), Math.cos(alt * RADIANS)];
  const [sinAz, cosAz] = [Math.sin(az * RADIANS), Math.cos(az * RADIANS)];
  const forward = Math.cos(lat * RADIANS) * Math.cos(lon * RADIANS);
  const along = Math.cos(lat * RADIANS) * Math.sin(lon * RADIANS);
  const up = Math.sin(lat * RADIANS);
  // Azimuth grows towards east, y towards west.
  return [
    forward * cosAlt * cosAz - along * sinAz - up * sinAlt * cosAz,
    -forward * cosAlt * sinAz - along * cosAz + up * sinAlt * sinAz,
    forward * sinAlt + up * cosAlt,
  ];
}

function directionOf([x, y, z]: Vector): HorizontalDirection {
  return { alt: Math.atan2(z, Math.hypot(x, y)) / RADIANS, az: Math.atan2(-y, x) / RADIANS };
}

function cross(a: Vector, b: Vector): Vector {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}
