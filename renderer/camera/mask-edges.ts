import type { CameraPixels } from './camera-pixels.ts';
import { makePixelGrid, nearestPixel, type PixelGrid } from './pixel-grid.ts';
import { halfWidths, unitOutline } from './pixel-outline.ts';

/**
 * Edges between the pixels of a mask and the others: an edge is left out where a pixel of the mask lies
 * on its other side, that is where one stands about one width further in the direction of the edge.
 *
 * @param mask 1 where a pixel belongs to it, shape (n_pixels)
 * @returns lines of two points each
 */
export function maskEdges(
  pixels: CameraPixels,
  mask: Uint8Array,
  grid: PixelGrid = makePixelGrid(pixels.pixX, pixels.pixY),
): number[][] {
  const { corners, normals } = unitOutline(pixels);
  const half = halfWidths(pixels);
  // The short edges of a circle look up to 30° past its neighbours.
  const within = pixels.shape === 'circle' ? 1.05 : 0.8;
  const edges: number[][] = [];
  for (let i = 0; i < half.length; i++) {
    if (mask[i] === 0) continue;
    const [x, y, h] = [pixels.pixX[i], pixels.pixY[i], half[i]];
    for (let k = 0; k < normals.length; k += 2) {
      const beyond = nearestPixel(
        grid,
        x + 2 * h * normals[k],
        y + 2 * h * normals[k + 1],
        h * within,
      );
      if (beyond >= 0 && mask[beyond] !== 0) continue;
      const next = (k + 2) % corners.length;
      edges.push([
        x + h * corners[k],
        y + h * corners[k + 1],
        x + h * corners[next],
        y + h * corners[next + 1],
      ]);
    }
  }
  return edges;
}

/** Outlines of some pixels, each a closed line. */
export function pixelOutlines(pixels: CameraPixels, which: Iterable<number>): Float64Array[] {
  const { corners } = unitOutline(pixels);
  const half = halfWidths(pixels);
  return Array.from(which, (i) =>
    corners.map((offset, k) => (k % 2 === 0 ? pixels.pixX[i] : pixels.pixY[i]) + half[i] * offset),
  );
}
