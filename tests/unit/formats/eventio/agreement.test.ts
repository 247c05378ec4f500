import path from 'node:path';
import { expect, it } from 'vitest';
import { fixtureFolder } from '../../../data-folder.ts';
import { expectEventIoAgreement } from '../../../eventio-agreement.ts';
import { readPeerResult } from '../../../peers/exchange.ts';

it('finds the objects, and their values, that eventio found in a selection of files', async () => {
  const folder = fixtureFolder('eventio');
  const result = readPeerResult(folder);
  const files = (result.notes.files as { file: string }[]).map(({ file }) =>
    path.join(folder, 'files', file),
  );
  const { objects, decoded } = await expectEventIoAgreement(result, files);
  expect(objects).toBe(9 + 65 + 10 + 733);
  for (const version of ['1205.0', '1205.1000', '1211.0', '1216.1', '2012.3', '2016.1', '2022.0']) {
    expect(decoded.get(version), version).toBeGreaterThan(0);
  }
});
