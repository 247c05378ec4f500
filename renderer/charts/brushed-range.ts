/** A chosen range of values: `min` is in it, `max` is not. */
export interface BrushedRange {
  readonly min: number;
  readonly max: number;
}

/** Moves one end of a range to a neighbouring stop, or several on; the ends never meet. */
export function stepEnd(
  range: BrushedRange,
  end: 'min' | 'max',
  steps: number,
  stops: ArrayLike<number>,
): BrushedRange {
  const all = Array.from(stops);
  if (all.length < 2) return range;
  const [first, last] = [
    all.indexOf(nearest(all, range.min)),
    all.indexOf(nearest(all, range.max)),
  ];
  if (end === 'min') {
    const next = Math.min(Math.max(0, first + steps), Math.max(0, last - 1));
    return { min: all[next], max: range.max };
  }
  const next = Math.max(
    Math.min(all.length - 1, last + steps),
    Math.min(all.length - 1, first + 1),
  );
  return { min: range.min, max: all[next] };
}

/** The range from one place to another, made to end at stops; at least from one to the next. */
export function snappedRange(a: number, b: number, stops: ArrayLike<number>): BrushedRange {
  const all = Array.from(stops);
  const [low, high] = [Math.min(a, b), Math.max(a, b)];
  if (all.length < 2) return { min: low, max: high };
  const first = Math.min(all.indexOf(nearest(all, low)), all.length - 2);
  const last = Math.max(all.indexOf(nearest(all, high)), first + 1);
  return { min: all[first], max: all[last] };
}

function nearest(all: readonly number[], value: number): number {
  return all.reduce((best, stop) =>
    Math.abs(stop - value) < Math.abs(best - value) ? stop : best,
  );
}
