import { describe, expect, it } from 'vitest';
import { evaluateBinnedCut } from '../../../core/irf/binned-cut.ts';
import { percentileCut } from '../../../core/irf/percentile-cut.ts';

const edges = Float64Array.of(0, 1, 2, 3);
/** 0, 1, … 100 in the first bin, three values in the second, none in the third. */
const values = [...Array.from({ length: 101 }, (_, i) => i), 5, 6, 7];
const binValues = values.map((_, i) => (i <= 100 ? 0.5 : 1.5));

describe('percentileCut', () => {
  it('is the percentile, and the fill value where there are too few events', () => {
    const { cut, nEvents } = percentileCut(values, binValues, edges, { fillValue: -1 });
    expect(cut).toEqual(Float64Array.of(68, -1, -1));
    expect(nEvents).toEqual(Float64Array.of(101, 3, 0));
  });

  it('keeps to the limits, but not the fill value', () => {
    const options = { fillValue: -1, percentile: 90, maxValue: 50, minEvents: 3 };
    expect(percentileCut(values, binValues, edges, options).cut).toEqual(
      Float64Array.of(50, 6.8, -1),
    );
    const low = { fillValue: -1, percentile: 1, minValue: 20 };
    expect(percentileCut(values, binValues, edges, low).cut).toEqual(Float64Array.of(20, -1, -1));
  });

  it('leaves a constant as it is when it is smoothed', () => {
    const all = { fillValue: 3, minEvents: 1000, smoothing: 2 };
    for (const value of percentileCut(values, binValues, edges, all).cut)
      expect(value).toBeCloseTo(3, 12);
  });
});

describe('evaluateBinnedCut', () => {
  it('lets pass what is on the cut, and nothing outside the bins or without a value', () => {
    const cut = { edges, cut: Float64Array.of(1, 2, 3), nEvents: new Float64Array(3) };
    const given = [1, 1.1, 2, NaN, 0, 3];
    const at = [0, 0, 1, 1, 3, NaN];
    expect(evaluateBinnedCut(cut, given, at, 'atMost')).toEqual(Uint8Array.of(1, 0, 1, 0, 0, 0));
    expect(evaluateBinnedCut(cut, given, at, 'atLeast')).toEqual(Uint8Array.of(1, 1, 1, 0, 0, 0));
  });
});
