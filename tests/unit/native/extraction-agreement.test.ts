import { expect, it } from 'vitest';
import { fixtureFolder } from '../../data-folder.ts';
import { expectExtraction } from '../../expect-extraction.ts';
import { readPeerResult } from '../../peers/exchange.ts';

it('agrees with the stored results of ctapipe for parts of an LST and a FlashCam', async () => {
  expect(await expectExtraction(readPeerResult(fixtureFolder('extraction')))).toBe(2);
});
