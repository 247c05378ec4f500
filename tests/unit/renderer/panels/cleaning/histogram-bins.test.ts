import { describe, expect, it } from 'vitest';
import {
  type ColumnRange,
  histogramBins,
} from '../../../../../renderer/panels/cleaning/histogram-bins.ts';

const range = (values: readonly number[]): ColumnRange => {
  const sorted = values.toSorted((a, b) => a - b);
  const ends = { min: sorted[0], max: sorted.at(-1)!, low: sorted[0], high: sorted.at(-1)! };
  const minPositive = sorted.find((value) => value > 0) ?? null;
  return { column: 'x', nDefined: values.length, minPositive, ...ends };
};
const axis = { column: 'x' };

describe('histogramBins', () => {
  it('goes from zero to a round number beyond the values', () => {
    expect(histogramBins(axis, range([0.03, 0.42]), 'other')).toEqual({
      ...{ min: 0, max: 0.46, nBins: 50, scale: 'linear' },
    });
  });

  it('keeps clear of zero where the values do, and has room below it where they are there', () => {
    const far = histogramBins(axis, range([90, 100]), 'other');
    expect([far.min, far.max]).toEqual([89, 110]);
    const signed = histogramBins(axis, range([-3, 5]), 'other');
    expect(signed.min).toBeLessThan(-3);
    expect(signed.max).toBeGreaterThan(5);
  });

  it('is logarithmic where charges reach over powers of ten, with room for fainter ones', () => {
    expect(histogramBins(axis, range([55, 12_345]), 'charge')).toEqual({
      ...{ min: 10, max: 13_000, nBins: 50, scale: 'log' },
    });
  });

  it('is linear for what is no charge, however far the values reach', () => {
    expect(histogramBins(axis, range([1e-7, 0.42]), 'other')).toMatchObject({
      ...{ min: 0, scale: 'linear' },
    });
  });

  it('has whole numbers in the middles of bins', () => {
    const { min, max, nBins } = histogramBins(axis, range([1, 12]), 'count');
    expect([min, (max - min) / nBins]).toEqual([-0.5, 1]);
    const wide = histogramBins({ ...axis, scale: 'linear' }, range([0, 400]), 'count');
    expect(wide.nBins).toBeLessThanOrEqual(50);
    expect(((wide.max - wide.min) / wide.nBins) % 1).toBe(0);
  });

  it('has what the user chose, unless it makes no axis', () => {
    const chosen = { ...axis, min: 1, max: 2, nBins: 7, scale: 'log' } as const;
    expect(histogramBins(chosen, range([55, 12_345]), 'charge')).toEqual({
      ...{ min: 1, max: 2, nBins: 7, scale: 'log' },
    });
    const wrong = { ...axis, min: 0, scale: 'log' } as const;
    expect(histogramBins(wrong, range([55, 12_345]), 'charge').min).toBe(10);
  });

  it('is an axis as well where there are no values', () => {
    const none = { column: 'x', nDefined: 0, min: null, max: null, minPositive: null };
    for (const nothing of [{ ...none, low: null, high: null }, undefined]) {
      const { min, max } = histogramBins(axis, nothing, 'other');
      expect(max).toBeGreaterThan(min);
    }
    const { min, max } = histogramBins(axis, range([3, 3]), 'other');
    expect(min).toBeLessThan(3);
    expect(max).toBeGreaterThan(3);
  });
});
