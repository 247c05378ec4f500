/**
 * Multiples of 1, 2 or 5 times a power of ten within the limits, ascending, at most about as many as asked.
 *
 * @param leastStep ticks are not nearer to each other, such as 1 for what is counted
 */
export function linearTicks(low: number, high: number, count: number, leastStep = 0): number[] {
  const step = Math.max(leastStep, roundStep((high - low) / Math.max(1, count)));
  const ticks: number[] = [];
  const first = Math.ceil(low / step - 1e-9);
  for (let k = first; k * step <= high + step * 1e-9; k++) {
    // Adding zero makes −0 a zero.
    ticks.push(Number((k * step).toPrecision(12)) + 0);
  }
  return ticks;
}

/** The smallest of 1, 2, 5 times a power of ten that is not below a length. */
export function roundStep(length: number): number {
  const power = 10 ** Math.floor(Math.log10(length));
  return ([1, 2, 5].find((factor) => factor * power >= length) ?? 10) * power;
}

/** Powers of ten and, where there is room, 2 and 5 times them; of short ranges as a linear scale. */
export function logTicks(low: number, high: number, count: number): number[] {
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
