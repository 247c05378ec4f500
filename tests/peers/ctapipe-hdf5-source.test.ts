import { globSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { dataFile, dataFolder } from '../data-folder.ts';
import { expectHdf5Events } from '../expect-hdf5-events.ts';
import { writeSyntheticProduct } from '../synthetic-product.ts';
import { peerFolder, runPeer } from './run-peer.ts';

it('delivers what the event source of ctapipe delivers, from every file in its layout', async () => {
  const ours = path.join(peerFolder('ctapipe-hdf5-source-files'), 'synthetic.h5');
  await writeSyntheticProduct(ours, 7);
  const upstream = path.join(dataFolder, 'generated-with-upstream');
  const files = [
    ...globSync(['ctapipe-*/*.h5', 'sst1mpipe/*.h5'], { cwd: upstream })
      .sort()
      .map((name) => path.join(upstream, name)),
    ours,
  ];
  expect(files.length).toBeGreaterThanOrEqual(9);
  const simtel = dataFile(
    'simtools/simtel/proton_run202_za20deg_azm0deg_North_test_layout.simtel.zst',
  );
  const result = await runPeer('ctapipe-hdf5-source.py', [simtel, ...files]);
  files.push(result.notes.transformed as string);
  await expectHdf5Events(result, files);
});
