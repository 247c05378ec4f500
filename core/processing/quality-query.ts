import { Expression } from '../foundation/expression/expression.ts';
import type { ExpressionColumns } from '../foundation/expression/expression-columns.ts';
import { PhotoelectronError } from '../foundation/errors.ts';
import type { Table } from '../foundation/table.ts';

/** A named condition; rows pass where the expression is true. */
export type QualityCriterion = readonly [label: string, expression: string];

/** What `ImageQualityQuery` of ctapipe asks of the surviving pixels of an image by default. */
export const defaultImageQuality: readonly QualityCriterion[] = [
  ['size_greater_0', 'image.sum() > 0'],
  ['at_least_2_pixels', 'image.size > 1'],
];

/** What `StereoQualityQuery` of ctapipe asks of a telescope event by default. */
export const defaultStereoQuality: readonly QualityCriterion[] = [
  ['> 50 phe', 'parameters.hillas.intensity > 50'],
  ['Positive width', 'parameters.hillas.width.value > 0'],
  ['> 3 pixels', 'parameters.morphology.n_pixels > 3'],
];

/**
 * An ordered list of criteria that keeps count of what passes them, as ctapipe's `QualityQuery`.
 */
export class QualityQuery {
  readonly #criteria: readonly { readonly label: string; readonly expression: Expression }[];
  /** Rows seen, then rows that passed each criterion alone. */
  readonly #counts: number[];
  /** Rows seen, then rows that passed each criterion and all before it. */
  readonly #cumulativeCounts: number[];

  /**
   * @param criteria may be empty: everything passes then
   * @throws PhotoelectronError `expression-invalid` naming the criterion and the place in it
   */
  constructor(criteria: readonly QualityCriterion[]) {
    this.#criteria = criteria.map(([label, source]) => ({
      label,
      expression: withLabel(label, () => new Expression(source)),
    }));
    this.#counts = new Array<number>(criteria.length + 1).fill(0);
    this.#cumulativeCounts = [...this.#counts];
  }

  /**
   * Applies the criteria to every row and counts.
   *
   * @returns 1 where all criteria are passed, shape (n_rows)
   * @throws PhotoelectronError `expression-invalid` naming the criterion; nothing is counted then
   */
  select(table: ExpressionColumns): Uint8Array {
    const masks = this.#criteria.map(({ label, expression }) =>
      withLabel(label, () => expression.mask(table)),
    );
    const passed = new Uint8Array(table.nRows).fill(1);
    this.#add(0, table.nRows, table.nRows);
    for (const [k, mask] of masks.entries()) {
      let count = 0;
      let cumulative = 0;
      for (const [row, value] of mask.entries()) {
        if (value === 0) passed[row] = 0;
        else {
          count++;
          cumulative += passed[row];
        }
      }
      this.#add(k + 1, count, cumulative);
    }
    return passed;
  }

  #add(index: number, count: number, cumulative: number): void {
    this.#counts[index] += count;
    this.#cumulativeCounts[index] += cumulative;
  }

  /**
   * The counts so far: one row for everything seen, then one for each criterion. This is what ctapipe
   * writes to `/dl1/service/image_statistics` and `/dl2/service/tel_event_statistics/<algorithm>`.
   */
  table(): Table {
    const counts = BigInt64Array.from(this.#counts, BigInt);
    const cumulative = BigInt64Array.from(this.#cumulativeCounts, BigInt);
    return {
      nRows: counts.length,
      columns: [
        { meta: { name: 'criteria' }, text: ['TOTAL', ...this.#criteria.map((c) => c.label)] },
        { meta: { name: 'counts', dtype: 'int64' }, data: counts },
        { meta: { name: 'cumulative_counts', dtype: 'int64' }, data: cumulative },
        {
          meta: { name: 'func' },
          text: ['True', ...this.#criteria.map((c) => c.expression.source)],
        },
      ],
    };
  }
}

function withLabel<T>(label: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof PhotoelectronError)) throw error;
    throw new PhotoelectronError(
      error.code,
      `Criterion "${label}": ${error.message}`,
      error.place,
      error,
    );
  }
}
