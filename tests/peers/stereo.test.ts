import { it } from 'vitest';
import { dataFile } from '../data-folder.ts';
import { runPeer } from './run-peer.ts';
import { checkStereo } from './stereo-agreement.ts';

/** Every sim_telarray file of the data folder with showers seen by several telescopes. */
const files = [
  'pyeventio/simtel/gamma_merged.simtel.gz',
  'pyeventio/simtel/gamma_prod6_tel_event_header_v4.simtel.zst',
  'pyeventio/simtel/history_meta_75.simtel.zst',
  'simtools-tests/simtel/gamma_diffuse_run000010_za20deg_azm000deg_North_alpha_6.0.0.simtel.zst',
  'simtools-tests/simtel/gamma_run000007_za40deg_azm180deg_South_lsts_7.0.0_v0.36.simtel.zst',
  'simtools-tests/simtel/proton_run000001_za20deg_azm180deg_North_alpha_6.0.2.simtel.zst',
  'simtools/simtel/proton_run000201_North_alpha_6.0.0.simtel.zst',
  'simtools/simtel/proton_run202_za20deg_azm0deg_North_test_layout.simtel.zst',
];

it('reconstructs every event as ctapipe does', async () => {
  await checkStereo(await runPeer('stereo.py', ['150', ...files.map(dataFile)]));
});
