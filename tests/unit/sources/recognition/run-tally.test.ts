import { expect, it } from 'vitest';
import { RunTally, eventTypeName } from '../../../../core/sources/recognition/run-tally.ts';

it('counts run by run and keeps the first and last time', () => {
  const tally = new RunTally();
  tally.add({ obsId: 7, primary: 'gamma', startUtcMs: 500 });
  for (const [obsId, type, time] of [
    [8, 'SUBARRAY', 3000],
    [7, 'SUBARRAY', 2000],
    [8, 'SKY_PEDESTAL', 1000],
    [8, 'SUBARRAY', NaN],
    [8, 'SUBARRAY', 0],
  ] as const) {
    tally.arrayEvent(obsId, type);
    tally.time(obsId, time);
    tally.telescopeEvent(obsId, 3);
    tally.telescopeEvent(obsId, 1);
  }
  expect(tally.runs()).toEqual([
    {
      obsId: 7,
      primary: 'gamma',
      nEvents: 1,
      eventCounts: { SUBARRAY: 1 },
      telescopeCounts: { 1: 1, 3: 1 },
      telIds: [1, 3],
      startUtcMs: 500,
      stopUtcMs: 2000,
    },
    {
      obsId: 8,
      nEvents: 4,
      eventCounts: { SUBARRAY: 3, SKY_PEDESTAL: 1 },
      telescopeCounts: { 1: 4, 3: 4 },
      telIds: [1, 3],
      startUtcMs: 1000,
      stopUtcMs: 3000,
    },
  ]);
});

it('forgets what it did not count to the end', () => {
  const tally = new RunTally();
  tally.arrayEvent(5, 'SUBARRAY');
  tally.time(5, 1000);
  tally.forgetCounts(1_000_000);
  expect(tally.runs()).toEqual([
    { obsId: 5, nEvents: 1_000_000, startUtcMs: 1000, stopUtcMs: 1000 },
  ]);
  tally.arrayEvent(6);
  tally.forgetCounts(1_000_000);
  // Nobody knows which run how many of them belong to.
  expect(tally.runs()).toEqual([{ obsId: 5, startUtcMs: 1000, stopUtcMs: 1000 }, { obsId: 6 }]);
});

it('names event types, also those before ctapipe 0.27', () => {
  expect([0, 2, 3, 5, 32, 77].map((code) => eventTypeName(code))).toEqual([
    'FLATFIELD',
    'PEDESTAL',
    'DARK_PEDESTAL',
    'SKY_PEDESTAL',
    'SUBARRAY',
    'UNKNOWN',
  ]);
  expect([2, 5, 32].map((code) => eventTypeName(code, true))).toEqual([
    'SKY_PEDESTAL',
    'OTHER_CALIBRATION',
    'SUBARRAY',
  ]);
});
