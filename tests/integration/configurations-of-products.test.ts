import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { Catalogue } from '../../core/catalogue/catalogue.ts';
import { ConfigurationStore } from '../../core/catalogue/configurations/configuration-store.ts';
import { scanRoot } from '../../core/catalogue/scan/scan-root.ts';
import { processFile } from '../../core/processing/process-file.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { sampleFile } from './run-pe.ts';

it('knows the configurations of products after a scan, and counts the products', async () => {
  const folder = temporaryFolder();
  const data = path.join(folder, 'data');
  mkdirSync(data);
  const own = path.join(folder, 'own.yaml');
  writeFileSync(own, 'title: mine\n');
  const work = { input: sampleFile, telescopes: [1] };
  await processFile({ ...work, output: path.join(data, 'a.h5'), config: 'lst-1' });
  await processFile({ ...work, output: path.join(data, 'b.h5'), config: own });
  await processFile({ ...work, output: path.join(data, 'c.h5'), config: own });

  const catalogue = await Catalogue.open(path.join(folder, 'home/catalogue.sqlite'));
  try {
    const added = new Date().toISOString();
    const root = await catalogue.ask('addRoot', { path: data, added });
    await scanRoot(catalogue, { rootId: root.id });
    const store = new ConfigurationStore({
      catalogue,
      folder: path.join(folder, 'home/configurations'),
    });
    const { configurations } = await store.list();
    const counts = configurations.map(({ name, nProducts }) => [name, nProducts]);
    expect(counts.filter(([, count]) => count !== 0)).toEqual([['lst-1', 1]]);
    const saved = await store.save({ name: 'mine', text: 'title: mine # again\n' });
    expect(saved.nProducts).toBe(2);
    const full = await store.get({ hash: saved.hash });
    // What the product carried is now known with its comments.
    expect(full).toMatchObject({ text: 'title: mine # again\n', nProducts: 2, problem: null });
    expect(full.document).toMatchObject({ title: 'mine', output: { write_showers: false } });
    expect((await store.resolve(saved.hash.slice(0, 12))).hash).toBe(saved.hash);
  } finally {
    await catalogue.close();
  }
});
