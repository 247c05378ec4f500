import { PhotoelectronError } from '../foundation/errors.ts';
import type { CameraGeometry } from './camera-geometry.ts';
import { derotateCamera } from './derotate-camera.ts';

/**
 * Transforms a camera to the engineering frame: the camera as somebody in the dish sees it, x to the
 * right and y up, as MAGIC and FACT use it. One mirror: x' = −y, y' = −x; two mirrors: x' = y,
 * y' = −x. As `CameraGeometry.transform_to(EngineeringCameraFrame(n_mirrors=…))` of ctapipe.
 *
 * @param geometry camera in `CameraFrame` [m]
 * @param nMirrors number of mirrors, 1 or 2
 * @throws PhotoelectronError `argument-invalid` when the camera is in another frame or there are
 *   neither one nor two mirrors
 */
export function toEngineeringFrame(geometry: CameraGeometry, nMirrors: number): CameraGeometry {
  if (geometry.frame !== 'CameraFrame' || (nMirrors !== 1 && nMirrors !== 2)) {
    throw new PhotoelectronError(
      'argument-invalid',
      `Camera ${geometry.name} (${geometry.frame}, ${nMirrors} mirrors) cannot be transformed to the engineering frame, which is defined from CameraFrame with one or two mirrors.`,
    );
  }
  const camera = derotateCamera(geometry);
  return {
    ...camera,
    frame: 'EngineeringCameraFrame',
    pixX: camera.pixY.map((y) => (nMirrors === 1 ? -y : y)),
    pixY: camera.pixX.map((x) => -x),
    pixRotation: nMirrors === 1 ? -90 - camera.pixRotation : camera.pixRotation + 90,
    camRotation: 0,
  };
}
