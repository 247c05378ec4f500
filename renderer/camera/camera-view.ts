import type { CameraFrame, CameraPixels } from './camera-pixels.ts';
import { frameMatrix, type Matrix, multiply } from './frame-matrix.ts';
import { halfWidths } from './pixel-outline.ts';

/** What part of a camera is looked at, and how it is turned. */
export interface CameraView {
  /** Point of the camera in the middle of the picture, in the unit and frame of its positions. */
  readonly centerX: number;
  readonly centerY: number;
  /** Screen pixels per unit of the positions. */
  readonly scale: number;
  /** Turn counter-clockwise [deg], after the frame. */
  readonly rotationDeg: number;
  /** Frame that is shown. */
  readonly frame: CameraFrame;
}

/** Size of a picture [screen pixels]. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** Camera to screen (y down): `x' = xx·x + xy·y + x0`, `y' = yx·x + yy·y + y0`. */
export interface ScreenTransform {
  readonly xx: number;
  readonly xy: number;
  readonly yx: number;
  readonly yy: number;
  readonly x0: number;
  readonly y0: number;
  /** Screen pixels per unit. */
  readonly scale: number;
}

/** Turn and flip of a view, y up. */
export function viewMatrix(pixels: CameraPixels, view: CameraView): Matrix {
  const angle = (view.rotationDeg * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return multiply([cos, -sin, sin, cos], frameMatrix(pixels.frame, view.frame, pixels.mirrors));
}

/** The transform of a view into a picture of a given size. */
export function screenTransform(
  pixels: CameraPixels,
  view: CameraView,
  { width, height }: PictureSize,
): ScreenTransform {
  const [a, b, c, d] = viewMatrix(pixels, view);
  const { scale, centerX, centerY } = view;
  const [xx, xy, yx, yy] = [a * scale, b * scale, -c * scale, -d * scale];
  return {
    xx,
    xy,
    yx,
    yy,
    x0: width / 2 - xx * centerX - xy * centerY,
    y0: height / 2 - yx * centerX - yy * centerY,
    scale,
  };
}

/** Point of the camera under a point of the screen. */
export function toCamera(
  { xx, xy, yx, yy, x0, y0, scale }: ScreenTransform,
  x: number,
  y: number,
): readonly [x: number, y: number] {
  // Orthogonal but for the scale: the inverse is the transpose over its square.
  const [dx, dy, square] = [x - x0, y - y0, scale * scale];
  return [(xx * dx + yx * dy) / square, (xy * dx + yy * dy) / square];
}

/** Point of the screen where a point of the camera is shown. */
export function toScreen(
  { xx, xy, yx, yy, x0, y0 }: ScreenTransform,
  x: number,
  y: number,
): readonly [x: number, y: number] {
  return [xx * x + xy * y + x0, yx * x + yy * y + y0];
}

/**
 * The view that shows the whole camera as large as it fits.
 *
 * @param margin free space on every side [screen pixels]
 */
export function fitView(
  pixels: CameraPixels,
  turn: Pick<CameraView, 'frame' | 'rotationDeg'>,
  { width, height }: PictureSize,
  margin: number,
): CameraView {
  const unscaled: CameraView = { ...turn, centerX: 0, centerY: 0, scale: 1 };
  const [a, b, c, d] = viewMatrix(pixels, unscaled);
  const half = halfWidths(pixels);
  // How far corners are compared with the middles of edges.
  const cornerReach = { circle: 1, hexagon: 2 / Math.sqrt(3), square: Math.SQRT2 }[pixels.shape];
  let [left, right, bottom, top] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let i = 0; i < half.length; i++) {
    const x = a * pixels.pixX[i] + b * pixels.pixY[i];
    const y = c * pixels.pixX[i] + d * pixels.pixY[i];
    const reach = half[i] * cornerReach;
    left = Math.min(left, x - reach);
    right = Math.max(right, x + reach);
    bottom = Math.min(bottom, y - reach);
    top = Math.max(top, y + reach);
  }
  if (!(right > left && top > bottom)) return unscaled;
  const [x, y] = [(left + right) / 2, (bottom + top) / 2];
  return {
    ...turn,
    // Back into the frame of the positions by the transpose.
    centerX: a * x + c * y,
    centerY: b * x + d * y,
    scale: Math.max(
      1e-6,
      Math.min((width - 2 * margin) / (right - left), (height - 2 * margin) / (top - bottom)),
    ),
  };
}

/** Moves what is shown by a distance on the screen, as a hand that drags it. */
export function panView(
  pixels: CameraPixels,
  view: CameraView,
  dx: number,
  dy: number,
): CameraView {
  const transform = screenTransform(pixels, view, { width: 0, height: 0 });
  const [centerX, centerY] = toCamera(transform, -dx, -dy);
  return { ...view, centerX, centerY };
}

/**
 * Magnifies about a point of the screen, which keeps what it shows.
 *
 * @param limits least and largest scale
 */
export function zoomView(
  pixels: CameraPixels,
  view: CameraView,
  factor: number,
  { x, y, size, limits }: ZoomPlace,
): CameraView {
  const scale = Math.min(limits[1], Math.max(limits[0], view.scale * factor));
  const [fixedX, fixedY] = toCamera(screenTransform(pixels, view, size), x, y);
  const zoomed = { ...view, scale };
  const [nowX, nowY] = toCamera(screenTransform(pixels, zoomed, size), x, y);
  return {
    ...zoomed,
    centerX: view.centerX + fixedX - nowX,
    centerY: view.centerY + fixedY - nowY,
  };
}

/** Where a view is magnified. */
export interface ZoomPlace {
  /** Point of the screen that keeps what it shows. */
  readonly x: number;
  readonly y: number;
  readonly size: PictureSize;
  /** Least and largest scale. */
  readonly limits: readonly [least: number, largest: number];
}
