/** How values are spread over the colours; `symlog` is linear about zero and logarithmic beyond. */
export type ScaleKind = 'linear' | 'log' | 'symlog';

/** Values of the first and the last colour. */
export interface ColorLimits {
  readonly low: number;
  readonly high: number;
}

/** A mapping of values to places on the colour bar. */
export interface ColorScale extends ColorLimits {
  readonly kind: ScaleKind;
  /** Where `symlog` begins to be logarithmic; 0 of the others. */
  readonly linearUntil: number;
  /** Place of a value: 0 at `low`, 1 at `high`, beyond them outside, NaN of NaN. */
  readonly place: (value: number) => number;
  /** Value at a place. */
  readonly value: (place: number) => number;
}

/** What of the values' range matters to a scale. */
export interface ValueRange {
  readonly min: number;
  readonly max: number;
  /** Least value above zero; NaN when there is none. */
  readonly minPositive: number;
  /** Pixels whose value is no finite number. */
  readonly invalid: number;
  readonly finite: number;
}

/** Extremes of the finite values; NaN where there are none. */
export function valueRange(values: ArrayLike<number>): ValueRange {
  let [min, max, minPositive, finite] = [Infinity, -Infinity, Infinity, 0];
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (!Number.isFinite(value)) continue;
    finite++;
    if (value < min) min = value;
    if (value > max) max = value;
    if (value > 0 && value < minPositive) minPositive = value;
  }
  return {
    min: finite > 0 ? min : NaN,
    max: finite > 0 ? max : NaN,
    minPositive: Number.isFinite(minPositive) ? minPositive : NaN,
    invalid: values.length - finite,
    finite,
  };
}

/** Part of the larger limit within which `symlog` is linear, unless it is told. */
const LINEAR_PART = 0.01;

/**
 * `symlog` of matplotlib (SymmetricalLogTransform, base 10, linscale 1): linear up to a threshold, then a
 * decade takes as much room as 0.9 thresholds.
 */
function symlog(value: number, threshold: number): number {
  const magnitude = Math.abs(value);
  if (magnitude <= threshold) return value / 0.9;
  return Math.sign(value) * threshold * (1 / 0.9 + Math.log10(magnitude / threshold));
}

function inverseSymlog(position: number, threshold: number): number {
  const magnitude = Math.abs(position);
  if (magnitude <= threshold / 0.9) return position * 0.9;
  return Math.sign(position) * threshold * 10 ** (magnitude / threshold - 1 / 0.9);
}

/**
 * Makes a scale. The limits must be usable, as `safeLimits` gives them.
 *
 * @param linearUntil where `symlog` begins to be logarithmic. Default: a hundredth of the larger limit
 */
export function colorScale(
  kind: ScaleKind,
  { low, high }: ColorLimits,
  linearUntil?: number,
): ColorScale {
  const threshold =
    kind === 'symlog' ? (linearUntil ?? Math.max(Math.abs(low), Math.abs(high)) * LINEAR_PART) : 0;
  const forward = {
    linear: (value: number) => value,
    log: (value: number) => (value > 0 ? Math.log10(value) : Number.isNaN(value) ? NaN : -Infinity),
    symlog: (value: number) => symlog(value, threshold),
  }[kind];
  const backward = {
    linear: (position: number) => position,
    log: (position: number) => 10 ** position,
    symlog: (position: number) => inverseSymlog(position, threshold),
  }[kind];
  const [bottom, top] = [forward(low), forward(high)];
  return {
    kind,
    low,
    high,
    linearUntil: threshold,
    place: (value) => (forward(value) - bottom) / (top - bottom),
    value: (place) => backward(bottom + place * (top - bottom)),
  };
}
