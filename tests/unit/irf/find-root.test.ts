import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findRoot } from '../../../core/irf/find-root.ts';

describe('findRoot', () => {
  it('finds roots to the last digit', () => {
    expect(findRoot((x) => x * x - 2, 0, 2)).toBeCloseTo(Math.SQRT2, 15);
    expect(findRoot(Math.cos, 1, 2)).toBeCloseTo(Math.PI / 2, 15);
    fc.assert(
      fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), (root) => {
        const found = findRoot((x) => x - root, -2e6, 3e6) ?? NaN;
        expect(Math.abs(found - root)).toBeLessThanOrEqual(Number.EPSILON * Math.abs(root));
      }),
    );
  });

  it('takes a root at an end, and finds none where there is none', () => {
    expect(findRoot((x) => x, 0, 1)).toBe(0);
    expect(findRoot((x) => x - 1, 0, 1)).toBe(1);
    expect(findRoot((x) => x * x + 1, -1, 1)).toBeUndefined();
    expect(findRoot(() => NaN, -1, 1)).toBeUndefined();
    expect(findRoot((x) => (x === -1 ? -1 : x === 1 ? 1 : NaN), -1, 1)).toBeUndefined();
  });
});
