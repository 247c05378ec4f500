import type { CameraFrame } from './camera-pixels.ts';

/** A 2 × 2 matrix, row by row. */
export type Matrix = readonly [xx: number, xy: number, yx: number, yy: number];

/**
 * From CameraFrame to another frame but for the scale, with ctapipe's conventions: the sky shows
 * (y, x); the engineering frame shows (−y, −x) of one mirror and (y, −x) of two.
 */
function fromCamera(frame: CameraFrame, mirrors: 1 | 2): Matrix {
  switch (frame) {
    case 'camera':
      return [1, 0, 0, 1];
    case 'sky':
      return [0, 1, 1, 0];
    case 'engineering':
      return mirrors === 1 ? [0, -1, -1, 0] : [0, 1, -1, 0];
  }
}

/** Product of two matrices: first `b`, then `a`. */
export function multiply(a: Matrix, b: Matrix): Matrix {
  return [
    a[0] * b[0] + a[1] * b[2],
    a[0] * b[1] + a[1] * b[3],
    a[2] * b[0] + a[3] * b[2],
    a[2] * b[1] + a[3] * b[3],
  ];
}

/** How directions turn (and flip) when positions given in one frame are shown in another. */
export function frameMatrix(from: CameraFrame, to: CameraFrame, mirrors: 1 | 2 = 1): Matrix {
  const [xx, xy, yx, yy] = fromCamera(from, mirrors);
  // The matrices are orthogonal: the inverse is the transpose.
  return multiply(fromCamera(to, mirrors), [xx, yx, xy, yy]);
}
