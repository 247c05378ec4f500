import { valueText } from '../camera/value-text.ts';
import type { CsvColumn } from '../exports/csv-text.ts';
import { DASHES, type LineDash, type PlotCurve, SERIES_COLORS } from './plot-model.ts';

/** A histogram as it was counted. */
export interface HistogramSeries {
  readonly name: string;
  /** Ascending, one more than counts. */
  readonly edges: ArrayLike<number>;
  readonly counts: ArrayLike<number>;
  /** Default: solid for the first series, dashed for the second, … */
  readonly dash?: LineDash | undefined;
  /** Colour of the theme such as `--series-a`, or of CSS. Default: by place. */
  readonly color?: string | undefined;
  /** What was counted outside the edges, and what had no value. */
  readonly underflow?: number | undefined;
  readonly overflow?: number | undefined;
  readonly undefinedCount?: number | undefined;
}

/** The outline of a histogram: two points per bin, down to zero at both ends. */
export function histogramCurve(series: HistogramSeries, place: number): PlotCurve {
  const { edges, counts } = series;
  const n = counts.length;
  const x = new Float64Array(2 * n + 2);
  const y = new Float64Array(2 * n + 2);
  for (let i = 0; i < n; i++) {
    x[2 * i + 1] = edges[i]!;
    x[2 * i + 2] = edges[i + 1]!;
    y[2 * i + 1] = counts[i]!;
    y[2 * i + 2] = counts[i]!;
  }
  x[0] = n > 0 ? edges[0] : NaN;
  x[2 * n + 1] = n > 0 ? edges[n] : NaN;
  return {
    name: series.name,
    x,
    y,
    color: series.color ?? SERIES_COLORS[place % SERIES_COLORS.length],
    dash: series.dash ?? DASHES[place % DASHES.length],
    marker: 'none',
  };
}

/** Bin that a value falls into: lower edge included, upper one not, that of the last bin too; −1 outside. */
export function binOf(edges: ArrayLike<number>, value: number): number {
  const last = edges.length - 1;
  if (!(value >= edges[0]) || !(value <= edges[last])) return -1;
  let [low, high] = [0, last];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (value >= edges[middle]) low = middle;
    else high = middle;
  }
  return low;
}

/** What the histograms say about the bin at a value. */
export function readHistograms(
  all: readonly HistogramSeries[],
  unit: string,
  value: number,
): string[] {
  const lines: string[] = [];
  for (const { name, edges, counts } of all) {
    const bin = binOf(edges, value);
    if (bin < 0) continue;
    const range = `${valueText(edges[bin])} to ${valueText(edges[bin + 1])} ${unit}`.trim();
    if (lines.at(-2) !== range) lines.push(range);
    lines.push(`${name}  ${countText(counts[bin])}`);
  }
  return lines.filter((line, i) => lines.indexOf(line) === i);
}

/** What was not counted in a bin, per series; empty where all was. */
export function outsideText(all: readonly HistogramSeries[]): string {
  return all
    .map(({ name, underflow = 0, overflow = 0, undefinedCount = 0 }) => {
      const parts = [
        ...(underflow > 0 ? [`${countText(underflow)} below`] : []),
        ...(overflow > 0 ? [`${countText(overflow)} above`] : []),
        ...(undefinedCount > 0 ? [`${countText(undefinedCount)} undefined`] : []),
      ].join(', ');
      return parts === '' ? '' : all.length > 1 ? `${name}: ${parts}` : parts;
    })
    .filter((text) => text !== '')
    .join(' · ');
}

/** One sentence per histogram, for those who do not see it. */
export function describeHistograms(
  title: string,
  xName: string,
  all: readonly HistogramSeries[],
): string {
  const sentences = all.map(({ name, edges, counts }) => {
    const values = Array.from(counts);
    const total = values.reduce((sum, count) => sum + count, 0);
    const highest = values.indexOf(Math.max(...values));
    if (total === 0) return `${name} is empty.`;
    return `${name} has ${countText(total)} entries in ${values.length} bins, most of them, ${countText(values[highest])}, from ${valueText(edges[highest])} to ${valueText(edges[highest + 1])}.`;
  });
  return [`${title}, histogram of ${xName}.`, ...sentences].join(' ');
}

/** Numbers of the histograms: edges once where all have the same. */
export function histogramColumns(
  all: readonly HistogramSeries[],
  x: { readonly label: string; readonly unit: string },
  y: { readonly label: string; readonly unit: string },
): CsvColumn[] {
  const columns: CsvColumn[] = [];
  let edgesBefore: ArrayLike<number> | undefined;
  for (const { name, edges, counts } of all) {
    if (edgesBefore === undefined || !isSame(edges, edgesBefore)) {
      const list = Array.from(edges);
      columns.push(
        { name: `${x.label} from`, unit: x.unit, values: list.slice(0, -1) },
        { name: `${x.label} to`, unit: x.unit, values: list.slice(1) },
      );
      edgesBefore = edges;
    }
    columns.push({ name: `${y.label} ${name}`.trim(), unit: y.unit, values: counts });
  }
  return columns;
}

function isSame(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  return a.length === b.length && Array.from(a).every((value, i) => value === b[i]);
}

/** Counts in full; what is no whole number as other values. */
function countText(count: number): string {
  return Number.isInteger(count) ? String(count) : valueText(count);
}
