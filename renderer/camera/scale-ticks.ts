import { linearTicks, logTicks } from '../axes/round-ticks.ts';
import type { ColorScale } from './color-scale.ts';

/**
 * Round values for the colour bar, ascending and within the limits, at most about as many as asked.
 */
export function scaleTicks(scale: ColorScale, count: number): number[] {
  switch (scale.kind) {
    case 'linear':
      return linearTicks(scale.low, scale.high, count);
    case 'log':
      return logTicks(scale.low, scale.high, count);
    case 'symlog':
      return symlogTicks(scale, count);
  }
}

/** Zero, and powers of ten on both sides beyond the linear part. */
function symlogTicks({ low, high, linearUntil, place }: ColorScale, count: number): number[] {
  const ticks = low <= 0 && high >= 0 ? [0] : [];
  const largest = Math.max(Math.abs(low), Math.abs(high));
  const first = Math.ceil(Math.log10(linearUntil) - 1e-9);
  for (let power = first; power <= Math.log10(largest) + 1e-9; power++) {
    const tick = Number((10 ** power).toPrecision(3));
    if (tick <= high) ticks.push(tick);
    if (-tick >= low) ticks.push(-tick);
  }
  const apart = 0.6 / Math.max(1, count);
  const kept: number[] = [];
  // From zero outwards; what would stand on another is left out.
  for (const tick of ticks.toSorted((a, b) => Math.abs(a) - Math.abs(b))) {
    if (kept.every((other) => Math.abs(place(other) - place(tick)) >= apart)) kept.push(tick);
  }
  return kept.toSorted((a, b) => a - b);
}
