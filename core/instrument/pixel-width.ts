import type { PixelShape } from './camera-geometry.ts';

/**
 * Widths of pixels from their areas: flat to flat of hexagons, edges of squares, diameters of
 * circles. As `CameraGeometry.pixel_width` of ctapipe.
 *
 * @param pixArea areas, shape (n_pixels)
 * @returns widths in the unit whose square is that of the areas, shape (n_pixels)
 */
export function pixelWidth(pixArea: Float64Array, pixType: PixelShape): Float64Array {
  switch (pixType) {
    case 'hexagon':
      return pixArea.map((area) => 2 * Math.sqrt(area / (2 * Math.sqrt(3))));
    case 'square':
      return pixArea.map(Math.sqrt);
    case 'circle':
      return pixArea.map((area) => 2 * Math.sqrt(area / Math.PI));
  }
}
