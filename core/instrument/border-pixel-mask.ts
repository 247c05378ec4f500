import { PhotoelectronError } from '../foundation/errors.ts';
import type { CameraGeometry } from './camera-geometry.ts';

/**
 * Marks the pixels at the edge of a camera: those that are neighbours of fewer pixels than the
 * best connected pixel is; every further ring of width is the set of the pixels that have a
 * neighbour in the mask before. As `CameraGeometry.get_border_pixel_mask` of ctapipe, which does
 * not join the masks (a border pixel without a border pixel beside it falls out of wider masks).
 *
 * @param width width of the border in pixels, at least 1
 * @returns 1 at the border, shape (n_pixels)
 * @throws PhotoelectronError `argument-invalid` unless width is a positive integer
 */
export function borderPixelMask(geometry: CameraGeometry, width = 1): Uint8Array {
  if (!Number.isInteger(width) || width < 1) {
    throw new PhotoelectronError(
      'argument-invalid',
      `The width of a camera border must be a whole number of pixels from 1, not ${width}.`,
    );
  }
  const { indptr, indices } = geometry.neighbors;
  const connections = new Int32Array(geometry.nPixels);
  for (const pixel of indices) connections[pixel] += 1;
  let most = 0;
  for (const count of connections) most = Math.max(most, count);
  let mask = Uint8Array.from(connections, (count) => (count < most ? 1 : 0));
  for (let ring = 1; ring < width; ++ring) {
    const wider = new Uint8Array(geometry.nPixels);
    for (let pixel = 0; pixel < geometry.nPixels; ++pixel) {
      for (let k = indptr[pixel]; k < indptr[pixel + 1]; ++k) wider[pixel] |= mask[indices[k]];
    }
    mask = wider;
  }
  return mask;
}
