import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Catalogue } from '../../core/catalogue/catalogue.ts';
import { scanRoot } from '../../core/catalogue/scan/scan-root.ts';
import { rootsOnly, unrestrictedAccess } from '../../core/engine/access-policy.ts';
import { provenanceHandlers } from '../../core/engine/handlers/provenance-handlers.ts';
import { photoelectronHome } from '../../core/engine/photoelectron-home.ts';
import { Hdf5Writer } from '../../core/formats/hdf5/hdf5-writer.ts';
import { processFile } from '../../core/processing/process-file.ts';
import { dataFile } from '../data-folder.ts';
import { runInProcess } from '../run-in-process.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { sampleFile } from './run-pe.ts';

const folder = temporaryFolder();
const place = (name: string) => path.join(folder, name);

beforeEach(() => {
  process.env['PHOTOELECTRON_HOME'] = place('no home');
});

const { signal } = new AbortController();
const context = { signal, connection: signal, onProgress: () => undefined };
const fromFiles = provenanceHandlers({ access: unrestrictedAccess() });
const chainOf = (file: string) => fromFiles['provenance.chain']({ path: file }, context);

/** Two steps: images of the sample, and showers from those. */
beforeAll(async () => {
  await processFile({ input: sampleFile, output: place('dl1.h5'), writeImages: true });
  await processFile({ input: place('dl1.h5'), output: place('dl2.h5') });
});

describe('a product of two steps', () => {
  it('leads back to the raw file, from the files alone', async () => {
    const chain = await chainOf(place('dl2.h5'));
    expect(chain.entities.map(({ presentPath }) => presentPath)).toEqual([
      place('dl2.h5'),
      place('dl1.h5'),
      sampleFile,
    ]);
    // The sample's hash stands in resources/samples/README.md.
    const readme = readFileSync(path.join(path.dirname(sampleFile), 'README.md'), 'utf8');
    expect(readme).toContain(String(chain.entities[2].sha256));
    expect(chain.activities.map(({ name, status }) => [name, status])).toEqual([
      ['pe process', 'completed'],
      ['pe process', 'completed'],
    ]);
    expect(chain.origins).toEqual(['e3']);
    expect(chain.remarks).toEqual([]);
  });

  it('is shown by pe provenance without a catalogue, and makes none', async () => {
    const { code, out } = await runInProcess(['provenance', place('dl2.h5')]);
    expect(code).toBe(0);
    const lines = out.split('\n');
    expect(lines[0]).toBe(place('dl2.h5'));
    expect(lines.find((line) => line.includes(`events: ${place('dl1.h5')}`))).toMatch(/^ {3}└─ /);
    expect(lines.find((line) => line.includes(`events: ${sampleFile}`))).toMatch(/^ {9}└─ /);
    expect(existsSync(photoelectronHome(process.env).folder)).toBe(false);
  });

  it('is exported to a file that stands already only when asked to', async () => {
    const output = place('dl2.prov.json');
    writeFileSync(output, 'mine');
    const args = ['provenance', place('dl2.h5'), '--prov-json', '-o', output];
    expect(await runInProcess(args)).toMatchObject({ code: 5 });
    expect(readFileSync(output, 'utf8')).toBe('mine');
    expect(await runInProcess([...args, '--overwrite'])).toMatchObject({ code: 0, out: '' });
    const document = JSON.parse(readFileSync(output, 'utf8')) as Record<string, object>;
    expect(Object.keys(document['activity'])).toHaveLength(2);
  });

  it('differs from one of another configuration in what was changed', async () => {
    const config = place('other.yaml');
    writeFileSync(config, 'output:\n  compression_level: 1\n');
    await processFile({ input: place('dl1.h5'), output: place('other.h5'), config });
    const { code, out } = await runInProcess([
      'provenance',
      '--compare',
      place('dl2.h5'),
      place('other.h5'),
    ]);
    expect(code).toBe(0);
    expect(out).toContain('output.compression_level: ');
    expect(out).not.toContain('inputs');
    expect(out).not.toContain('software');
    const again = await runInProcess([
      'provenance',
      '--compare',
      place('dl2.h5'),
      place('dl2.h5'),
      '--json',
    ]);
    expect(JSON.parse(again.out)).toEqual([]);
  });
});

