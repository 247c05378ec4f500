import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linearTicks, logTicks, roundStep } from '../../../../renderer/axes/round-ticks.ts';

describe('linearTicks', () => {
  it.each([
    [0, 100, 5, [0, 20, 40, 60, 80, 100]],
    [-0.35, 0.35, 4, [-0.2, 0, 0.2]],
    [12, 13, 2, [12, 12.5, 13]],
  ])('from %d to %d about %d ticks', (low, high, count, ticks) => {
    expect(linearTicks(low, high, count)).toEqual(ticks);
  });

  it('stays within the limits, ascends, and is not much more than asked', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
        fc.integer({ min: 2, max: 20 }),
        (low, length, count) => {
          const ticks = linearTicks(low, low + length, count);
          expect(ticks.length).toBeLessThanOrEqual(count + 1);
          ticks.forEach((tick, i) => {
            expect(tick).toBeGreaterThanOrEqual(low - length * 1e-6);
            expect(tick).toBeLessThanOrEqual(low + length * (1 + 1e-6));
            if (i > 0) expect(tick).toBeGreaterThan(ticks[i - 1]);
          });
        },
      ),
    );
  });
});

describe('logTicks', () => {
  it.each([
    [1, 1000, 4, [1, 10, 100, 1000]],
    [1, 100, 8, [1, 2, 5, 10, 20, 50, 100]],
    [1, 1e9, 3, [1, 1e3, 1e6, 1e9]],
    [10, 20, 5, [10, 12, 14, 16, 18, 20]],
  ])('from %d to %d about %d ticks', (low, high, count, ticks) => {
    expect(logTicks(low, high, count)).toEqual(ticks);
  });
});

it.each([
  [0.7, 1],
  [1, 1],
  [1.1, 2],
  [3, 5],
  [6, 10],
  [0.034, 0.05],
])('the round step that is not below %d is %d', (length, step) => {
  expect(roundStep(length)).toBeCloseTo(step, 12);
});
