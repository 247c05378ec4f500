import type { CameraPixels } from './camera-pixels.ts';

/**
 * The nearest pixel in a direction: of those within 45° of it.
 *
 * @param direction in the frame of the positions; its length does not matter
 * @returns the pixel itself when there is none further on
 */
export function neighborTowards(
  { pixX, pixY }: CameraPixels,
  pixel: number,
  [directionX, directionY]: readonly [number, number],
): number {
  const length = Math.hypot(directionX, directionY);
  let best = pixel;
  let bestDistance = Infinity;
  for (let i = 0; i < pixX.length; i++) {
    const [dx, dy] = [pixX[i] - pixX[pixel], pixY[i] - pixY[pixel]];
    const distance = Math.hypot(dx, dy);
    const along = (dx * directionX + dy * directionY) / length;
    if (i === pixel || along < distance * Math.SQRT1_2 - 1e-12 * distance) continue;
    if (distance < bestDistance) {
      best = i;
      bestDistance = distance;
    }
  }
  return best;
}
