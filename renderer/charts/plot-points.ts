import { axisCoordinate, type PlotAxis, axisPlace } from './plot-axis.ts';
import type { PlotCurve } from './plot-model.ts';
import type { PlotLayout } from './plot-layout.ts';

/**
 * Points of a curve as coordinates of the axes, in pairs. What a logarithmic axis has no place for lies far
 * below it on y, so that a line goes down to the axis; on x it is left out.
 */
export function curvePoints(curve: PlotCurve, { x, y }: Pick<PlotLayout, 'x' | 'y'>): number[][] {
  const floor = 2 * axisCoordinate(y.kind, y.low) - axisCoordinate(y.kind, y.high);
  const points: number[][] = [];
  for (let i = 0; i < Math.min(curve.x.length, curve.y.length); i++) {
    const [valueX, valueY] = [curve.x[i], curve.y[i]];
    if (x.kind === 'log' && !(valueX > 0)) continue;
    const isBelow = y.kind === 'log' && valueY <= 0;
    points.push([axisCoordinate(x.kind, valueX), isBelow ? floor : axisCoordinate(y.kind, valueY)]);
  }
  return points;
}

/** Place of a point of the plot [px]. */
export function pointOnScreen(layout: PlotLayout, x: number, y: number): [number, number] {
  const { inner } = layout;
  return [
    inner.left + axisPlace(layout.x, x) * inner.width,
    inner.top + (1 - safePlace(layout.y, y)) * inner.height,
  ];
}

/** What a logarithmic axis has no place for lies below it. */
function safePlace(axis: PlotAxis, value: number): number {
  return axis.kind === 'log' && value <= 0 ? -1 : axisPlace(axis, value);
}
