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
  return {
    ...geometry,
    pixX: pixX.map((x, pixel) => cos * x + sin * pixY[pixel]),
    pixY: pixY.map((y, pixel) => -sin * pixX[pixel] + cos * y),
    pixRotation: geometry.pixRotation - geometry.camRotation,
    camRotation: 0,
  };
}
