import { PhotoelectronError } from '../foundation/errors.ts';
import type { CameraGeometry } from './camera-geometry.ts';
import { derotateCamera } from './derotate-camera.ts';

/**
 * Transforms a camera from the focal plane to the sky: degrees from the optical axis,
 * fov_lon = y / f and fov_lat = x / f without a tangent (equidistant mapping). As
 * `CameraGeometry.transform_to(TelescopeFrame())` of ctapipe: the axes are swapped, which mirrors
 * the camera, so the pixels turn to 90° − rotation.
 *
 * @param geometry camera in `CameraFrame` [m]
 * @param focalLength focal length [m], see `focalLength`
 * @throws PhotoelectronError `argument-invalid` when the camera is in another frame or the focal
 *   length is not a positive number
 */
export function toTelescopeFrame(geometry: CameraGeometry, focalLength: number): CameraGeometry {
  if (geometry.frame !== 'CameraFrame') {
    throw new PhotoelectronError(
      'argument-invalid',
      `Camera ${geometry.name} is given in ${geometry.frame}; only CameraFrame can be transformed to TelescopeFrame.`,
    );
  }
  if (!(focalLength > 0 && Number.isFinite(focalLength))) {
    throw new PhotoelectronError(
      'argument-invalid',
      `Camera ${geometry.name} cannot be transformed to TelescopeFrame with a focal length of ${focalLength} m.`,
    );
  }
  const camera = derotateCamera(geometry);
  const degrees = 180 / Math.PI;
  const scale = degrees / focalLength;
  return {
    ...camera,
    frame: 'TelescopeFrame',
    pixX: camera.pixY.map((y) => (y / focalLength) * degrees),
    pixY: camera.pixX.map((x) => (x / focalLength) * degrees),
    pixArea: camera.pixArea.map((area) => area * scale * scale),
    pixRotation: 90 - camera.pixRotation,
    camRotation: 0,
  };
}