describe('an input that was moved and renamed', () => {
  it('is found by the catalogue, and its making even after it was deleted', async () => {
    const store = place('store');
    const products = place('products');
    for (const each of [store, products]) mkdirSync(each);
    const moved = path.join(store, 'renamed.h5');
    const product = path.join(products, 'dl2.h5');
    await processFile({ input: sampleFile, output: place('lost.h5'), writeImages: true });
    await processFile({ input: place('lost.h5'), output: product });
    renameSync(place('lost.h5'), moved);

    const alone = await chainOf(product);
    expect(alone.entities[1]).toMatchObject({ path: place('lost.h5'), presentPath: null });
    expect(alone.remarks).toEqual([expect.stringContaining('lost.h5 was not found')]);

    const catalogue = await Catalogue.open(place('moved.sqlite'));
    try {
      const added = new Date().toISOString();
      const root = await catalogue.ask('addRoot', { path: store, added });
      await scanRoot(catalogue, { rootId: root.id, threads: 1 });
      const withCatalogue = provenanceHandlers({ access: unrestrictedAccess(), catalogue });
      const chain = await withCatalogue['provenance.chain']({ path: product }, context);
      expect(chain.entities[1]).toMatchObject({ path: place('lost.h5'), presentPath: moved });
      expect(chain.entities[1].fileId).toBeGreaterThan(0);
      expect(chain.activities).toHaveLength(2);
      expect(chain.remarks).toEqual([]);

      // What was made of the raw file is known from the products in the folder.
      const ofRaw = await withCatalogue['provenance.chain']({ path: sampleFile }, context);
      expect(ofRaw.readBy).toMatchObject([
        { id: chain.activities[1].id, status: 'completed', outputs: [place('lost.h5')] },
      ]);

      renameSync(moved, place('gone.h5'));
      const without = await withCatalogue['provenance.chain']({ path: product }, context);
      expect(without.entities[1].presentPath).toBeNull();
      expect(without.activities).toHaveLength(2);
      expect(without.entities.at(-1)?.presentPath).toBe(sampleFile);
    } finally {
      await catalogue.close();
    }
  });
});

it('touches no file outside of the folders that a client may read', async () => {
  const open = place('open');
  mkdirSync(open);
  const product = path.join(open, 'dl2.h5');
  copyFileSync(place('dl2.h5'), product);
  // The input is there, but elsewhere; so is a link to it.
  symlinkSync(place('dl1.h5'), path.join(open, 'dl1.h5'));
  const access = await rootsOnly({ readable: [open], writable: [] });
  const handlers = provenanceHandlers({ access });
  const real = await access.checkRead(product);
  const chain = await handlers['provenance.chain']({ path: real }, context);
  expect(chain.entities.map(({ presentPath }) => presentPath)).toEqual([real, null]);
  expect(chain.activities).toHaveLength(1);
  await expect(
    handlers['provenance.chain']({ path: place('dl1.h5') }, context),
  ).rejects.toMatchObject({ code: 'access-denied' });
});

describe('pe provenance with a catalogue', () => {
  const { catalogue: file, folder: home } = photoelectronHome({
    PHOTOELECTRON_HOME: place('other home'),
  });

  it('asks it where there is one, and goes on without a damaged one', async () => {
    process.env['PHOTOELECTRON_HOME'] = home;
    mkdirSync(home);
    // What made the file stands in the catalogue alone.
    const product = place('bare.h5');
    const writer = await Hdf5Writer.create(product);
    writer.setAttributes('/', { 'CTA PRODUCT ID': 'bare' });
    await writer.close();
    const catalogue = await Catalogue.open(file);
    await catalogue.ask('recordActivity', {
      record: {
        activity_uuid: 'u',
        activity_name: 'noted by a job',
        status: 'completed',
        options: {},
        input: [],
        output: [{ path: product, role: 'events', product_id: 'bare' }],
      },
    });
    await catalogue.close();
    const asked = await runInProcess(['provenance', product]);
    expect(asked).toMatchObject({ code: 0, err: '' });
    expect(asked.out).toContain('noted by a job, completed');

    writeFileSync(file, 'no database '.repeat(1000));
    const alone = await runInProcess(['provenance', product]);
    expect(alone.code).toBe(0);
    expect(alone.err).toMatch(
      /^pe: The catalogue .* is damaged.* Going on without the catalogue\.\n$/,
    );
    expect(alone.out).toContain('Nothing tells how this file came to be');
  });
});

