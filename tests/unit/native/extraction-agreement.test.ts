import { afterEach, expect, it } from 'vitest';
import { allowVectorInstructions } from '../../../core/native/vector-instructions.ts';
import { fixtureFolder } from '../../data-folder.ts';
import { expectExtraction } from '../../expect-extraction.ts';
import { readPeerResult } from '../../peers/exchange.ts';

afterEach(() => {
  allowVectorInstructions(true);
});

it.each([true, false])(
  'agrees with the stored results of ctapipe for parts of an LST and a FlashCam (vectors: %s)',
  async (vectors) => {
    allowVectorInstructions(vectors);
    expect(await expectExtraction(readPeerResult(fixtureFolder('extraction')))).toBe(2);
  },
);
