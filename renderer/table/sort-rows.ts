import type { TableColumn, TableSort } from './table-column.ts';

/**
 * Rows in the order of a column; equal ones stay as they were. Text is compared as a person would, with
 * its numbers as numbers. What has no value comes last, whichever way the rest is ordered.
 */
export function sortRows<Row>(
  rows: readonly Row[],
  columns: readonly TableColumn<Row>[],
  sort: TableSort | undefined,
): readonly Row[] {
  const column = columns.find(({ key }) => key === sort?.key);
  if (sort === undefined || column === undefined) return rows;
  const valueOf = column.sortValue ?? column.format;
  const sign = sort.descending ? -1 : 1;
  return rows
    .map((row) => ({ row, value: valueOf(row) }))
    .sort(({ value: a }, { value: b }) => {
      const [isAMissing, isBMissing] = [isMissing(a), isMissing(b)];
      if (isAMissing || isBMissing) return Number(isAMissing) - Number(isBMissing);
      return sign * compare(a, b);
    })
    .map(({ row }) => row);
}

type SortValue = string | number | null | undefined;

function isMissing(value: SortValue): value is null | undefined {
  return value === null || value === undefined || Number.isNaN(value) || value === '';
}

const collator = new Intl.Collator('en', { numeric: true });

function compare(a: SortValue, b: SortValue): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return collator.compare(String(a), String(b));
}
