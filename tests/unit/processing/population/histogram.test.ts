import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binEdges, histogram } from '../../../../core/processing/population/histogram.ts';

const linear = (min: number, max: number, nBins: number) =>
  ({ min, max, nBins, scale: 'linear' }) as const;
const log = (min: number, max: number, nBins: number) =>
  ({ min, max, nBins, scale: 'log' }) as const;

describe('histogram', () => {
  it('counts lower edges into their bin and the last upper edge as well', () => {
    const values = Float64Array.of(-1, 0, 0.5, 1, 2, 3, 4, 4.1, NaN, Infinity, -Infinity);
    expect(histogram(values, linear(0, 4, 4))).toEqual({
      edges: Float64Array.of(0, 1, 2, 3, 4),
      counts: Uint32Array.of(2, 1, 1, 2),
      nBelow: 2,
      nAbove: 2,
      nUndefined: 1,
    });
  });

  it('has equal factors between the edges of a logarithmic axis', () => {
    const edges = [...binEdges(log(1, 1000, 3))];
    [1, 10, 100, 1000].forEach((edge, i) => {
      expect(edges[i]).toBeCloseTo(edge, 9);
    });
    expect([edges[0], edges[3]]).toEqual([1, 1000]);
  });

  it('loses no value, and has each between the edges of its bin', () => {
    const bins = fc
      .tuple(
        fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
        fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
        fc.integer({ min: 1, max: 50 }),
        fc.constantFrom('linear' as const, 'log' as const),
      )
      .map(([min, width, nBins, scale]) => ({ min, max: min + width, nBins, scale }));
    fc.assert(
      fc.property(bins, fc.double({ min: 0, max: 3e3, noNaN: true }), (given, value) => {
        const { edges, counts, nBelow, nAbove } = histogram(Float64Array.of(value), given);
        const bin = counts.indexOf(1);
        expect([nBelow, nAbove]).toEqual([value < given.min ? 1 : 0, value > given.max ? 1 : 0]);
        expect(bin >= 0).toBe(value >= given.min && value <= given.max);
        if (bin < 0) return;
        expect(value).toBeGreaterThanOrEqual(edges[bin]);
        expect(value).toBeLessThanOrEqual(edges[bin + 1]);
      }),
    );
  });

  it.each([
    linear(1, 1, 2),
    linear(2, 1, 2),
    linear(NaN, 1, 2),
    linear(0, Infinity, 2),
    log(0, 1, 2),
    log(-1, 1, 2),
    linear(1, 1 + Number.EPSILON, 2),
  ])('refuses %j', (bins) => {
    expect(() => binEdges(bins)).toThrow(expect.objectContaining({ code: 'argument-invalid' }));
  });
});
