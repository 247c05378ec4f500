import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  unlinkSync,
  utimesSync,
} from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Catalogue } from '../../../core/catalogue/catalogue.ts';
import { scanRoot } from '../../../core/catalogue/scan/scan-root.ts';
import { catalogueSnapshot } from '../../catalogue-snapshot.ts';
import { dataFile } from '../../data-folder.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

/** Small files of several kinds: three runs, two of them of one telescope, one in two versions. */
const contents = [
  'joint-crab/fact/20131103_110_dl3.fits',
  'joint-crab/fact/20131104_162_dl3.fits',
  'joint-crab/veritas/57993_DL3.fits',
  'V2DL3/veritas_57993.soft.ED.050.fits',
  'pyeventio/simtel/gamma_with_obslevel_particles.simtel.zst',
  'pyeventio/corsika-iact/one_shower.dat',
  'joint-crab/fact/README.md',
  'ctapipe-extra/camgeom/HESS-I.camgeom.fits.gz',
].map(dataFile);

const names = ['a', 'b', 'c.fits', 'night/a', 'night/b', 'other/night/c'];

const name = fc.constantFrom(...names);
const content = fc.constantFrom(...contents);
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('put' as const), name, content, isOld: fc.boolean() }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('move' as const), name, to: name }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('swap' as const), name, to: name }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('remove' as const), name }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('touch' as const), name }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('move-folder' as const),
      to: fc.constantFrom('moved', 'other'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('remove-folder' as const) }) },
);

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

let clock = 1_600_000_000;

/** Gives a file a time long ago, which no other file has had: that alone tells that it was changed. */
function setOldTime(file: string): void {
  clock++;
  utimesSync(file, clock, clock);
}

/** Does something to a folder; what cannot be done is left undone. */
function apply(root: string, action: Step): void {
  const place = 'name' in action ? path.join(root, action.name) : path.join(root, 'night');
  const target = 'to' in action ? path.join(root, action.to) : place;
  switch (action.kind) {
    case 'put':
      mkdirSync(path.dirname(place), { recursive: true });
      copyFileSync(action.content, place);
      if (action.isOld) setOldTime(place);
      break;
    case 'remove':
      if (existsSync(place)) unlinkSync(place);
      break;
    case 'move':
      if (!existsSync(place)) return;
      mkdirSync(path.dirname(target), { recursive: true });
      renameSync(place, target);
      break;
    case 'touch':
      if (existsSync(place)) setOldTime(place);
      break;
    case 'move-folder':
      if (existsSync(place) && !existsSync(target)) renameSync(place, target);
      break;
    case 'remove-folder':
      rmSync(place, { recursive: true, force: true });
      break;
    case 'swap':
      if (!existsSync(place) || !existsSync(target) || place === target) return;
      renameSync(place, `${place}.swap`);
      renameSync(target, place);
      renameSync(`${place}.swap`, target);
  }
}

const added = '2026-11-20T10:00:00.000Z';

describe('scanRoot', () => {
  it('leaves after any changes what a first scan would find', async () => {
    const folder = temporaryFolder();
    let number = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(step, { minLength: 1, maxLength: 5 }), { minLength: 5, maxLength: 8 }),
        async (rounds) => {
          const home = path.join(folder, String(number++));
          const root = path.join(home, 'data');
          for (const [i, one] of names.entries()) {
            apply(root, { kind: 'put', name: one, content: contents[i], isOld: i % 2 === 0 });
          }
          const catalogue = await Catalogue.open(path.join(home, 'catalogue.sqlite'));
          try {
            const { id } = await catalogue.ask('addRoot', { path: root, added });
            await scanRoot(catalogue, { rootId: id, threads: 1 });
            for (const actions of rounds) {
              for (const action of actions) apply(root, action);
              const { nFiles } = await scanRoot(catalogue, { rootId: id, threads: 1 });
              expect(nFiles).toBe(numberOfFiles(root));
              expect(await catalogueSnapshot(catalogue)).toEqual(await firstScan(home, root));
            }
          } finally {
            await catalogue.close();
          }
        },
      ),
      { numRuns: 4, endOnFailure: true },
    );
  });
});

/** What a new catalogue says of a folder. */
async function firstScan(home: string, root: string) {
  const file = path.join(home, 'fresh.sqlite');
  const fresh = await Catalogue.open(file);
  try {
    const { id } = await fresh.ask('addRoot', { path: root, added });
    await scanRoot(fresh, { rootId: id, threads: 1 });
    return await catalogueSnapshot(fresh);
  } finally {
    await fresh.close();
    rmSync(file);
  }
}

function numberOfFiles(folder: string): number {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    statSync(path.join(folder, file)).isFile(),
  ).length;
}
