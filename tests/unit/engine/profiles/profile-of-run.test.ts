import { expect, it } from 'vitest';
import type { ProductRecord, RunSheet } from '../../../../core/contract/records/run.ts';
import type { RunProfileRecord } from '../../../../core/contract/records/run-profile.ts';
import { profileOfRun } from '../../../../core/engine/profiles/profile-of-run.ts';

function product(path: string, more: Partial<ProductRecord> = {}): ProductRecord {
  return {
    fileId: 1,
    path,
    presence: 'present',
    format: 'GADF FITS',
    dataLevels: ['DL3'],
    nEvents: null,
    productId: null,
    activityId: null,
    configurationHash: null,
    isComplete: null,
    ...more,
  };
}

/** What the choice of a file depends on. */
function run(more: Partial<RunSheet>): RunSheet {
  const known = {
    isSimulation: false,
    start: '2020-01-01T00:00:00.000Z',
    stop: '2020-01-01T00:20:00.000Z',
    products: [],
  };
  return { ...known, ...more } as unknown as RunSheet;
}

const profile = { table: 'EVENTS' } as unknown as RunProfileRecord;

it('reads the file with most events first, and others when that tells nothing', async () => {
  const asked: string[] = [];
  const products = [
    product('few', { nEvents: 10 }),
    product('gone', { nEvents: 1000, presence: 'missing' }),
    product('many', { nEvents: 100 }),
    product('uncounted'),
  ];
  const answer = await profileOfRun(run({ products }), (path, start, stop) => {
    asked.push(path);
    expect([start, stop]).toEqual([Date.UTC(2020, 0, 1), Date.UTC(2020, 0, 1, 0, 20)]);
    return Promise.resolve(path === 'few' ? profile : undefined);
  });
  expect(asked).toEqual(['many', 'few']);
  expect(answer).toEqual({ profile, reason: null });
});

it.each([
  [{ isSimulation: true }, 'simulated'],
  [{ start: null }, 'when it was taken'],
  [{ products: [product('a', { presence: 'missing' })] }, 'where it was'],
  [{ products: [product('a'), product('b', { format: 'MAGIC HDF5' })] }, 'GADF FITS, MAGIC HDF5'],
])('says why a run of %j has none', async (more, part) => {
  const answer = await profileOfRun(run(more), () => Promise.resolve(undefined));
  expect(answer.profile).toBeNull();
  expect(answer.reason).toContain(part);
});

it('fails as the first file failed when no other has a profile', async () => {
  const products = [product('a', { nEvents: 2 }), product('b', { nEvents: 1 })];
  const read = (path: string) =>
    path === 'a' ? Promise.reject(new Error('damaged')) : Promise.resolve(undefined);
  await expect(profileOfRun(run({ products }), read)).rejects.toThrow('damaged');
});
