import type { PlaneExtent } from './plane-view.ts';

/** A piece of a straight line. */
export interface LinePiece {
  readonly fromU: number;
  readonly fromV: number;
  readonly toU: number;
  readonly toV: number;
}

/**
 * The piece of an endless line that is within an extent; undefined where it passes by.
 *
 * @param angle from u to v [rad]
 */
export function clipLine(
  u: number,
  v: number,
  angle: number,
  extent: PlaneExtent,
): LinePiece | undefined {
  const [du, dv] = [Math.cos(angle), Math.sin(angle)];
  const [a, b] = [
    between(u, du, extent.lowU, extent.highU),
    between(v, dv, extent.lowV, extent.highV),
  ];
  const [from, to] = [Math.max(a[0], b[0]), Math.min(a[1], b[1])];
  if (!(from < to)) return undefined;
  return { fromU: u + from * du, fromV: v + from * dv, toU: u + to * du, toV: v + to * dv };
}

/** For which lengths along a line a coordinate is between two limits. */
function between(at: number, step: number, low: number, high: number): [number, number] {
  if (Math.abs(step) < 1e-12) return at >= low && at <= high ? [-Infinity, Infinity] : [1, 0];
  const ends = [(low - at) / step, (high - at) / step];
  return [Math.min(...ends), Math.max(...ends)];
}
