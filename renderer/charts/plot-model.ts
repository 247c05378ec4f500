/** How numbers are laid out along an axis; times are milliseconds since 1970 (Unix), shown in UTC. */
export type AxisKind = 'linear' | 'log' | 'time';

/** Sign of a curve's points. */
export type MarkerShape = 'none' | 'circle' | 'square' | 'triangle' | 'diamond';

/** Pattern of a line, so that it can be told apart by more than its colour. */
export type LineDash = 'solid' | 'dashed' | 'dotted' | 'dash-dot';

/** A line, its points, or both. */
export interface PlotCurve {
  readonly name: string;
  readonly x: ArrayLike<number>;
  /** As long as x; NaN interrupts the line. */
  readonly y: ArrayLike<number>;
  /** Ends of error bars, as long as x. */
  readonly low?: ArrayLike<number>;
  readonly high?: ArrayLike<number>;
  /** Colour of the theme such as `--series-a`, or of CSS. */
  readonly color: string;
  /** undefined where only points are drawn. */
  readonly dash: LineDash | undefined;
  readonly marker: MarkerShape;
}

/** The area between two curves. */
export interface PlotBand {
  readonly name: string;
  readonly x: ArrayLike<number>;
  readonly low: ArrayLike<number>;
  readonly high: ArrayLike<number>;
  readonly color: string;
}

/** A shaded range of x. */
export interface PlotSpan {
  readonly from: number;
  readonly to: number;
  readonly color: string;
}

/** A line across the plot. */
export interface PlotGuide {
  readonly axis: 'x' | 'y';
  readonly at: number;
  readonly color: string;
  readonly dash: LineDash;
}

/** What an axis is about. */
export interface PlotAxisModel {
  readonly label: string;
  /** Empty where there is none. */
  readonly unit: string;
  readonly kind: AxisKind;
  /** What is shown; where it is not given, all that is plotted. */
  readonly low?: number | undefined;
  readonly high?: number | undefined;
  /** Whether only whole numbers are of interest. */
  readonly isCount?: boolean | undefined;
}

/** Everything that is drawn in a plot, in the units of its axes. */
export interface PlotModel {
  readonly x: PlotAxisModel;
  readonly y: PlotAxisModel;
  readonly curves: readonly PlotCurve[];
  readonly bands: readonly PlotBand[];
  readonly spans: readonly PlotSpan[];
  readonly guides: readonly PlotGuide[];
  /** Whether the curves are named in the plot; one alone never is. */
  readonly hasLegend: boolean;
  /** Lines of text about a place on the x axis, for the one who points at it. */
  readonly read: (x: number) => readonly string[];
}

/** Patterns for several lines in one plot: the first solid, the second dashed, … */
export const DASHES: readonly LineDash[] = ['solid', 'dashed', 'dotted', 'dash-dot'];
/** Signs for the points of several lines. */
export const MARKERS: readonly MarkerShape[] = ['circle', 'square', 'triangle', 'diamond'];
/** Colours for several lines, as the theme names them. */
export const SERIES_COLORS = [
  '--series-a',
  '--series-b',
  '--series-c',
  '--series-d',
  '--series-e',
  '--series-f',
] as const;

/** Name of an axis with its unit in brackets. */
export function axisName({ label, unit }: Pick<PlotAxisModel, 'label' | 'unit'>): string {
  return unit === '' ? label : `${label} [${unit}]`;
}
