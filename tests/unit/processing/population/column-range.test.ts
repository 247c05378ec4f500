import { describe, expect, it } from 'vitest';
import { columnRange } from '../../../../core/processing/population/column-range.ts';

/** A cleaning with one column. */
function cleaned(values: Float64Array | Int32Array, isParametrised?: readonly number[]) {
  const n = values.length;
  const none = new Float64Array(n);
  return {
    nImages: n,
    nPixels: new Int32Array(n),
    nIslands: new Int32Array(n),
    ...{ charge: none, trueCharge: none, noiseCharge: none },
    isParametrised: Uint8Array.from(isParametrised ?? values, (one) =>
      isParametrised === undefined ? 1 : one,
    ),
    columns: { x: values },
  };
}

describe('columnRange', () => {
  it('has the extremes, and leaves five in a thousand out at either end', () => {
    const values = Float64Array.from({ length: 1001 }, (_, i) => 1000 - i - 2);
    expect(columnRange(cleaned(values), 'x')).toEqual({
      nDefined: 1001,
      ...{ min: -2, max: 998, minPositive: 1, low: 3, high: 993 },
    });
  });

  it('looks at images with parameters only', () => {
    const ints = Int32Array.of(-1, 4, -1, 7);
    expect(columnRange(cleaned(ints, [0, 1, 0, 1]), 'x')).toMatchObject({
      nDefined: 2,
      ...{ min: 4, max: 7 },
    });
    const none = { min: null, max: null, minPositive: null, low: null, high: null };
    expect(columnRange(cleaned(Float64Array.of(NaN, NaN)), 'x')).toEqual({ nDefined: 0, ...none });
  });

  it('says when there is no such parameter', () => {
    expect(() => columnRange(cleaned(Float64Array.of(1)), 'y')).toThrow(/no image parameter "y"/);
  });
});
