import type { CameraGeometry } from '../instrument/camera-geometry.ts';
import { pixelWidth } from '../instrument/pixel-width.ts';

/** Corners of all pixels, in the unit of the geometry. */
export interface PixelCorners {
  /** Corners per pixel: 6 of hexagons, 4 of squares, 24 of circles (drawn as polygons). */
  readonly perPixel: number;
  /** Counter-clockwise, shape (n_pixels, perPixel). */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Width of each pixel, shape (n_pixels). */
  readonly width: Float64Array;
}

/**
 * Corners of the pixels from their centres, areas, shape and rotation, with the conventions of
 * ctapipe's camera display: a hexagon of rotation 0 stands on a corner, a square of rotation 0 has
 * edges along the axes.
 */
export function pixelCorners(geometry: CameraGeometry): PixelCorners {
  const { pixX, pixY, pixArea, pixType, pixRotation, nPixels } = geometry;
  const width = pixelWidth(pixArea, pixType);
  const { perPixel, first, radius } = {
    hexagon: { perPixel: 6, first: 90 + pixRotation, radius: 1 / Math.sqrt(3) },
    square: { perPixel: 4, first: 45 + pixRotation, radius: Math.SQRT1_2 },
    circle: { perPixel: 24, first: 0, radius: 0.5 },
  }[pixType];
  const x = new Float64Array(nPixels * perPixel);
  const y = new Float64Array(nPixels * perPixel);
  for (let k = 0; k < perPixel; k++) {
    const angle = ((first + (360 * k) / perPixel) * Math.PI) / 180;
    const dx = radius * Math.cos(angle);
    const dy = radius * Math.sin(angle);
    for (let i = 0; i < nPixels; i++) {
      x[i * perPixel + k] = pixX[i] + dx * width[i];
      y[i * perPixel + k] = pixY[i] + dy * width[i];
    }
  }
  return { perPixel, x, y, width };
}
