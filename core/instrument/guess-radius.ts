import { borderPixelMask } from './border-pixel-mask.ts';
import type { CameraGeometry } from './camera-geometry.ts';

/**
 * Radius of a camera: the mean distance of its border pixels from the mean of all pixels, in the
 * unit of the pixel positions; NaN when there is no border. As `CameraGeometry.guess_radius` of
 * ctapipe.
 */
export function guessRadius(geometry: CameraGeometry): number {
  const { pixX, pixY, nPixels } = geometry;
  const centerX = pixX.reduce((sum, x) => sum + x, 0) / nPixels;
  const centerY = pixY.reduce((sum, y) => sum + y, 0) / nPixels;
  let [sum, count] = [0, 0];
  for (const [pixel, isBorder] of borderPixelMask(geometry).entries()) {
    if (isBorder === 0) continue;
    sum += Math.sqrt((pixX[pixel] - centerX) ** 2 + (pixY[pixel] - centerY) ** 2);
    count += 1;
  }
  return sum / count;
}
