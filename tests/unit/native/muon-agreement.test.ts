import { expect, it } from 'vitest';
import { fixtureFolder } from '../../data-folder.ts';
import { expectMuonRings } from '../../expect-muon-rings.ts';
import { readPeerResult } from '../../peers/exchange.ts';

it('fits rings to stored images as ctapipe does', async () => {
  expect(await expectMuonRings(readPeerResult(fixtureFolder('muon')))).toBe(12);
});
