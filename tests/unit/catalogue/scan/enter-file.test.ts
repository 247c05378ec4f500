import { copyFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { Catalogue } from '../../../../core/catalogue/catalogue.ts';
import { enterFile } from '../../../../core/catalogue/scan/enter-file.ts';
import { scanRoot } from '../../../../core/catalogue/scan/scan-root.ts';
import { catalogueSnapshot } from '../../../catalogue-snapshot.ts';
import { dataFile } from '../../../data-folder.ts';
import { temporaryFolder } from '../../../temporary-folder.ts';

const product = 'generated-with-upstream/ctapipe-0.30.0/sst1m.dl1.h5';

it('enters a file as a scan of its folder would, in the innermost root', async () => {
  const home = temporaryFolder();
  const inner = path.join(home, 'data', 'products');
  mkdirSync(inner, { recursive: true });
  const file = path.join(inner, 'sst1m.dl1.h5');
  copyFileSync(dataFile(product), file);
  copyFileSync(dataFile(product), path.join(home, 'elsewhere.h5'));
  const catalogue = await Catalogue.open(path.join(home, 'catalogue.sqlite'));
  const added = '2026-11-20T10:00:00.000Z';
  await catalogue.ask('addRoot', { path: path.join(home, 'data'), added });
  const { id } = await catalogue.ask('addRoot', { path: inner, added });

  await enterFile(catalogue, path.join(home, 'elsewhere.h5'));
  await enterFile(catalogue, file);
  const entered = await catalogueSnapshot(catalogue);
  expect(entered.files).toMatchObject([{ path: file, format: 'ctapipe HDF5' }]);
  expect(await catalogue.ask('getRoot', { id })).toMatchObject({ nFiles: 1 });

  expect(await scanRoot(catalogue, { rootId: id, threads: 1 })).toMatchObject({ nUnchanged: 1 });
  expect(await catalogueSnapshot(catalogue)).toEqual(entered);
  await expect(enterFile(catalogue, path.join(home, 'nothing'))).rejects.toMatchObject({
    code: 'file-unreadable',
  });
  await catalogue.close();
});
