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

/** Multiples of 1, 2 or 5 times a power of ten. */
function linearTicks(low: number, high: number, count: number): number[] {
  const rough = (high - low) / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10) * power;
  const ticks: number[] = [];
  const first = Math.ceil(low / step - 1e-9);
  for (let k = first; k * step <= high + step * 1e-9; k++) {
    // Adding zero makes −0 a zero.
    ticks.push(Number((k * step).toPrecision(12)) + 0);
  }
  return ticks;
}

/** Powers of ten and, where there is room, 2 and 5 times them; of short ranges as a linear scale. */
function logTicks(low: number, high: number, count: number): number[] {
  const decades = Math.log10(high / low);
  if (decades < 0.7) return linearTicks(low, high, count);
  const factors = decades * 3 <= count ? [1, 2, 5] : [1];
  const every = Math.max(1, Math.ceil(decades / count));
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.log10(high) + 1e-9; power++) {
    if (power % every !== 0) continue;
    for (const factor of factors) ticks.push(Number((factor * 10 ** power).toPrecision(3)));
  }
  return ticks.filter((tick) => tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9));
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
