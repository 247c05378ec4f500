import type { CameraFrameName } from '../instrument/camera-geometry.ts';
import { focalLength } from '../instrument/focal-length.ts';
import { guessRadius } from '../instrument/guess-radius.ts';
import type { FocalLengthChoice, SubarrayDescription } from '../instrument/subarray-description.ts';

/** What stereo reconstruction needs to know of the telescopes, in the order of the subarray. */
export interface StereoArray {
  /** Frame of the image parameters. */
  readonly frame: CameraFrameName;
  /** Ground frame (x north, y west, z up) [m], shape (n_telescopes, 3). */
  readonly positions: Float64Array;
  /** Radius of the camera [deg in `TelescopeFrame`, m in `CameraFrame`], shape (n_telescopes). */
  readonly cameraRadius: Float64Array;
  /** Focal length [m], shape (n_telescopes). */
  readonly focalLength: Float64Array;
  /** Height of the ground frame's origin above sea level [m]. */
  readonly referenceHeight: number;
}

/**
 * Collects what stereo reconstruction needs from the description of the subarray, once per run.
 *
 * @param choice focal length that converts metres to angles
 * @param frame frame in which the image parameters are given
 * @throws PhotoelectronError `focal-length-missing` when the effective one is asked for and absent
 */
export function stereoArray(
  subarray: SubarrayDescription,
  choice: FocalLengthChoice,
  frame: CameraFrameName = 'TelescopeFrame',
): StereoArray {
  const radii = subarray.cameras.map(({ geometry }) => guessRadius(geometry));
  const focal = subarray.telescopes.map(({ optic }) => focalLength(subarray.optics[optic], choice));
  const cameraRadius = Float64Array.from(subarray.telescopes, ({ camera }, i) =>
    frame === 'CameraFrame' ? radii[camera] : ((radii[camera] / focal[i]) * 180) / Math.PI,
  );
  return {
    frame,
    positions: Float64Array.from(subarray.telescopes.flatMap(({ position }) => position)),
    cameraRadius,
    focalLength: Float64Array.from(focal),
    referenceHeight: subarray.referenceLocation.height,
  };
}
