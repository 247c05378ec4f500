import { it } from 'vitest';
import { dataFile } from '../data-folder.ts';
import { runPeer } from './run-peer.ts';
import { checkToyModels } from './toymodel-agreement.ts';

const files = [
  'pyeventio/simtel/calib_events.simtel.gz',
  'simtools/simtel/proton_run202_za20deg_azm0deg_North_test_layout.simtel.zst',
];

it('expects the photo-electrons that ctapipe expects, in every camera', async () => {
  await checkToyModels(await runPeer('toymodel.py', ['4', '1', ...files.map(dataFile)]));
});
