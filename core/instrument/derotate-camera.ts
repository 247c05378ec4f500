import type { CameraGeometry } from './camera-geometry.ts';

/**
 * Turns pixel positions by the rotation of the camera, so that they are given in the frame itself;
 * the pixels turn with them. As `CameraGeometry.rotate(cam_rotation)` of ctapipe. Neighbours are
 * kept, because turning changes no distance.
 */
export function derotateCamera(geometry: CameraGeometry): CameraGeometry {
  if (geometry.camRotation === 0) return geometry;
  const angle = (geometry.camRotation * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const { pixX, pixY } = geometry;
  const turnedX = new Float64Array(pixX.length);
  const turnedY = new Float64Array(pixX.length);
  for (let pixel = 0; pixel < pixX.length; ++pixel) {
    turnedX[pixel] = cos * pixX[pixel] + sin * pixY[pixel];
    turnedY[pixel] = -sin * pixX[pixel] + cos * pixY[pixel];
  }
  return {
    ...geometry,
    pixX: turnedX,
    pixY: turnedY,
    pixRotation: geometry.pixRotation - geometry.camRotation,
    camRotation: 0,
  };
}
