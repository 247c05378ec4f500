import { expect, it } from 'vitest';
import { simtelFiles } from '../data-folder.ts';
import { expectMuonRings } from '../expect-muon-rings.ts';
import { runPeer } from './run-peer.ts';

it('fits muon rings as ctapipe does', async () => {
  const result = await runPeer('muon.py', ['25', ...simtelFiles()]);
  expect(await expectMuonRings(result)).toBeGreaterThan(130);
});
