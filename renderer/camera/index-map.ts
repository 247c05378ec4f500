import type { CameraPixels } from './camera-pixels.ts';
import { type ScreenTransform, toScreen } from './camera-view.ts';
import { halfWidths, unitOutline } from './pixel-outline.ts';

/** Which camera pixel is under each screen pixel. */
export interface IndexMap {
  readonly width: number;
  readonly height: number;
  /** Camera pixel at the middle of each screen pixel, −1 where there is none; row by row, shape (height, width). */
  readonly pixel: Int32Array;
}

/** What is under a screen pixel between the camera pixels and around them. */
export const NO_PIXEL = -1;

/**
 * Draws the numbers of the camera pixels into a map: each with the rows that its true shape covers,
 * grown by half a screen pixel on every side so that gaps too narrow to be shown make no pattern. A
 * screen pixel belongs to the camera pixel whose grown shape contains its middle, and where shapes
 * overlap to that with the nearest centre (of equal ones the first).
 *
 * @param reuse an earlier map, whose memory is used again where it is large enough
 */
export function drawIndexMap(
  pixels: CameraPixels,
  transform: ScreenTransform,
  size: { readonly width: number; readonly height: number },
  reuse?: IndexMap,
): IndexMap {
  const { width, height } = size;
  const buffer = reuse?.pixel.buffer;
  const map: IndexMap = {
    width,
    height,
    pixel:
      buffer !== undefined && buffer.byteLength >= 4 * width * height
        ? new Int32Array(buffer, 0, width * height)
        : new Int32Array(width * height),
  };
  map.pixel.fill(NO_PIXEL);
  const centers = screenCenters(pixels, transform);
  if (pixels.shape === 'circle') drawCircles(map, centers);
  else drawPolygons(map, centers, screenNormals(pixels, transform));
  return map;
}

/** How much shapes are grown on every side [screen pixels]. */
export const GROWTH = 0.5;

/** The camera pixel at a point of the screen, `NO_PIXEL` where there is none. */
export function pixelAt({ width, height, pixel }: IndexMap, x: number, y: number): number {
  const [column, row] = [Math.floor(x), Math.floor(y)];
  if (!(column >= 0 && column < width && row >= 0 && row < height)) return NO_PIXEL;
  return pixel[row * width + column];
}

/** Centres and grown half widths on the screen. */
interface ScreenCenters {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly half: Float64Array;
}

function screenCenters(pixels: CameraPixels, transform: ScreenTransform): ScreenCenters {
  const n = pixels.pixX.length;
  const [x, y] = [new Float64Array(n), new Float64Array(n)];
  for (let i = 0; i < n; i++) {
    const [screenX, screenY] = toScreen(transform, pixels.pixX[i], pixels.pixY[i]);
    x[i] = screenX;
    y[i] = screenY;
  }
  return { x, y, half: halfWidths(pixels).map((half) => half * transform.scale + GROWTH) };
}

/** Directions across the pairs of opposite edges, on the screen: x, y, x, y, … */
function screenNormals(pixels: CameraPixels, { xx, xy, yx, yy, scale }: ScreenTransform) {
  const { normals } = unitOutline(pixels);
  const slabs = new Float64Array(normals.length / 2);
  for (let k = 0; k < slabs.length; k += 2) {
    slabs[k] = (xx * normals[k] + xy * normals[k + 1]) / scale;
    slabs[k + 1] = (yx * normals[k] + yy * normals[k + 1]) / scale;
  }
  return slabs;
}

function drawCircles(map: IndexMap, { x, y, half }: ScreenCenters): void {
  for (let i = 0; i < x.length; i++) {
    const radius = half[i];
    const last = Math.min(map.height - 1, Math.ceil(y[i] + radius));
    for (let row = Math.max(0, Math.floor(y[i] - radius)); row <= last; row++) {
      const dy = row + 0.5 - y[i];
      const square = radius * radius - dy * dy;
      if (square < 0) continue;
      const reach = Math.sqrt(square);
      fillRow(map, row, x[i] - reach, x[i] + reach, i, x, y);
    }
  }
}

/** A convex shape of pairs of opposite edges is where all of |direction · offset| ≤ half width. */
function drawPolygons(map: IndexMap, { x, y, half }: ScreenCenters, slabs: Float64Array): void {
  for (let i = 0; i < x.length; i++) {
    // Corners of a square reach √2 as far as its edges, those of a hexagon less.
    const reach = half[i] * Math.SQRT2;
    const last = Math.min(map.height - 1, Math.ceil(y[i] + reach));
    for (let row = Math.max(0, Math.floor(y[i] - reach)); row <= last; row++) {
      const dy = row + 0.5 - y[i];
      let [from, to] = [-reach, reach];
      for (let k = 0; k < slabs.length; k += 2) {
        const across = slabs[k + 1] * dy;
        const slope = slabs[k];
        if (Math.abs(slope) < 1e-12) {
          if (Math.abs(across) > half[i]) to = -Infinity;
          continue;
        }
        const one = (-half[i] - across) / slope;
        const other = (half[i] - across) / slope;
        from = Math.max(from, Math.min(one, other));
        to = Math.min(to, Math.max(one, other));
      }
      if (from <= to) fillRow(map, row, x[i] + from, x[i] + to, i, x, y);
    }
  }
}

/** Gives a pixel the columns whose middles lie between two places of a row, unless another is nearer. */
function fillRow(
  { width, pixel }: IndexMap,
  row: number,
  from: number,
  to: number,
  index: number,
  centerX: Float64Array,
  centerY: Float64Array,
): void {
  const first = Math.max(0, Math.ceil(from - 0.5));
  const last = Math.min(width - 1, Math.floor(to - 0.5));
  for (let column = first; column <= last; column++) {
    const at = row * width + column;
    const other = pixel[at];
    if (other !== NO_PIXEL) {
      const [px, py] = [column + 0.5, row + 0.5];
      const otherSquare = (px - centerX[other]) ** 2 + (py - centerY[other]) ** 2;
      if (otherSquare <= (px - centerX[index]) ** 2 + (py - centerY[index]) ** 2) continue;
    }
    pixel[at] = index;
  }
}