describe('files that tell little or nonsense', () => {
  it.each([
    ['generated-with-upstream/ctapipe-0.30.0/gamma_proton_merged.dl2.h5', 'ctapipe 0.30.0'],
    ['generated-with-upstream/lstchain/dl2_history_meta_75.h5', 'lstchain 0.12.4.dev13+g1e78f116e'],
    ['generated-with-upstream/sst1mpipe/sst1m_simtel_test_file_dl1.h5', 'ctapipe 0.17.0'],
    ['joint-crab/fact/20131103_110_dl3.fits', 'FACT IRF'],
  ])('%s was made by %s', async (file, software) => {
    const chain = await chainOf(dataFile(file));
    expect(chain.activities[0]).toMatchObject({ software, outputs: [chain.subject] });
  });

  /** A file with a text where products have their record. */
  async function withRecord(name: string, text: string): Promise<string> {
    const file = place(name);
    const writer = await Hdf5Writer.create(file);
    writer.createText('/provenance/activity', text);
    writer.setAttributes('/', { 'CTA PRODUCT ID': name });
    await writer.close();
    return file;
  }

  it.each([
    ['cut.h5', '{"activity_uuid": "u", "input": ['],
    ['nameless.h5', '{}'],
    ['deep.h5', `{"activity_uuid": "u", "options": {"a": ${'['.repeat(5000)}${']'.repeat(5000)}}}`],
    ['long.h5', `{"activity_uuid": "u", "activity_name": "${'n'.repeat(17 << 20)}"}`],
  ])('%s has a record that cannot be read, and that is said', async (name, text) => {
    const file = await withRecord(name, text);
    const chain = await chainOf(file);
    expect(chain.activities).toEqual([]);
    expect(chain.remarks).toEqual([expect.stringContaining(file)]);
  });

  it('reads what can be read of a record with wrong types', async () => {
    const record = { activity_uuid: 'u', status: 7, input: [{ path: 'raw', role: [] }], config: 1 };
    const chain = await chainOf(await withRecord('types.h5', JSON.stringify(record)));
    expect(chain.activities).toMatchObject([{ id: 'u', status: 'unknown', inputs: [] }]);
    expect(chain.remarks).toHaveLength(3);
  });

  it('ends where a product names itself, and shows no control characters', async () => {
    const file = place('circle.h5');
    const record = {
      activity_uuid: 'u',
      activity_name: 'circle\u001b[2J',
      input: [{ path: file, role: 'events', product_id: 'circle.h5' }],
    };
    await withRecord('circle.h5', JSON.stringify(record));
    const chain = await chainOf(file);
    expect(chain.activities).toMatchObject([{ inputs: ['e1'], outputs: ['e1'] }]);
    const { code, out } = await runInProcess(['provenance', file]);
    expect(code).toBe(0);
    expect(out).toContain('see above');
    expect(out).not.toContain('\u001b');
  });

  it('is one sentence for a file that is not there, and for a call that makes no sense', async () => {
    const missing = await runInProcess(['provenance', place('none.h5')]);
    expect(missing).toMatchObject({ code: 3, err: `pe: There is no file ${place('none.h5')}.\n` });
    for (const args of [[], ['a', 'b'], ['--compare', 'a'], ['a', '-o', 'b']]) {
      expect(await runInProcess(['provenance', ...args])).toMatchObject({ code: 2, out: '' });
    }
  });
});
