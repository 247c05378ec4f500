import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binIndex } from '../../../core/irf/bin-index.ts';
import { histogram } from '../../../core/irf/histogram.ts';

describe('binIndex', () => {
  const edges = [0, 1, 2, 4];

  it.each([
    [-0.1, -1],
    [0, 0],
    [0.999, 0],
    [1, 1],
    [3.9, 2],
    [4.1, 3],
    [NaN, 3],
    [-Infinity, -1],
    [Infinity, 3],
  ])('puts %d into bin %i', (value, bin) => {
    expect(binIndex(edges, value, 'open')).toBe(bin);
    expect(binIndex(edges, value, 'closed')).toBe(bin);
  });

  it('counts the last edge to the last bin where it is closed', () => {
    expect(binIndex(edges, 4, 'closed')).toBe(2);
    expect(binIndex(edges, 4, 'open')).toBe(3);
  });

  it('has bins for everything between infinite edges', () => {
    expect(binIndex([-Infinity, 0, Infinity], -1e300, 'open')).toBe(0);
    expect(binIndex([-Infinity, 0, Infinity], 1e300, 'open')).toBe(1);
  });

  it('finds the bin whose edges are on both sides', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 2 }),
        fc.double({ noNaN: true }),
        (unsorted, value) => {
          const sorted = Float64Array.from(unsorted).sort();
          const bin = binIndex(sorted, value, 'open');
          if (bin >= 0) expect(sorted[bin] <= value).toBe(true);
          if (bin < sorted.length - 1) expect(value < sorted[bin + 1]).toBe(true);
        },
      ),
    );
  });
});

describe('histogram', () => {
  it('sums weights over all axes, row after row', () => {
    const axes = [
      { values: [0.5, 0.5, 1.5, 1.5, 9], edges: [0, 1, 2] },
      { values: [10, 20, 20, 30, 20], edges: [0, 15, 25, 30] },
    ];
    expect(histogram(axes)).toEqual(Float64Array.of(1, 1, 0, 0, 1, 1));
    expect(histogram(axes, [1, 2, 4, 8, 16])).toEqual(Float64Array.of(1, 2, 0, 0, 4, 8));
  });

  it('is empty without events', () => {
    expect(histogram([{ values: [], edges: [0, 1, 2] }])).toEqual(new Float64Array(2));
  });
});
