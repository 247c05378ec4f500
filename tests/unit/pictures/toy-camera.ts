import { findNeighbors } from '../../../core/instrument/find-neighbors.ts';
import type { CameraGeometry, PixelShape } from '../../../core/instrument/camera-geometry.ts';

/** Camera of pixels of width 1 at the given places. */
export function toyCamera(
  pixType: PixelShape,
  places: readonly (readonly [number, number])[],
): CameraGeometry {
  const pixX = Float64Array.from(places, ([x]) => x);
  const pixY = Float64Array.from(places, ([, y]) => y);
  const area = { hexagon: Math.sqrt(3) / 2, square: 1, circle: Math.PI / 4 }[pixType];
  return {
    name: 'Toy',
    frame: 'TelescopeFrame',
    nPixels: places.length,
    pixId: Int32Array.from(places.keys()),
    pixX,
    pixY,
    pixArea: new Float64Array(places.length).fill(area),
    pixType,
    pixRotation: 0,
    camRotation: 0,
    neighbors: findNeighbors(pixX, pixY, pixType),
  };
}

/** A hexagon of width 1 (standing on a corner) and its six neighbours. */
export const flower: readonly (readonly [number, number])[] = [
  [0, 0],
  ...[0, 60, 120, 180, 240, 300].map(
    (angle) => [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)] as const,
  ),
];
