import type { CameraGeometry } from '../../../../core/instrument/camera-geometry.ts';
import type { CameraPixels, PixelShape } from '../../../../renderer/camera/camera-pixels.ts';
import { flower, toyCamera } from '../../pictures/toy-camera.ts';

/** A camera of the core as the display takes it. */
export function cameraPixels(geometry: CameraGeometry): CameraPixels {
  const frames = {
    CameraFrame: 'camera',
    EngineeringCameraFrame: 'engineering',
    TelescopeFrame: 'sky',
  } as const;
  return {
    frame: frames[geometry.frame],
    unit: geometry.frame === 'TelescopeFrame' ? 'deg' : 'm',
    pixX: geometry.pixX,
    pixY: geometry.pixY,
    pixArea: geometry.pixArea,
    shape: geometry.pixType,
    rotationDeg: geometry.pixRotation,
  };
}

/** Pixels of width 1 at the given places. */
export function pixelsAt(
  shape: PixelShape,
  places: readonly (readonly [number, number])[],
): CameraPixels {
  return cameraPixels(toyCamera(shape, places));
}

/** A hexagon and its six neighbours. */
export const flowerPixels = pixelsAt('hexagon', flower);
