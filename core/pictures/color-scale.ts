import { MAP_COLORS } from '../colors/color-map.ts';

/** How values are spread over the colours. */
export type ScaleKind = 'linear' | 'sqrt' | 'log';

/** A mapping of values to colours. */
export interface ColorScale {
  readonly kind: ScaleKind;
  readonly low: number;
  readonly high: number;
  /** Position of a value between low (0) and high (1), not limited to them; NaN of NaN. */
  readonly position: (value: number) => number;
  /** Index of the colour of a value, undefined of NaN. */
  readonly color: (value: number) => number | undefined;
  /** Round values for the colour bar, ascending. */
  readonly ticks: readonly number[];
}

/**
 * Makes a colour scale.
 *
 * @param low value of the darkest colour
 * @param high value of the brightest colour; a range without extent is widened
 */
export function colorScale(kind: ScaleKind, low: number, high: number): ColorScale {
  const bottom = kind === 'log' ? Math.max(low, high * 1e-3, 1e-6) : low;
  const top = high > bottom ? high : bottom + 1;
  const forward = {
    linear: (value: number) => value,
    sqrt: (value: number) => Math.sign(value - bottom) * Math.sqrt(Math.abs(value - bottom)),
    log: (value: number) => (value > 0 ? Math.log(value) : Number.isNaN(value) ? NaN : -Infinity),
  }[kind];
  const position = (value: number) =>
    (forward(value) - forward(bottom)) / (forward(top) - forward(bottom));
  const color = (value: number) => {
    const fraction = position(value);
    if (Number.isNaN(fraction)) return undefined;
    return Math.min(MAP_COLORS - 1, Math.max(0, Math.floor(fraction * MAP_COLORS)));
  };
  return { kind, low: bottom, high: top, position, color, ticks: ticksFor(kind, bottom, top) };
}

/** Steps of 1, 2 or 5 times a power of ten so that there are about six of them. */
function niceStep(extent: number): number {
  const rough = extent / 6;
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((candidate) => candidate * power >= rough) ?? 10;
  return factor * power;
}

function ticksFor(kind: ScaleKind, low: number, high: number): number[] {
  if (kind === 'log') {
    const decades = Math.log10(high / low);
    const factors = decades > 4 ? [1] : decades > 1.5 ? [1, 3] : [1, 2, 5];
    const ticks: number[] = [];
    for (let power = Math.floor(Math.log10(low)); power <= Math.log10(high); power++) {
      for (const factor of factors) ticks.push(Number((factor * 10 ** power).toPrecision(3)));
    }
    return ticks.filter((tick) => tick >= low && tick <= high);
  }
  const step = niceStep(high - low);
  const ticks: number[] = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + step * 1e-9; k++) {
    ticks.push(Number((k * step).toPrecision(12)));
  }
  if (kind === 'linear') return ticks;
  // On a square-root scale low values are spread out: finer steps there, none that would collide.
  const fine = [0.02, 0.1, 0.25].map((part) => niceRound(low + part * (high - low)));
  const all = [...new Set([low, ...fine, ...ticks])].toSorted((a, b) => a - b);
  const position = (value: number) => Math.sqrt((value - low) / (high - low));
  return all.filter((tick, i) => i === 0 || position(tick) - position(all[i - 1]) > 0.06);
}

/** The value with one significant digit. */
function niceRound(value: number): number {
  return Number(value.toPrecision(1));
}
