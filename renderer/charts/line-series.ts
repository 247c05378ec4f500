import { valueText } from '../camera/value-text.ts';
import type { CsvColumn } from '../exports/csv-text.ts';
import { axisColumn } from './chart-columns.ts';
import {
  DASHES,
  type LineDash,
  MARKERS,
  type MarkerShape,
  type PlotAxisModel,
  type PlotCurve,
  SERIES_COLORS,
} from './plot-model.ts';
import { timeReading } from './time-ticks.ts';

/** A line or points. */
export interface LineSeries {
  readonly name: string;
  /** Ascending where it is a line; milliseconds since 1970 (UTC) on a time axis. */
  readonly x: ArrayLike<number>;
  /** As long as x; NaN interrupts the line. */
  readonly y: ArrayLike<number>;
  /** Half of the length of the error bars, as long as x; or both ends of them. */
  readonly yError?:
    | ArrayLike<number>
    | { readonly low: ArrayLike<number>; readonly high: ArrayLike<number> }
    | undefined;
  /** `none`: points only. Default: by place, the first solid. */
  readonly dash?: LineDash | 'none' | undefined;
  /** Default: none where there is a line, else by place. */
  readonly marker?: MarkerShape | undefined;
  /** Colour of the theme such as `--series-a`, or of CSS. Default: by place. */
  readonly color?: string | undefined;
  /** A line of steps: y holds from each x to the next, or around each x. */
  readonly steps?: 'after' | 'around' | undefined;
}

/** A series as it is drawn. */
export function lineCurve(series: LineSeries, place: number): PlotCurve {
  const { name, yError } = series;
  const dash = series.dash === 'none' ? undefined : (series.dash ?? nth(DASHES, place));
  const { x, y } = series.steps === undefined ? series : stepped(series);
  const bars = yError === undefined ? undefined : errorEnds(series.y, yError);
  return {
    name,
    x,
    y,
    ...(bars === undefined || series.steps !== undefined ? {} : bars),
    color: series.color ?? nth(SERIES_COLORS, place),
    dash,
    marker: series.marker ?? (dash === undefined ? nth(MARKERS, place) : 'none'),
  };
}

/** Two points per value; the last one is as long as the one before. */
function stepped({ x, y, steps }: LineSeries): Pick<PlotCurve, 'x' | 'y'> {
  const n = Math.min(x.length, y.length);
  // Half a step back where the steps stand around their places.
  const shift = steps === 'around' && n > 1 ? (x[0] - x[1]) / 2 : 0;
  const outX = new Float64Array(2 * n);
  const outY = new Float64Array(2 * n);
  for (let i = 0; i < n; i++) {
    const last = n > 1 ? 2 * x[n - 1] - x[n - 2] : x[i] + 1;
    outX[2 * i] = x[i] + shift;
    outX[2 * i + 1] = (i + 1 < n ? x[i + 1] : last) + shift;
    outY[2 * i] = y[i]!;
    outY[2 * i + 1] = y[i]!;
  }
  return { x: outX, y: outY };
}

function errorEnds(y: ArrayLike<number>, error: NonNullable<LineSeries['yError']>) {
  if ('low' in error) return { low: error.low, high: error.high };
  return {
    low: Array.from(y, (value, i) => value - error[i]),
    high: Array.from(y, (value, i) => value + error[i]),
  };
}

/** What each series has nearest to a place of the x axis. */
export function readLines(
  all: readonly LineSeries[],
  x: PlotAxisModel,
  y: PlotAxisModel,
  value: number,
): string[] {
  const lines: string[] = [];
  let header = '';
  for (const series of all) {
    const i = nearestIndex(series, value);
    if (i < 0) continue;
    const place = placeText(x, series.x[i], Math.abs(series.x[series.x.length - 1] - series.x[0]));
    if (place !== header) lines.push(place);
    header = place;
    const bars = series.yError === undefined ? undefined : errorEnds(series.y, series.yError);
    const error = bars === undefined ? '' : errorText(series.y[i], bars.low[i], bars.high[i]);
    lines.push(`${series.name}  ${valueText(series.y[i])}${error} ${y.unit}`.trim());
  }
  return lines;
}

function errorText(y: number, low: number, high: number): string {
  const [down, up] = [valueText(y - low), valueText(high - y)];
  return down === up ? ` ± ${up}` : ` +${up} −${down}`;
}

function placeText(axis: PlotAxisModel, value: number, range: number): string {
  if (axis.kind === 'time') return timeReading(value, range);
  return `${axis.label} ${valueText(value)} ${axis.unit}`.trim();
}

function nearestIndex({ x, steps }: LineSeries, value: number): number {
  let best = -1;
  for (let i = 0; i < x.length; i++) {
    const isBefore = steps !== 'after' || x[i] <= value;
    if (!isBefore || !Number.isFinite(x[i])) continue;
    if (best < 0 || Math.abs(x[i] - value) < Math.abs(x[best] - value)) best = i;
  }
  return best;
}

/** One sentence per series, for those who do not see them. */
export function describeLines(
  title: string,
  x: PlotAxisModel,
  y: PlotAxisModel,
  all: readonly LineSeries[],
): string {
  const sentences = all.map(({ name, x: xs, y: ys }) => {
    const known = Array.from(ys).filter((value) => Number.isFinite(value));
    if (known.length === 0) return `${name} has no values.`;
    const [low, high] = [Math.min(...known), Math.max(...known)];
    const from = placeText(x, xs[0], Infinity);
    const to = placeText(x, xs[xs.length - 1], Infinity);
    return `${name} has ${known.length} values between ${valueText(low)} and ${valueText(high)} ${y.unit}, from ${from} to ${to}.`;
  });
  return [`${title}, ${y.label} against ${x.label}.`, ...sentences].join(' ');
}

/** Numbers of the series; x once where all have the same. */
export function lineColumns(
  all: readonly LineSeries[],
  x: PlotAxisModel,
  y: PlotAxisModel,
): CsvColumn[] {
  const columns: CsvColumn[] = [];
  let before: ArrayLike<number> | undefined;
  for (const series of all) {
    if (series.x !== before) columns.push(axisColumn(x.label, x.unit, x.kind, series.x));
    before = series.x;
    columns.push({ name: series.name, unit: y.unit, values: series.y });
    if (series.yError === undefined) continue;
    const { low, high } = errorEnds(series.y, series.yError);
    columns.push(
      { name: `${series.name} lower`, unit: y.unit, values: low },
      { name: `${series.name} upper`, unit: y.unit, values: high },
    );
  }
  return columns;
}

function nth<T>(all: readonly T[], place: number): T {
  return all[place % all.length];
}
