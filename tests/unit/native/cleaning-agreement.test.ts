import { expect, it } from 'vitest';
import { fixtureFolder } from '../../data-folder.ts';
import { expectCleaning } from '../../expect-cleaning.ts';
import { readPeerResult } from '../../peers/exchange.ts';

it('cleans stored images as ctapipe does', async () => {
  expect(await expectCleaning(readPeerResult(fixtureFolder('cleaning')))).toBeGreaterThan(100);
});
