import { expect, it } from 'vitest';
import { simtelFiles } from '../data-folder.ts';
import { expectImageParameters } from '../expect-image-parameters.ts';
import { runPeer } from './run-peer.ts';

it('parametrises the images of every sim_telarray file and toy images as ctapipe does', async () => {
  const result = await runPeer('image-parameters.py', ['10', '60', ...simtelFiles()]);
  expect(await expectImageParameters(result)).toBeGreaterThan(3000);
});
