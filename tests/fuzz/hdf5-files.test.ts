import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { astropyColumns } from '../../core/formats/hdf5/astropy-columns.ts';
import { type Hdf5File, openHdf5 } from '../../core/formats/hdf5/open-hdf5.ts';
import { openRows } from '../../core/formats/hdf5/open-rows.ts';
import { PhotoelectronError } from '../../core/foundation/errors.ts';
import { openCtapipeHdf5Source } from '../../core/sources/ctapipe-hdf5/open-ctapipe-hdf5-source.ts';
import { dataFile } from '../data-folder.ts';
import { mutate, randomNumbers } from '../mutated-bytes.ts';
import { writeSyntheticProduct } from '../synthetic-product.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/** Mutated files; more with PHOTOELECTRON_FUZZ_RUNS. */
const runs = Number(process.env.PHOTOELECTRON_FUZZ_RUNS ?? '2000');
const maxMegabytes = 1024;
/** There is damage that the library never comes back from. */
const patienceMs = 2000;

/** Files of other programs: pandas, sequences, half precision, YAML of astropy. */
const others = [
  'aict-tools/fact-dl2/cta_coord_test.hdf',
  'sstcam-simulation/photoelectron_test.h5',
  'simtools-tests/hdf5/proton_run000001_North_6.0.2_v0.33.reduced_event_data.hdf5',
  'cta-lstchain/magic/M1_magic_data.h5',
  'ctlearn-manager/sst1m-performance/flux_sensitivity_stereo_30deg.h5',
];

const folder = temporaryFolder();

/** Reads everything that can be reached, without following loops. */
async function readEverything(file: Hdf5File): Promise<number> {
  let tables = 0;
  await file.tree().catch(expected);
  const pending = ['/'];
  for (let item = pending.pop(); item !== undefined && tables < 60; item = pending.pop()) {
    await file.attributes(item).catch(expected);
    const kind = await file.kind(item).catch(expected);
    if (kind === 'group') {
      const children = (await file.children(item).catch(expected)) ?? [];
      const prefix = item === '/' ? '' : item;
      if (item.split('/').length < 8) {
        pending.push(...children.slice(0, 100).map(({ name }) => `${prefix}/${name}`));
      }
      await file.describeGroup(item).catch(expected);
      const rows = await openRows(file, item).catch(expected);
      await rows?.read({ count: Math.min(rows.nRows, 10) }).catch(expected);
    } else if (kind === 'dataset') {
      const array = await file.describeArray(item).catch(expected);
      const places = Math.min(array?.shape[0] ?? 1, 10);
      if (array !== undefined) await file.readArray(item, { count: places }).catch(expected);
      await astropyColumns(file, item).catch(expected);
      const description = await file.describe(item).catch(expected);
      const count = Math.min(description?.nRows ?? 0, 10);
      if (description !== undefined) await file.readRows(item, { count }).catch(expected);
      tables++;
    }
  }
  return tables;
}

/** Nothing but errors of ours with one sentence may come out. */
function expected(cause: unknown): undefined {
  expect(cause).toBeInstanceOf(PhotoelectronError);
  const { code, message } = cause as PhotoelectronError;
  expect(code).not.toBe('internal');
  expect(message.split('\n')).toHaveLength(1);
  return undefined;
}

it('turns every damaged file into values or one sentence, never into a crash', async () => {
  const source = path.join(folder, 'source.h5');
  await writeSyntheticProduct(source, 7, { compression: 'deflate', checksum: false });
  const packed = path.join(folder, 'packed.h5');
  await writeSyntheticProduct(packed, 7);
  const originals = [source, packed, ...others.map(dataFile)].map((file) => readFileSync(file));
  const random = randomNumbers(20261120);
  const outcomes = { tables: 0, events: 0, refused: 0 };
  for (let run = 0; run < runs; run++) {
    const file = path.join(folder, `mutated-${String(run % 4)}.h5`);
    writeFileSync(file, mutate(originals[run % originals.length], random));
    if (run % 3 === 0 || run % originals.length > 1) {
      const opened = await openHdf5(file, { patienceMs }).catch(expected);
      if (opened === undefined) {
        outcomes.refused++;
        continue;
      }
      outcomes.tables += await readEverything(opened);
      await opened.close();
      continue;
    }
    const events = await openCtapipeHdf5Source(file).catch(expected);
    if (events === undefined) {
      outcomes.refused++;
      continue;
    }
    try {
      for await (const batch of events.batches()) outcomes.events += batch.nEvents;
    } catch (cause) {
      expected(cause);
    }
    await events.close();
  }
  expect(outcomes.tables).toBeGreaterThan(0);
  expect(outcomes.events).toBeGreaterThan(0);
  expect(outcomes.refused).toBeGreaterThan(0);
  expect(process.memoryUsage.rss() / 2 ** 20).toBeLessThan(maxMegabytes);
}, 600_000);
