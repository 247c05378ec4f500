import type { CustomSeriesOption } from 'echarts/charts';
import { dashPattern } from './dash-pattern.ts';
import type { PlotLayout } from './plot-layout.ts';
import type { PlotCurve, PlotModel } from './plot-model.ts';
import { pointOnScreen } from './plot-points.ts';
import type { PlotTheme } from './plot-theme.ts';

/** Half of the line across the end of an error bar [px]. */
const CAP = 2.5;

/**
 * What lies behind the curves, as one series with one element: shaded ranges, bands, lines across the plot and error
 * bars. One element, because ECharts takes its time for each.
 */
export function backgroundSeries(
  model: PlotModel,
  layout: PlotLayout,
  theme: PlotTheme,
): CustomSeriesOption {
  const children = [
    ...spans(model, layout, theme),
    ...bands(model, layout, theme),
    ...guides(model, layout, theme),
    ...model.curves
      .map((curve) => errorBars(curve, layout, theme))
      .filter((bars) => bars !== undefined),
  ];
  return {
    type: 'custom',
    id: 'background',
    // One point inside the axes, so that there is something to draw.
    data: [[0, 0]],
    encode: { x: [], y: [], tooltip: [] },
    silent: true,
    animation: false,
    clip: true,
    z: 1,
    renderItem: () => ({ type: 'group', children }),
  };
}

function spans({ spans: all }: PlotModel, layout: PlotLayout, theme: PlotTheme) {
  const { inner } = layout;
  return all.map(({ from, to, color }) => {
    const [left] = pointOnScreen(layout, from, layout.y.high);
    const [right] = pointOnScreen(layout, to, layout.y.high);
    return {
      type: 'rect' as const,
      shape: { x: left, y: inner.top, width: right - left, height: inner.height },
      style: { fill: theme.color(color), opacity: all.length > 1 ? 0.1 : 0.16 },
    };
  });
}

function bands({ bands: all }: PlotModel, layout: PlotLayout, theme: PlotTheme) {
  return all.map(({ x, low, high, color }) => {
    const upper = Array.from(x, (at, i) => pointOnScreen(layout, at, high[i]));
    const lower = Array.from(x, (at, i) => pointOnScreen(layout, at, low[i]));
    return {
      type: 'polygon' as const,
      shape: { points: [...upper, ...lower.reverse()] },
      style: { fill: theme.color(color), opacity: 0.2 },
    };
  });
}

function guides({ guides: all }: PlotModel, layout: PlotLayout, theme: PlotTheme) {
  const { x, y } = layout;
  return all.map(({ axis, at, color, dash }) => {
    const [x1, y1] =
      axis === 'x' ? pointOnScreen(layout, at, y.low) : pointOnScreen(layout, x.low, at);
    const [x2, y2] =
      axis === 'x' ? pointOnScreen(layout, at, y.high) : pointOnScreen(layout, x.high, at);
    return {
      type: 'line' as const,
      shape: { x1, y1, x2, y2 },
      style: { stroke: theme.color(color), lineWidth: 1, lineDash: dashPattern(dash) },
    };
  });
}

/** All error bars of a curve as one path. */
function errorBars({ x, low, high, color }: PlotCurve, layout: PlotLayout, theme: PlotTheme) {
  if (low === undefined || high === undefined) return undefined;
  const lines: string[] = [];
  for (let i = 0; i < x.length; i++) {
    const [at, lower] = pointOnScreen(layout, x[i], low[i]);
    const [, upper] = pointOnScreen(layout, x[i], high[i]);
    if (!Number.isFinite(at + lower + upper)) continue;
    lines.push(
      `M${at} ${lower}L${at} ${upper}`,
      `M${at - CAP} ${lower}L${at + CAP} ${lower}M${at - CAP} ${upper}L${at + CAP} ${upper}`,
    );
  }
  if (lines.length === 0) return undefined;
  return {
    type: 'path' as const,
    shape: { pathData: lines.join('') },
    style: { stroke: theme.color(color), fill: 'none', lineWidth: 1 },
  };
}
