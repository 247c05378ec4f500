import { describe, expect, it } from 'vitest';
import {
  columnTracks,
  columnWidth,
  isColumnShown,
  noArrangement,
  withWidth,
} from '../../../../renderer/table/column-arrangement.ts';
import { rowsText } from '../../../../renderer/table/rows-text.ts';
import { sortRows } from '../../../../renderer/table/sort-rows.ts';
import type { TableColumn } from '../../../../renderer/table/table-column.ts';

interface Run {
  readonly name: string;
  readonly rate: number | null;
}

const columns: readonly TableColumn<Run>[] = [
  { key: 'name', title: 'Run', width: 80, format: ({ name }) => name },
  {
    key: 'rate',
    title: 'Rate',
    unit: 'Hz',
    format: ({ rate }) => (rate === null ? '' : rate.toFixed(1).replace('-', '−')),
    sortValue: ({ rate }) => rate,
  },
  { key: 'note', title: 'Note', hidden: true, format: () => 'two\tlines\nhere' },
];
const runs: readonly Run[] = [
  { name: 'run 10', rate: 3 },
  { name: 'run 9', rate: null },
  { name: 'run 2', rate: -1.25 },
  { name: 'run 1', rate: NaN },
];
const sorted = (key: string, descending: boolean) =>
  sortRows(runs, columns, { key, descending }).map(({ name }) => name);

describe('sortRows', () => {
  it('compares numbers in names as numbers', () => {
    expect(sorted('name', false)).toEqual(['run 1', 'run 2', 'run 9', 'run 10']);
    expect(sorted('name', true)).toEqual(['run 10', 'run 9', 'run 2', 'run 1']);
  });

  it('puts what has no value last both ways, in its old order', () => {
    expect(sorted('rate', false)).toEqual(['run 2', 'run 10', 'run 9', 'run 1']);
    expect(sorted('rate', true)).toEqual(['run 10', 'run 2', 'run 9', 'run 1']);
  });

  it('leaves the rows as they are without an order', () => {
    expect(sortRows(runs, columns, undefined)).toBe(runs);
    expect(sortRows(runs, columns, { key: 'gone', descending: false })).toBe(runs);
  });
});

it('copies rows with titles and units, tabs between cells, and minus signs that programs read', () => {
  expect(rowsText([runs[2]], columns)).toBe('Run\tRate [Hz]\tNote\nrun 2\t-1.3\ttwo lines here');
});

describe('the arrangement of columns', () => {
  it('shows what is not hidden, unless it was chosen otherwise', () => {
    const shown = columns.filter((column) => isColumnShown(column, noArrangement));
    expect(shown.map(({ key }) => key)).toEqual(['name', 'rate']);
    const chosen = { widths: {}, shown: { name: false, note: true } };
    const after = columns.filter((column) => isColumnShown(column, chosen));
    expect(after.map(({ key }) => key)).toEqual(['rate', 'note']);
  });

  it('keeps widths within reason and gives the declared one back', () => {
    const wide = withWidth(noArrangement, 'name', 5000);
    expect(columnWidth(columns[0], wide)).toBe(800);
    expect(columnWidth(columns[0], withWidth(wide, 'name', 3))).toBe(40);
    expect(columnWidth(columns[0], withWidth(wide, 'name', undefined))).toBe(80);
  });

  it('gives the room that is left to the last column', () => {
    expect(columnTracks(columns.slice(0, 2), noArrangement)).toBe('80px minmax(96px, 1fr)');
  });
});
