/** Positions of a slider with logarithmic scale, from its left end to its right one. */
const LOG_POSITIONS = 1000;

/** How the positions of a slider, which are whole or evenly spaced, and its values belong together. */
export interface SliderScale {
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly toPosition: (value: number) => number;
  readonly toValue: (position: number) => number;
}

/**
 * Scale of a slider.
 *
 * @param range smallest and largest value and the step; for `log` both ends are above zero, and the step
 *   is the grid on which values fall
 */
export function sliderScale(
  kind: 'linear' | 'log',
  { min, max, step }: { readonly min: number; readonly max: number; readonly step: number },
): SliderScale {
  const clamp = (value: number) => Math.min(Math.max(value, min), max);
  const snap = (value: number) =>
    clamp(Number((min + Math.round((value - min) / step) * step).toPrecision(12)));
  if (kind === 'linear') return { min, max, step, toPosition: clamp, toValue: snap };
  const decades = Math.log(max / min);
  return {
    min: 0,
    max: LOG_POSITIONS,
    step: 1,
    toPosition: (value) => Math.round((Math.log(clamp(value) / min) / decades) * LOG_POSITIONS),
    toValue: (position) => snap(min * Math.exp((position / LOG_POSITIONS) * decades)),
  };
}
