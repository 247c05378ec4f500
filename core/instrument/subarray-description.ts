import type { CameraGeometry } from './camera-geometry.ts';
import type { CameraReadout } from './camera-readout.ts';
import type { OpticsDescription } from './optics-description.ts';

/** A camera: geometry in the camera frame and readout. Telescopes of one kind share the object. */
export interface CameraDescription {
  readonly name: string;
  /** Always in `CameraFrame` [m]. */
  readonly geometry: CameraGeometry;
  readonly readout: CameraReadout;
}

/** One telescope. */
export interface TelescopeDescription {
  readonly telId: number;
  /** Name as ctapipe builds it: SIZE_OPTICS_CAMERA, such as `LST_LST_LSTCam`. */
  readonly type: string;
  readonly name: string;
  /** Index into `SubarrayDescription.cameras`. */
  readonly camera: number;
  /** Index into `SubarrayDescription.optics`. */
  readonly optic: number;
  /** Position in the ground frame (x north, y west, z up) [m]. */
  readonly position: readonly [number, number, number];
}

/** Which focal length converts metres in the focal plane to angles. */
export type FocalLengthChoice = 'EFFECTIVE' | 'EQUIVALENT';

/** A set of telescopes that observe together. */
export interface SubarrayDescription {
  readonly name: string;
  /** In ascending order of tel_id. */
  readonly telescopes: readonly TelescopeDescription[];
  /** Distinct cameras. */
  readonly cameras: readonly CameraDescription[];
  /** Distinct optics. */
  readonly optics: readonly OpticsDescription[];
  /** Origin of the ground frame: WGS84 longitude, latitude [deg] and height [m]. */
  readonly referenceLocation: {
    readonly longitude: number;
    readonly latitude: number;
    readonly height: number;
  };
}
