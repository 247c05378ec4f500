import {
  guessTelescope,
  type TelescopeGuess,
  unknownTelescope,
} from '../../instrument/guess-telescope.ts';
import type { ReflectorShape } from '../../instrument/optics-description.ts';
import { sizeTypeFromMirrorArea } from '../../instrument/size-type.ts';

/** Metaparameters of one telescope, or of the array, by name. */
export type MetaParameters = ReadonlyMap<string, string>;

/** What a file says of a telescope, as far as its names depend on it. */
export interface TelescopeNumbers {
  readonly nPixels: number;
  /** Nominal focal length [m]. */
  readonly focalLength: number;
  readonly nMirrorTiles: number;
  /** [m²] */
  readonly mirrorArea: number;
}

/** Names of a telescope and where they come from. */
export interface TelescopeNames extends TelescopeGuess {
  readonly origin: 'metaparameters' | 'known' | 'unknown';
}

/** Values of MIRROR_CLASS of sim_telarray. */
const SEGMENTED_MIRROR = 0;
const SOLID_PARABOLIC_MIRROR = 1;
const DUAL_MIRROR = 2;

function reflectorShape(meta: MetaParameters, mirrorClass: number): ReflectorShape {
  if (mirrorClass === DUAL_MIRROR) return 'SCHWARZSCHILD_COUDER';
  if (mirrorClass !== SEGMENTED_MIRROR) return 'UNKNOWN';
  if (Number(meta.get('PARABOLIC_DISH') ?? 0) === 1) return 'PARABOLIC';
  const shapeLength = Number(meta.get('DISH_SHAPE_Length') ?? 0);
  return shapeLength === Number(meta.get('FOCAL_Length') ?? 0) ? 'DAVIES_COTTON' : 'HYBRID';
}

/**
 * Names a telescope by the metaparameters of its file (`OPTICS_CONFIG_NAME`, `CAMERA_CONFIG_NAME`,
 * `MIRROR_CLASS`); a file without them by the table of known telescopes, and else by its mirror area
 * and number of pixels. As ctapipe does it, but a mirror class that sim_telarray does not define
 * counts as a missing one (ctapipe fails).
 */
export function nameTelescope(
  meta: MetaParameters | undefined,
  numbers: TelescopeNumbers,
): TelescopeNames {
  const opticsName = meta?.get('OPTICS_CONFIG_NAME');
  const cameraName = meta?.get('CAMERA_CONFIG_NAME');
  const mirrorClass = Number(meta?.get('MIRROR_CLASS') ?? NaN);
  if (
    meta !== undefined &&
    opticsName !== undefined &&
    cameraName !== undefined &&
    [SEGMENTED_MIRROR, SOLID_PARABOLIC_MIRROR, DUAL_MIRROR].includes(mirrorClass)
  ) {
    return {
      origin: 'metaparameters',
      sizeType: sizeTypeFromMirrorArea(numbers.mirrorArea),
      opticsName,
      cameraName,
      nMirrors: mirrorClass === DUAL_MIRROR ? 2 : 1,
      reflectorShape: reflectorShape(meta, mirrorClass),
    };
  }
  const known = guessTelescope(numbers.nPixels, numbers.focalLength, numbers.nMirrorTiles);
  if (known !== undefined) return { origin: 'known', ...known };
  return { origin: 'unknown', ...unknownTelescope(numbers.mirrorArea, numbers.nPixels) };
}
