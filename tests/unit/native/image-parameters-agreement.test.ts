import { expect, it } from 'vitest';
import { fixtureFolder } from '../../data-folder.ts';
import { expectImageParameters } from '../../expect-image-parameters.ts';
import { readPeerResult } from '../../peers/exchange.ts';

it('parametrises stored images as ctapipe does', async () => {
  const result = readPeerResult(fixtureFolder('image-parameters'));
  expect(await expectImageParameters(result)).toBeGreaterThan(50);
});
