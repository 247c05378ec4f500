import { markRaw } from 'vue';
import type { CameraRecord } from '../../core/contract/records/event.ts';
import type { CameraPixels } from '../camera/camera-pixels.ts';

const known = new WeakMap<CameraRecord, CameraPixels>();

/** The pixels of a camera as the engine tells them, ready to be drawn: of one record always the same object, so that what was worked out for it is kept. */
export function cameraPixelsOf(camera: CameraRecord): CameraPixels {
  const before = known.get(camera);
  if (before !== undefined) return before;
  const { frame, unit, pixX, pixY, pixArea, shape, pixRotationDeg, mirrors } = camera;
  const pixels = markRaw({
    frame,
    unit,
    pixX,
    pixY,
    pixArea,
    shape,
    rotationDeg: pixRotationDeg,
    mirrors,
  });
  known.set(camera, pixels);
  return pixels;
}
