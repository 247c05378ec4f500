import { copyFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { EngineClient } from '../../../core/contract/engine-client.ts';
import type { RunRecord } from '../../../core/contract/records/run.ts';
import { openInProcess } from '../../../core/engine/in-process-engine.ts';
import { photoelectronHome } from '../../../core/engine/photoelectron-home.ts';
import { processFile } from '../../../core/processing/process-file.ts';
import { dataFile } from '../../data-folder.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

const folder = temporaryFolder();
const root = path.join(folder, 'data');
const home = photoelectronHome({ PHOTOELECTRON_HOME: path.join(folder, 'home') });
const simtel = 'digicampipe/simtel/sst1m_simtel_test_file.simtel.gz';

/** Chains whose members belong together, and runs of the same number that do not. */
const files = [
  simtel,
  'generated-with-upstream/ctapipe-0.30.0/sst1m.dl1.h5',
  'generated-with-upstream/sst1mpipe/sst1m_simtel_test_file_dl1.h5',
  'generated-with-upstream/ctapipe-0.30.0/gamma_proton_merged.dl2.h5',
  'generated-with-upstream/ctapipe-0.30.0/proton_run1_v033_nectarcam.dl2.h5',
  'simtools-tests/simtel/proton_run000001_za20deg_azm180deg_North_alpha_6.0.2.simtel.zst',
  'joint-crab/veritas/57993_DL3.fits',
  'V2DL3/veritas_57993.soft.ED.050.fits',
  'joint-crab/veritas/obs-index.fits.gz',
];

beforeAll(async () => {
  mkdirSync(root);
  for (const file of files) copyFileSync(dataFile(file), path.join(root, path.basename(file)));
  await processFile({
    input: path.join(root, path.basename(simtel)),
    output: path.join(root, 'ours.dl1.h5'),
    focalLengthChoice: 'EQUIVALENT',
  });
});

/** Does something with an engine on the test's home. */
async function withClient<T>(action: (client: EngineClient) => Promise<T>): Promise<T> {
  const { client, close } = await openInProcess({ home, cores: 1 });
  try {
    return await action(client);
  } finally {
    await close();
  }
}

async function scan(client: EngineClient, rebuild = false): Promise<void> {
  await client.request('roots.add', { path: root });
  const job = await client.request('jobs.submit', { request: { kind: 'scan', rebuild } });
  const { status } = await client.request('jobs.wait', { id: job.id });
  expect(status).toBe('completed');
}

async function runs(client: EngineClient): Promise<RunRecord[]> {
  return (await client.request('runs.list', { limit: 1000 })).rows;
}

/** Everything that is known, without what a new catalogue counts anew. */
async function everything(client: EngineClient) {
  const sheets = await Promise.all(
    (await runs(client)).map(({ id }) => client.request('runs.get', { id })),
  );
  const files = (await client.request('files.list', { limit: 1000 })).rows;
  const chain = await client.request('provenance.chain', { path: path.join(root, 'ours.dl1.h5') });
  const hash = files.find(({ path: file }) => file.endsWith('ours.dl1.h5'));
  const plain = (value: object, ...names: string[]) =>
    Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name)));
  return {
    files: files.map((file) => plain(file, 'id', 'rootId', 'runIds')),
    runs: sheets
      .map((sheet) => ({
        ...plain(sheet, 'id'),
        products: sheet.products.map((product) => plain(product, 'fileId')),
        notes: sheet.notes.map((note) => plain(note, 'id')),
      }))
      .sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b))),
    activities: chain.activities,
    origins: chain.entities.map((entity) => plain(entity, 'fileId')),
    product: plain(hash ?? {}, 'id', 'rootId', 'runIds'),
  };
}

const productsOf = async (client: EngineClient, { id }: RunRecord) =>
  (await client.request('runs.get', { id })).products.map((product) => path.basename(product.path));

describe('the catalogue of a folder', () => {
  it('hangs files of one run from it, whoever wrote them, and keeps productions apart', () =>
    withClient(async (client) => {
      await scan(client);
      const found = await runs(client);
      const sst1m = found.filter(({ obsId }) => obsId === 3);
      expect(sst1m).toHaveLength(1);
      expect(await productsOf(client, sst1m[0])).toEqual([
        'ours.dl1.h5',
        'sst1m.dl1.h5',
        'sst1m_simtel_test_file.simtel.gz',
        'sst1m_simtel_test_file_dl1.h5',
      ]);
      expect(sst1m[0]).toMatchObject({ isSimulation: true, nEvents: 9, primary: 'gamma' });
      const proton = found.filter(({ obsId }) => obsId === 1);
      expect(proton).toHaveLength(1);
      expect(await productsOf(client, proton[0])).toEqual([
        'gamma_proton_merged.dl2.h5',
        'proton_run000001_za20deg_azm180deg_North_alpha_6.0.2.simtel.zst',
        'proton_run1_v033_nectarcam.dl2.h5',
      ]);
      expect(found.filter(({ obsId }) => obsId === 10)).toHaveLength(1);
      // The index lists more runs than there are files: it makes none.
      expect(found.filter(({ instrument }) => instrument === 'VERITAS')).toMatchObject([
        { obsId: 57993, night: '2011-10-08', target: 'Crab', nEvents: 5729 },
      ]);
      expect(found).toHaveLength(4);
    }));

  it('is the same when it is made anew, from files and annotations alone', async () => {
    const before = await withClient(async (client) => {
      const [crab] = (await runs(client)).filter(({ obsId }) => obsId === 57993);
      await client.request('runs.set-flag', { id: crab.id, flag: 'bad', isSet: true });
      await client.request('runs.set-flag', { id: crab.id, flag: 'clouds', isSet: true });
      await client.request('runs.set-flag', { id: crab.id, flag: 'clouds', isSet: false });
      const note = await client.request('runs.add-note', { id: crab.id, text: 'wrong "note"\n2' });
      await client.request('runs.add-note', { id: crab.id, text: 'Clouds from 03:40 on.' });
      await client.request('runs.remove-note', { id: crab.id, noteId: note.id });
      return everything(client);
    });
    expect(before.runs.find((run) => JSON.stringify(run).includes('VERITAS:57993'))).toMatchObject({
      flags: ['bad'],
      notes: [{ text: 'Clouds from 03:40 on.' }],
    });
    expect(before.activities).not.toEqual([]);

    await withClient((client) => scan(client, true));
    expect(await withClient(everything)).toEqual(before);

    for (const ending of ['', '-wal', '-shm']) rmSync(home.catalogue + ending, { force: true });
    const again = await withClient(async (client) => {
      await scan(client);
      return everything(client);
    });
    expect(again).toEqual(before);
    const lines = readFileSync(home.annotations, 'utf8').trimEnd().split('\n');
    expect(lines).toHaveLength(6);
  });

  it('finds the configuration of a product by its hash after the catalogue was lost', () =>
    withClient(async (client) => {
      const { rows } = await client.request('files.list', { text: 'ours.dl1' });
      const [run] = (await client.request('runs.get', { id: rows[0].runIds[0] })).products.filter(
        ({ path: file }) => file.endsWith('ours.dl1.h5'),
      );
      const hash = run.configurationHash ?? '';
      expect(hash).toMatch(/^[0-9a-f]{64}$/);
      expect((await client.request('configurations.get', { hash })).hash).toBe(hash);
    }));
});
