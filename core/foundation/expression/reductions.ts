import type { ColumnData } from '../table.ts';

/** Makes one number of the values `begin` to `end` of a column. */
export type Reduction = (data: ColumnData, begin: number, end: number) => number;

function sum(data: ColumnData, begin: number, end: number): number {
  let total = 0;
  for (let i = begin; i < end; i++) total += Number(data[i]);
  return total;
}

function mean(data: ColumnData, begin: number, end: number): number {
  return sum(data, begin, end) / (end - begin);
}

function extreme(choose: (a: number, b: number) => number): Reduction {
  return (data, begin, end) => {
    if (begin === end) return NaN;
    let best = Number(data[begin]);
    for (let i = begin + 1; i < end; i++) best = choose(best, Number(data[i]));
    return best;
  };
}

/** Population standard deviation, as numpy's default. */
function std(data: ColumnData, begin: number, end: number): number {
  const center = mean(data, begin, end);
  let squares = 0;
  for (let i = begin; i < end; i++) squares += (Number(data[i]) - center) ** 2;
  return Math.sqrt(squares / (end - begin));
}

function countNonzero(data: ColumnData, begin: number, end: number): number {
  let count = 0;
  for (let i = begin; i < end; i++) if (Number(data[i]) !== 0) count++;
  return count;
}

/**
 * What may be asked of a column with several values in each row, by the names of numpy:
 * `image.sum()` or `np.sum(image)`, `image.size`, `np.count_nonzero(image)`.
 */
export const reductions: ReadonlyMap<string, Reduction> = new Map([
  ['sum', sum],
  ['mean', mean],
  ['std', std],
  ['min', extreme(Math.min)],
  ['max', extreme(Math.max)],
  ['count_nonzero', countNonzero],
  ['size', (_data, begin, end) => end - begin],
]);
