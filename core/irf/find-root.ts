/**
 * A root of a continuous function between two points at which it has different signs, to the last digit:
 * the interval is halved until it cannot be.
 *
 * @returns undefined when the signs are the same or a value is NaN
 */
export function findRoot(f: (x: number) => number, low: number, high: number): number | undefined {
  const atLow = f(low);
  if (atLow === 0) return low;
  const atHigh = f(high);
  if (atHigh === 0) return high;
  if (!(atLow * atHigh < 0)) return undefined;
  let [below, above] = [low, high];
  for (;;) {
    const middle = below + (above - below) / 2;
    if (middle <= below || middle >= above) return middle;
    const value = f(middle);
    if (value === 0) return middle;
    if (Number.isNaN(value)) return undefined;
    if (value * atLow > 0) below = middle;
    else above = middle;
  }
}
