import { linearTicks, logTicks, roundStep } from '../axes/round-ticks.ts';
import type { AxisTick } from './axis-tick.ts';
import { timeTicks } from './time-ticks.ts';
import type { AxisKind } from './plot-model.ts';
import { logTickText, tickTexts } from './tick-text.ts';

/** An axis as it is drawn. */
export interface PlotAxis {
  readonly kind: AxisKind;
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly AxisTick[];
}

/** How the ends of an axis follow from the numbers. */
export interface AxisRange {
  readonly kind: AxisKind;
  /** Smallest and largest number; not finite where there are none. */
  readonly low: number;
  readonly high: number;
  /** Whether the ends go on to round numbers. */
  readonly isRounded: boolean;
  /** Whether only whole numbers are of interest. */
  readonly isCount?: boolean | undefined;
}

/**
 * An axis with its ticks. Ends that make no axis (none, equal, not positive on a logarithmic one) are
 * replaced by such that do.
 *
 * @param count ticks with text, at most about so many
 */
export function plotAxis(range: AxisRange, count: number): PlotAxis {
  const [low, high] = usableEnds(range);
  return { kind: range.kind, low, high, ticks: ticksOf(range, low, high, count) };
}

/** The number that an axis is linear in. */
export function axisCoordinate(kind: AxisKind, value: number): number {
  return kind === 'log' ? Math.log10(value) : value;
}

/** The number at a coordinate of an axis. */
export function axisValue(kind: AxisKind, coordinate: number): number {
  return kind === 'log' ? 10 ** coordinate : coordinate;
}

/** Place of a number along the axis: 0 at the low end, 1 at the high one. */
export function axisPlace({ kind, low, high }: PlotAxis, value: number): number {
  const [from, to] = [axisCoordinate(kind, low), axisCoordinate(kind, high)];
  return (axisCoordinate(kind, value) - from) / (to - from);
}

/** The number at a place along the axis. */
export function axisValueAt({ kind, low, high }: PlotAxis, place: number): number {
  const [from, to] = [axisCoordinate(kind, low), axisCoordinate(kind, high)];
  return axisValue(kind, from + place * (to - from));
}

/** Round ends are as fine as this part of the axis. */
const END_STEPS = 20;

function usableEnds({ kind, low, high, isRounded }: AxisRange): [number, number] {
  if (kind === 'log') return usableLogEnds(low, high, isRounded);
  if (!Number.isFinite(low) || !Number.isFinite(high)) return [0, 1];
  // Zero alone is the lower end of something.
  if (low === 0 && high === 0 && kind === 'linear') return [0, 1];
  if (low === high) {
    const half = kind === 'time' ? 1000 : Math.abs(low) / 2 || 0.5;
    return [low - half, high + half];
  }
  if (!isRounded || kind === 'time') return [low, high];
  // Finer than the ticks: the ends are round without much empty room.
  const step = roundStep((high - low) / END_STEPS);
  return [
    Math.floor(low / step + 1e-9) * step,
    Number((Math.ceil(high / step - 1e-9) * step).toPrecision(12)),
  ];
}

function usableLogEnds(low: number, high: number, isRounded: boolean): [number, number] {
  if (!(high > 0) || !Number.isFinite(high)) return [0.1, 10];
  const positive = low > 0 && Number.isFinite(low) ? low : high / 1000;
  if (!isRounded) return positive < high ? [positive, high] : [positive / 3, high * 3];
  const floor = 10 ** Math.floor(Math.log10(positive) + 1e-9);
  const ceiling = 10 ** Math.ceil(Math.log10(high) - 1e-9);
  return floor < ceiling ? [floor, ceiling] : [floor / 10, ceiling * 10];
}

function ticksOf(
  { kind, isCount = false }: AxisRange,
  low: number,
  high: number,
  count: number,
): AxisTick[] {
  if (kind === 'time') return timeTicks(low, high, count);
  if (kind === 'linear') {
    const values = linearTicks(low, high, count, isCount ? 1 : 0);
    const texts = tickTexts(values);
    return values.map((value, i) => ({ value, text: texts[i] }));
  }
  const labelled = logTicks(low, high, count);
  const small = smallLogTicks(low, high).filter((value) => !labelled.includes(value));
  return [
    ...labelled.map((value) => ({ value, text: logTickText(value) })),
    ...small.map((value) => ({ value, text: '' })),
  ].sort((a, b) => a.value - b.value);
}

/** 1, 2, …, 9 times the powers of ten, where they do not become a grey bar. */
function smallLogTicks(low: number, high: number): number[] {
  const decades = Math.log10(high / low);
  if (decades < 0.7) return [];
  const factors = decades > 6 ? [1] : [1, 2, 3, 4, 5, 6, 7, 8, 9];
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(low)); 10 ** power <= high; power++) {
    for (const factor of factors) ticks.push(Number((factor * 10 ** power).toPrecision(3)));
  }
  return ticks.filter((tick) => tick >= low && tick <= high);
}
