import type { AxisTick } from './axis-tick.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Steps that a person reads at a glance [ms]; all divide a day, or are whole days. */
const STEPS = [
  1,
  2,
  5,
  10,
  20,
  50,
  100,
  200,
  500,
  SECOND,
  2 * SECOND,
  5 * SECOND,
  10 * SECOND,
  15 * SECOND,
  30 * SECOND,
  MINUTE,
  2 * MINUTE,
  5 * MINUTE,
  10 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  DAY,
  2 * DAY,
  5 * DAY,
  10 * DAY,
  30 * DAY,
  90 * DAY,
  365 * DAY,
  3650 * DAY,
];

/**
 * Round times of the clock within the limits, in UTC: as fine as there is room for.
 *
 * @param low [ms since 1970]
 * @param high [ms since 1970]
 */
export function timeTicks(low: number, high: number, count: number): AxisTick[] {
  const rough = (high - low) / Math.max(1, count);
  const step = STEPS.find((candidate) => candidate >= rough) ?? 36_500 * DAY;
  const ticks: AxisTick[] = [];
  for (let time = Math.ceil(low / step) * step; time <= high; time += step) {
    ticks.push({ value: time, text: timeTickText(time, step) });
  }
  return ticks;
}

/** The time as a person points at it, to the second, or finer where the range is short. */
export function timeReading(time: number, range: number): string {
  const text = new Date(time).toISOString().replace('T', ' ');
  return `${range < 10 * SECOND ? text.slice(0, -1) : text.slice(0, 19)} UTC`;
}

function timeTickText(time: number, step: number): string {
  const iso = new Date(time).toISOString();
  if (step >= DAY) return iso.slice(0, 10);
  // Midnight shows the day that begins.
  if (time % DAY === 0) return iso.slice(5, 10);
  if (step >= MINUTE) return iso.slice(11, 16);
  return step >= SECOND ? iso.slice(11, 19) : iso.slice(17, 23);
}
