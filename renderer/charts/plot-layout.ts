import { axisCoordinate, axisValue, type PlotAxis, plotAxis } from './plot-axis.ts';
import { type AxisKind, axisName, type PlotAxisModel, type PlotModel } from './plot-model.ts';

/** Size of a plot with its axes [px]. */
export interface PlotSize {
  readonly width: number;
  readonly height: number;
}

/** Where the axes of a plot are. */
export interface PlotLayout extends PlotSize {
  /** The part within the axes [px]. */
  readonly inner: PlotSize & { readonly left: number; readonly top: number };
  /** Upper edge of the legend, which is over the plot [px]. */
  readonly legendTop: number;
  readonly x: PlotAxis;
  readonly y: PlotAxis;
  readonly xName: string;
  readonly yName: string;
}

/** Width of a digit beside an axis, and height of a line of text [px]. */
const DIGIT = 6.7;
const LINE = 16;
/** Ticks outward, and the room between them and their text [px]. */
export const TICK_LENGTH = 5;
const GAP = 4;
const MARGIN = { top: 10, right: 14 };
/** Width of the piece of line before a name of the legend, and of the room after it [px]. */
export const LEGEND_SAMPLE = 26;
export const LEGEND_GAP = 14;
const LEGEND_TOP = 2;
/** A tick with text takes about as much room [px]. */
const ROOM_X = { linear: 64, log: 56, time: 84 } as const;
const ROOM_Y = 36;
/** Room above the highest point, as part of the axis. */
const HEADROOM = 0.05;
/** Room beside the first and the last point, as part of the axis. */
const MARKER_ROOM = 0.02;

/** Lays out the axes of a plot; undefined when there is no room for them. */
export function layoutPlot(model: PlotModel, { width, height }: PlotSize): PlotLayout | undefined {
  const bottom = TICK_LENGTH + GAP + 2 * LINE;
  const top = MARGIN.top + legendHeight(model, width);
  const innerHeight = height - top - bottom;
  if (innerHeight < 24 || width < 96) return undefined;
  const yRange = withHeadroom(model.y.kind, extentOf(model, 'y'));
  const y = plotAxis(rangeOf(model.y, yRange, true), innerHeight / ROOM_Y);
  const longest = Math.max(1, ...y.ticks.map(({ text }) => text.length));
  const left = Math.ceil(LINE + GAP + longest * DIGIT + GAP + TICK_LENGTH);
  const innerWidth = width - left - MARGIN.right;
  const x = plotAxis(
    rangeOf(model.x, withMarkersInside(model, extentOf(model, 'x')), false),
    innerWidth / ROOM_X[model.x.kind],
  );
  return {
    width,
    height,
    inner: { left, top, width: innerWidth, height: innerHeight },
    legendTop: LEGEND_TOP,
    x,
    y,
    xName: nameOf(model.x, x),
    yName: nameOf(model.y, y),
  };
}

/** Height of the names of the curves over the plot, line by line. */
function legendHeight({ curves, hasLegend }: PlotModel, width: number): number {
  if (!hasLegend || curves.length < 2) return 0;
  let lines = 1;
  let used = 0;
  for (const { name } of curves) {
    const entry = LEGEND_SAMPLE + LEGEND_GAP + name.length * DIGIT;
    if (used > 0 && used + entry > width - MARGIN.right) {
      lines += 1;
      used = 0;
    }
    used += entry;
  }
  return lines * LINE;
}

function nameOf(model: PlotAxisModel, axis: PlotAxis): string {
  if (axis.kind !== 'time') return axisName(model);
  // Hours alone do not say of which day they are.
  const hasDay = axis.ticks.some(({ text }) => text.includes('-'));
  const day = hasDay ? '' : `, ${new Date(axis.low).toISOString().slice(0, 10)}`;
  return axisName({ label: `${model.label}${day}`, unit: 'UTC' });
}

interface Extent {
  readonly low: number;
  readonly high: number;
}

function rangeOf(model: PlotAxisModel, extent: Extent, isRounded: boolean) {
  return {
    kind: model.kind,
    isCount: model.isCount,
    low: model.low ?? extent.low,
    high: model.high ?? extent.high,
    isRounded: isRounded && model.low === undefined && model.high === undefined,
  };
}

/** Smallest and largest number of all that is plotted; on a logarithmic axis of what is positive. */
function extentOf(model: PlotModel, axis: 'x' | 'y'): Extent {
  let low = Infinity;
  let high = -Infinity;
  const isLog = model[axis].kind === 'log';
  const take = (values: ArrayLike<number> | undefined) => {
    for (let i = 0; i < (values?.length ?? 0); i++) {
      const value = values![i];
      if (!Number.isFinite(value) || (isLog && value <= 0)) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  };
  for (const curve of model.curves) {
    take(curve[axis]);
    if (axis === 'y') {
      take(curve.low);
      take(curve.high);
    }
  }
  for (const band of model.bands) {
    if (axis === 'x') take(band.x);
    else {
      take(band.low);
      take(band.high);
    }
  }
  return { low, high };
}

/** Points at the very ends would be cut in half. */
function withMarkersInside(model: PlotModel, { low, high }: Extent): Extent {
  const hasMarkers = model.curves.some(({ marker }) => marker !== 'none');
  if (!hasMarkers || !(high > low)) return { low, high };
  const { kind } = model.x;
  const [from, to] = [axisCoordinate(kind, low), axisCoordinate(kind, high)];
  const room = (to - from) * MARKER_ROOM;
  return { low: axisValue(kind, from - room), high: axisValue(kind, to + room) };
}

function withHeadroom(kind: AxisKind, { low, high }: Extent): Extent {
  if (kind !== 'linear') return { low, high };
  const room = (high - low) * HEADROOM;
  // Counts begin at zero; there is nothing below.
  return { low: low === 0 ? 0 : low - room, high: high === 0 ? 0 : high + room };
}
