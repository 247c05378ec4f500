import { PhotoelectronError } from '../errors.ts';
import { evaluateBlocks } from './evaluate.ts';
import type { ExpressionColumns } from './expression-columns.ts';
import { parse } from './parse.ts';
import type { SyntaxTree } from './syntax-tree.ts';

/** Rows from `begin` up to, not including, `end`. */
export interface RowRange {
  readonly begin: number;
  readonly end: number;
}

/**
 * A formula over the columns of a table, such as a selection criterion or a feature. The language is
 * the part of Python that users of ctapipe's `ExpressionEngine` write; it is read and interpreted
 * here, never handed to a general evaluator.
 *
 * - numbers, `pi`, `inf`, `nan`, `True`, `False`; columns by name or by the path of ctapipe's
 *   containers (`parameters.hillas.width.value` is `hillas_width`);
 * - `+ - * / // % **`, comparisons that may be chained (`0.1 < x <= 2`), `and or not` and `&& ||`,
 *   `& | ~ !` on truth values only, `a if condition else b`, parentheses; precedence as in Python;
 * - functions by numpy's names with or without `np.`: sin cos tan arcsin arccos arctan arctan2 hypot
 *   deg2rad rad2deg log log2 log10 log1p exp expm1 sqrt square power abs sign floor ceil round
 *   min max isfinite isnan isinf where logical_and logical_or logical_not;
 * - of columns with several values in each row: `.sum() .mean() .std() .min() .max()`, `.size`,
 *   `np.count_nonzero(column)`, and `subarray.multiplicity(column)` for telescope masks.
 *
 * Everything is computed in float64, also where numpy would stay in float32 or integers; integers
 * are exact up to 2^53. Division by zero gives infinity or NaN, as in numpy. Units (`u.deg`) are
 * refused: columns are plain numbers in the unit that their table states.
 */
export class Expression {
  readonly source: string;
  readonly #tree: SyntaxTree;

  /** @throws PhotoelectronError `expression-invalid` naming the column of the first mistake */
  constructor(source: string) {
    this.source = source;
    this.#tree = parse(source);
  }

  /**
   * Evaluates to numbers; truth values are 0 and 1.
   *
   * @param range rows to evaluate, all by default
   * @throws PhotoelectronError `expression-invalid` for unknown columns (naming the closest known
   *   one) and wrong kinds of values
   */
  numbers(table: ExpressionColumns, range = allRows(table)): Float64Array {
    const { begin, end } = checkedRange(table, range);
    const result = new Float64Array(end - begin);
    evaluateBlocks(this.source, this.#tree, table, begin, end, (values, offset) => {
      result.set(values, offset);
    });
    return result;
  }

  /**
   * Evaluates to a mask of 0 and 1; numbers count as true unless they are 0, as in Python (so NaN
   * is true: compare it, or use isnan).
   *
   * @param range rows to evaluate, all by default
   * @throws PhotoelectronError as `numbers`
   */
  mask(table: ExpressionColumns, range = allRows(table)): Uint8Array {
    const { begin, end } = checkedRange(table, range);
    const result = new Uint8Array(end - begin);
    evaluateBlocks(this.source, this.#tree, table, begin, end, (values, offset) => {
      for (let i = 0; i < values.length; i++) result[offset + i] = values[i] === 0 ? 0 : 1;
    });
    return result;
  }
}

function allRows(table: ExpressionColumns): RowRange {
  return { begin: 0, end: table.nRows };
}

function checkedRange(table: ExpressionColumns, { begin, end }: RowRange): RowRange {
  if (Number.isInteger(begin) && Number.isInteger(end) && 0 <= begin && begin <= end) {
    if (end <= table.nRows) return { begin, end };
  }
  throw new PhotoelectronError(
    'argument-invalid',
    `Rows ${String(begin)} to ${String(end)} are outside the ${String(table.nRows)} rows of the table.`,
  );
}
