import { expect, it } from 'vitest';
import { simtelFiles } from '../data-folder.ts';
import { expectCleaning } from '../expect-cleaning.ts';
import { runPeer } from './run-peer.ts';

it('cleans the images of every sim_telarray file as ctapipe does', async () => {
  const result = await runPeer('cleaning.py', ['25', ...simtelFiles()]);
  expect(await expectCleaning(result)).toBeGreaterThan(5000);
});
