import { expect, it } from 'vitest';
import { ProfileBins } from '../../../../core/sources/profile/profile-bins.ts';

const start = Date.UTC(2020, 0, 1);

it.each([
  // Span [s], most bins, width, number of bins.
  [1200, 120, 10, 120],
  [1201, 120, 20, 61],
  [90, 120, 1, 90],
  [0.5, 120, 0.005, 100],
  [0, 120, 1, 1],
  [-5, 120, 1, 1],
])('divides %d s into at most %d bins of %d s', (spanS, maxBins, width, nBins) => {
  const bins = new ProfileBins({ startUtcMs: start, stopUtcMs: start + 1000 * spanS }, maxBins);
  expect([bins.binWidthS, bins.nBins]).toEqual([width, nBins]);
});

it('cuts the exposure of the last bin off at the stop', () => {
  const bins = new ProfileBins({ startUtcMs: start, stopUtcMs: start + 25_000 }, 3);
  expect([...bins.exposureS]).toEqual([10, 10, 5]);
  expect(bins.middleMs(2)).toBe(start + 22_500);
});

it('counts what lies within, and the rest as outside', () => {
  const bins = new ProfileBins({ startUtcMs: start, stopUtcMs: start + 20_000 }, 2);
  for (const second of [-1, 0, 9.999, 10, 20, 21]) bins.add({ utcMs: start + 1000 * second });
  expect([...bins.counts]).toEqual([2, 2]);
  expect(bins.nOutside).toBe(2);
  bins.add({ utcMs: NaN });
  expect(bins.nOutside).toBe(3);
});

it('takes the mean of the zenith distances that are known', () => {
  const bins = new ProfileBins({ startUtcMs: start, stopUtcMs: start + 20_000 }, 2);
  for (const zenithDeg of [20, 30, NaN]) bins.add({ utcMs: start, zenithDeg });
  expect([...bins.zenithDeg()]).toEqual([25, NaN]);
});

it('limits the exposure to good time intervals', () => {
  const bins = new ProfileBins({ startUtcMs: start, stopUtcMs: start + 30_000 }, 3);
  bins.limitExposure([
    [start - 5000, start + 4000],
    [start + 12_000, start + 21_000],
  ]);
  expect([...bins.exposureS]).toEqual([4, 8, 1]);
});
