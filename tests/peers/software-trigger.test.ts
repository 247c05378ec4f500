import { it } from 'vitest';
import { dataFile } from '../data-folder.ts';
import { runPeer } from './run-peer.ts';
import { checkSoftwareTrigger } from './software-trigger-agreement.ts';

const file = 'simtools/simtel/proton_run202_za20deg_azm0deg_North_test_layout.simtel.zst';

it('keeps the telescopes and events that ctapipe keeps', async () => {
  checkSoftwareTrigger(await runPeer('software-trigger.py', ['800', dataFile(file)]));
});
