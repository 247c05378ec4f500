import type { CameraPixels, PixelShape } from './camera-pixels.ts';

/** Corners of the polygon as which a circle is drawn. */
const CIRCLE_CORNERS = 24;

/**
 * Half the width of a pixel of a given area: half of flat to flat of a hexagon, half the edge of a
 * square, the radius of a circle.
 */
export function halfWidth(area: number, shape: PixelShape): number {
  switch (shape) {
    case 'hexagon':
      return Math.sqrt(area / (2 * Math.sqrt(3)));
    case 'square':
      return Math.sqrt(area) / 2;
    case 'circle':
      return Math.sqrt(area / Math.PI);
  }
}

/** Half the width of every pixel, shape (n_pixels). */
export function halfWidths({ pixArea, shape }: CameraPixels): Float64Array {
  return pixArea.map((area) => halfWidth(area, shape));
}

/** The outline of a pixel of half width 1 about the origin. */
export interface UnitOutline {
  /** Corners, counter-clockwise: x, y, x, y, … Edge k goes from corner k to corner k + 1. */
  readonly corners: Float64Array;
  /** Unit vectors outwards through the middle of edge k: x, y, x, y, … */
  readonly normals: Float64Array;
}

/**
 * The outline that all pixels of a camera share but for their size, with the conventions of ctapipe's
 * display: a hexagon of rotation 0 stands on a corner, a square of rotation 0 on an edge.
 */
export function unitOutline({ shape, rotationDeg }: CameraPixels): UnitOutline {
  const { count, first } = {
    hexagon: { count: 6, first: 90 + rotationDeg },
    square: { count: 4, first: 45 + rotationDeg },
    circle: { count: CIRCLE_CORNERS, first: 0 },
  }[shape];
  // Corners of a hexagon or square touch a circle about it, those of a circle lie on it.
  const radius = shape === 'circle' ? 1 : 1 / Math.cos(Math.PI / count);
  const corners = new Float64Array(2 * count);
  const normals = new Float64Array(2 * count);
  for (let k = 0; k < count; k++) {
    const corner = ((first + (360 * k) / count) * Math.PI) / 180;
    const normal = corner + Math.PI / count;
    corners[2 * k] = radius * Math.cos(corner);
    corners[2 * k + 1] = radius * Math.sin(corner);
    normals[2 * k] = Math.cos(normal);
    normals[2 * k + 1] = Math.sin(normal);
  }
  return { corners, normals };
}
