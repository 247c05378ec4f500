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
