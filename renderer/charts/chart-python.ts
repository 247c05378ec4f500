import {
  type AxisKind,
  axisName,
  type LineDash,
  type MarkerShape,
  type PlotAxisModel,
} from './plot-model.ts';

/** A histogram, as its program needs it. */
export interface PythonHistogram {
  readonly name: string;
  readonly edges: ArrayLike<number>;
  readonly counts: ArrayLike<number>;
  readonly dash: LineDash;
}

/** A line or points, as its program needs them. */
export interface PythonCurve {
  readonly name: string;
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  readonly low?: ArrayLike<number> | undefined;
  readonly high?: ArrayLike<number> | undefined;
  readonly dash: LineDash | undefined;
  readonly marker: MarkerShape;
}

interface Axes {
  readonly title: string;
  readonly x: PlotAxisModel;
  readonly y: PlotAxisModel;
}

const styles: Readonly<Record<LineDash, string>> = {
  solid: '-',
  dashed: '--',
  dotted: ':',
  'dash-dot': '-.',
};
const markers: Readonly<Record<MarkerShape, string>> = {
  none: '',
  circle: 'o',
  square: 's',
  triangle: '^',
  diamond: 'D',
};

/** A Python program that draws the histograms with matplotlib from their numbers. */
export function histogramPython(axes: Axes, histograms: readonly PythonHistogram[]): string {
  const lines = histograms.map(
    ({ name, edges, counts, dash }) =>
      `ax.stairs(${array(counts)}, ${array(edges)}, label=${text(name)}, linestyle=${text(styles[dash])})`,
  );
  return program(axes, lines, histograms.length);
}

/** A Python program that draws the lines with matplotlib from their numbers. */
export function linesPython(axes: Axes, curves: readonly PythonCurve[]): string {
  const lines = curves.map((curve) => {
    const x = axes.x.kind === 'time' ? times(curve.x) : array(curve.x);
    const look = `label=${text(curve.name)}, marker=${text(markers[curve.marker])}, linestyle=${text(curve.dash === undefined ? '' : styles[curve.dash])}`;
    if (curve.low === undefined || curve.high === undefined) {
      return `ax.plot(${x}, ${array(curve.y)}, ${look})`;
    }
    return [
      `y, low, high = ${array(curve.y)}, ${array(curve.low)}, ${array(curve.high)}`,
      `ax.errorbar(${x}, y, yerr=[y - low, high - y], ${look})`,
    ].join('\n');
  });
  return program(axes, lines, curves.length);
}

function program({ title, x, y }: Axes, lines: readonly string[], count: number): string {
  return [
    'import matplotlib.pyplot as plt',
    'import numpy as np',
    '',
    'fig, ax = plt.subplots()',
    ...lines,
    `ax.set_xlabel(${text(x.kind === 'time' ? axisName({ label: x.label, unit: 'UTC' }) : axisName(x))})`,
    `ax.set_ylabel(${text(axisName(y))})`,
    ...scale('x', x.kind),
    ...scale('y', y.kind),
    `ax.set_title(${text(title)})`,
    ...(count > 1 ? ['ax.legend()'] : []),
    'plt.show()',
    '',
  ].join('\n');
}

function scale(axis: 'x' | 'y', kind: AxisKind): string[] {
  return kind === 'log' ? [`ax.set_${axis}scale("log")`] : [];
}

function array(values: ArrayLike<number>): string {
  return `np.array([${Array.from(values, number).join(', ')}])`;
}

function number(value: number): string {
  if (Number.isNaN(value)) return 'np.nan';
  return Number.isFinite(value) ? String(value) : value > 0 ? 'np.inf' : '-np.inf';
}

function times(values: ArrayLike<number>): string {
  const all = Array.from(values, (time) =>
    Number.isFinite(time) ? text(new Date(time).toISOString().slice(0, -1)) : text('NaT'),
  );
  return `np.array([${all.join(', ')}], dtype="datetime64[ms]")`;
}

/** A Python string: JSON's escapes are Python's. */
function text(value: string): string {
  return JSON.stringify(value);
}
