import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import type { FileFacts } from '../../core/sources/recognition/file-facts.ts';
import { recogniseFile } from '../../core/sources/recognition/recognise-file.ts';
import { dataFile, fixtureFolder } from '../data-folder.ts';
import { mutate, randomNumbers } from '../mutated-bytes.ts';
import { writeSyntheticProduct } from '../synthetic-product.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/** Mutated files; more with PHOTOELECTRON_FUZZ_RUNS. */
const runs = Number(process.env.PHOTOELECTRON_FUZZ_RUNS ?? '1500');
const maxMegabytes = 1024;

/** Small files of every kind of HDF5 that is recognised by its tables. */
const hdf5Files = [
  'aict-tools/fact-dl2/cta_coord_test.hdf',
  'cta-lstchain-extra/dl2/reco_protons.h5',
  'cta-lstchain/instrument/LST-1_SubarrayDescription.h5',
  'cta-lstchain/magic/M1_magic_data.h5',
  'ctlearn-manager/sst1m-performance/flux_sensitivity_stereo_30deg.h5',
  'generated-with-upstream/lstchain/dl2_history_meta_75.h5',
  'generated-with-upstream/magic-cta-pipe/dl1_gamma_zd_40.0deg_az_180.0deg_LST1_LST2_LST3_LST4__run7.h5',
  'nectarchain/instrument/dummy_subarray_description.h5',
  'simtools-tests/hdf5/proton_run000001_North_6.0.2_v0.33.reduced_event_data.hdf5',
  'sst1mpipe/calib/20230917_0528_0529_Tel1_fitted_parameters.h5',
  'sstcam-simulation/photoelectron_test.h5',
];

const folder = temporaryFolder();

/** Every number of the facts that is not finite, by its place. */
function notFinite(value: unknown, place = ''): string[] {
  if (typeof value === 'number') return Number.isFinite(value) ? [] : [place];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => notFinite(inner, `${place}/${name}`));
}

/** What holds for the facts of any file. */
function expectSound(facts: FileFacts, label: string): void {
  expect(notFinite(facts), label).toEqual([]);
  expect(facts.description.split('\n'), label).toHaveLength(1);
  expect(facts.reason?.split('\n') ?? [''], label).toHaveLength(1);
  if (facts.kind === 'unrecognised') expect(facts.reason, label).toMatch(/\S/);
}

it('turns every damaged file into facts or one sentence, never into a crash', async () => {
  const product = path.join(folder, 'product.h5');
  await writeSyntheticProduct(product, 7);
  const eventio = path.join(fixtureFolder('eventio'), 'files');
  const originals = [
    product,
    ...hdf5Files.map(dataFile),
    ...readdirSync(eventio)
      .filter((name) => !name.endsWith('.md'))
      .map((name) => path.join(eventio, name)),
  ];
  const contents = originals.map((name) => readFileSync(name));
  const random = randomNumbers(20261121);
  const kinds = new Map<string, number>();
  for (let run = 0; run < runs; run++) {
    const file = path.join(folder, `mutated-${String(run % 4)}`);
    writeFileSync(file, mutate(contents[run % contents.length], random));
    const facts = await recogniseFile(file);
    expectSound(facts, `run ${String(run)}: ${originals[run % originals.length]}`);
    kinds.set(facts.kind, (kinds.get(facts.kind) ?? 0) + 1);
  }
  for (const kind of ['events', 'instrument', 'photons', 'unrecognised']) {
    expect(kinds.get(kind) ?? 0, kind).toBeGreaterThan(0);
  }
  expect(process.memoryUsage.rss() / 2 ** 20).toBeLessThan(maxMegabytes);
}, 600_000);
