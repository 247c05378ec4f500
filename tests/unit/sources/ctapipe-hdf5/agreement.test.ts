import { expect, it } from 'vitest';
import { dataFile, fixtureFolder } from '../../../data-folder.ts';
import { expectHdf5Events } from '../../../expect-hdf5-events.ts';
import { readPeerResult } from '../../../peers/exchange.ts';

it('delivers the events that the event source of ctapipe delivered from the same files', async () => {
  const result = readPeerResult(fixtureFolder('ctapipe-hdf5-source'));
  expect(result.versions.ctapipe).toBe('0.32.0');
  await expectHdf5Events(result, [
    dataFile('generated-with-upstream/ctapipe-0.30.0/gamma_diffuse_run10_nectarcam.dl2.h5'),
    dataFile('generated-with-upstream/ctapipe-0.17.0/gamma_history_meta_75.dl2.h5'),
  ]);
});
