import { expect, it } from 'vitest';
import type { RunProfileRecord } from '../../../../../core/contract/records/run-profile.ts';
import { profilePython } from '../../../../../renderer/panels/nights/profile-python.ts';
import {
  nLeftOut,
  rateSeries,
  zenithSeries,
} from '../../../../../renderer/panels/nights/profile-series.ts';

const profile: RunProfileRecord = {
  path: '/data/run.fits',
  table: 'EVENTS',
  start: '2020-01-01T00:00:00.000Z',
  binWidthS: 10,
  exposureS: Float64Array.of(10, 0, 5),
  hasGoodTimes: true,
  counts: Float64Array.of(100, 0, 25),
  types: [],
  telescopes: Array.from({ length: 8 }, (_, i) => ({
    telId: i + 1,
    counts: Float64Array.of(10 * i, 0, 5),
  })),
  zenithDeg: Float64Array.of(20, 21, 22),
  zenithSource: 'computed',
  nOutside: 0,
};
const start = Date.UTC(2020, 0, 1);

it('divides the counts of each bin by its exposure, with their square root as error', () => {
  const [rate] = rateSeries(profile, 'all');
  expect([...(rate.x as Float64Array)]).toEqual([start + 5000, start + 15_000, start + 25_000]);
  expect([...(rate.y as Float64Array)]).toEqual([10, NaN, 5]);
  expect([...(rate.yError as Float64Array)]).toEqual([1, NaN, 1]);
});

it('draws as many lines as can be told apart', () => {
  const lines = rateSeries(profile, 'telescope');
  expect(lines.map(({ name }) => name).slice(0, 2)).toEqual(['Telescope 1', 'Telescope 2']);
  expect(lines).toHaveLength(6);
  expect(nLeftOut(profile, 'telescope')).toBe(2);
  expect(nLeftOut(profile, 'all')).toBe(0);
  expect([...(lines[2].y as Float64Array)]).toEqual([2, NaN, 1]);
});

it('draws the zenith distance over the same times', () => {
  const [zenith] = zenithSeries(profile);
  expect([...(zenith.y as Float64Array)]).toEqual([20, 21, 22]);
});

it('writes a program that reads the file', () => {
  const fits = profilePython(profile, 5) ?? '';
  expect(fits).toContain('fits.open("/data/run.fits")');
  expect(fits).toContain('edges = 10 * np.arange(4)');
  const triggers = { ...profile, path: '/data/run.h5', table: '/dl1/event/subarray/trigger' };
  expect(profilePython(triggers, 5)).toContain('triggers["obs_id"] == 5');
  expect(profilePython({ ...triggers, table: '/events' }, 5)).toBeUndefined();
});
