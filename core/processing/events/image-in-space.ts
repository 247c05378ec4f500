import { fieldOfView, type HorizontalDirection } from '../../instrument/field-of-view.ts';
import { type ImageAxis, imageAxisAround, imageAxisOnGround } from '../../instrument/image-axis.ts';
import type { TelescopePlan } from '../plan/analysis-plan.ts';

/** An image on the sky around the pointing of the array, longitude growing with azimuth. */
export interface ImageOnSky {
  /** Pointing of the telescope. */
  readonly pointingLonDeg: number;
  readonly pointingLatDeg: number;
  /** Centroid and direction of the major axis. */
  readonly axis: {
    readonly lonDeg: number;
    readonly latDeg: number;
    readonly psiDeg: number;
  } | null;
}

/** A line on the ground, by a point (x to north, y to west [m]) and its angle from north to west. */
export interface LineOnGround {
  readonly x: number;
  readonly y: number;
  readonly angleDeg: number;
}

/** The axis of an image in the telescope frame, in whichever frame its parameters are; undefined without them. */
export function imageAxis(
  { parameterGeometry, focalLength }: TelescopePlan,
  parameters: Readonly<Record<string, number | null>>,
): ImageAxis | undefined {
  const isSky = parameterGeometry.frame === 'TelescopeFrame';
  const prefix = isSky ? 'hillas' : 'camera_frame_hillas';
  const of = (name: string) => parameters[`${prefix}_${name}`] ?? undefined;
  const [x, y, psi] = [of(isSky ? 'fov_lon' : 'x'), of(isSky ? 'fov_lat' : 'y'), of('psi')];
  if (x === undefined || y === undefined || psi === undefined) return undefined;
  if (isSky) return { lon: x, lat: y, psi };
  // As `toTelescopeFrame`: the axes are swapped.
  const degrees = 180 / Math.PI / focalLength;
  return { lon: y * degrees, lat: x * degrees, psi: 90 - psi };
}

/**
 * Where an image lies on the sky of the array and on the ground.
 *
 * @param pointing of the telescope
 * @param position of the telescope [m]
 */
export function imageInSpace(
  axis: ImageAxis | undefined,
  pointing: HorizontalDirection,
  arrayPointing: HorizontalDirection,
  position: ArrayLike<number>,
): { readonly onSky: ImageOnSky | null; readonly axisOnGround: LineOnGround | null } {
  const center = directionOnSky(pointing, arrayPointing);
  const around = axis === undefined ? undefined : imageAxisAround(axis, pointing, arrayPointing);
  const line = axis === undefined ? undefined : imageAxisOnGround(axis, pointing, position);
  return {
    onSky:
      center === null
        ? null
        : {
            pointingLonDeg: center.lonDeg,
            pointingLatDeg: center.latDeg,
            axis:
              around === undefined || !Number.isFinite(around.lon + around.lat + around.psi)
                ? null
                : { lonDeg: around.lon, latDeg: around.lat, psiDeg: around.psi },
          },
    axisOnGround: line === undefined ? null : { x: line.x, y: line.y, angleDeg: line.angle },
  };
}

/** A direction as offsets from the pointing of the array; null where either is not known. */
export function directionOnSky(
  direction: HorizontalDirection,
  arrayPointing: HorizontalDirection,
): { readonly lonDeg: number; readonly latDeg: number } | null {
  const { lon, lat } = fieldOfView(direction, arrayPointing);
  return Number.isFinite(lon + lat) ? { lonDeg: lon, latDeg: lat } : null;
}
