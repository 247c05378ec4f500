import { expect, it } from 'vitest';
import type { FileFacts } from '../../../../core/sources/recognition/file-facts.ts';
import { soundFacts } from '../../../../core/sources/recognition/sound-facts.ts';

it('leaves out what no one can rely on', () => {
  const facts: FileFacts = {
    kind: 'events',
    format: 'x\u001b[31my\nz',
    description: 'd'.repeat(5000),
    dataLevels: ['DL1_IMAGES'],
    site: { longitudeDeg: NaN, latitudeDeg: 1 },
    telescopes: [
      { telId: 1, mirrorAreaM2: Infinity, positionM: [1, NaN, 3] },
      { telId: 1.5, name: 'none' },
    ],
    runs: [
      { obsId: NaN },
      {
        obsId: 3,
        startUtcMs: 1e16,
        stopUtcMs: 1000,
        telIds: [1, NaN],
        simulation: { a: NaN, b: 2 },
        telescopeCounts: { 1: 2, NaN: 3 },
      },
    ],
    activityRecord: '{\n}',
  };
  expect(soundFacts(facts)).toEqual({
    kind: 'events',
    format: 'x [31my z',
    description: `${'d'.repeat(1000)}…`,
    dataLevels: ['DL1_IMAGES'],
    telescopes: [{ telId: 1 }],
    runs: [
      {
        obsId: 3,
        stopUtcMs: 1000,
        telIds: [1],
        simulation: { b: 2 },
        telescopeCounts: { 1: 2 },
      },
    ],
    activityRecord: '{\n}',
  });
});

it('keeps no count that does not count, no figure without a value, no place that is not on Earth', () => {
  const facts = soundFacts({
    kind: 'events',
    format: 'x',
    description: '',
    dataLevels: [],
    site: { longitudeDeg: 0, latitudeDeg: 91 },
    runs: [
      {
        obsId: 1,
        nEvents: -1,
        eventCounts: { SUBARRAY: 3, FLATFIELD: 0.5 },
        telescopeCounts: { 1: 2, 2: -4 },
        quality: [
          { name: 'rate', value: Infinity, unit: 'Hz' },
          { name: 'rate', value: 3, unit: 'Hz' },
        ],
      },
    ],
  });
  expect(facts.site).toBeUndefined();
  expect(facts.runs).toEqual([
    {
      obsId: 1,
      eventCounts: { SUBARRAY: 3 },
      telescopeCounts: { 1: 2 },
      quality: [{ name: 'rate', value: 3, unit: 'Hz' }],
    },
  ]);
});

it('bounds what one file can fill a catalogue with', () => {
  const runs = Array.from({ length: 300_000 }, (_, i) => ({ obsId: i }));
  const facts = soundFacts({ kind: 'events', format: 'x', description: '', dataLevels: [], runs });
  expect(facts.runs.length).toBeLessThan(200_000);
});

it.each([
  [343, -17],
  [-343, 17],
  [180, 180],
  [-110.95, -110.95],
])('counts a longitude of %d degrees as %d', (longitudeDeg, expected) => {
  const site = { longitudeDeg, latitudeDeg: 28.76, heightM: 2200 };
  const facts: FileFacts = {
    kind: 'events',
    format: 'x',
    description: '',
    dataLevels: [],
    site,
    runs: [],
  };
  expect(soundFacts(facts).site).toEqual({ ...site, longitudeDeg: expected });
});
