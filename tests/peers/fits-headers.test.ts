import { globSync } from 'node:fs';
import { it } from 'vitest';
import { dataFolder } from '../data-folder.ts';
import { expectFitsHeaders } from '../expect-fits-headers.ts';
import { peerFolder, peerPython, runProgram } from './run-peer.ts';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

it('reads every card of every FITS file of the data folder as astropy does', async () => {
  const files = globSync('**/*.fits{,.gz,.fz}', { cwd: dataFolder })
    .sort()
    .map((name) => path.join(dataFolder, name));
  const folder = peerFolder('fits-headers');
  const script = path.join(path.dirname(fileURLToPath(import.meta.url)), 'fits-headers.py');
  await runProgram(peerPython, [script, folder, ...files]);
  await expectFitsHeaders(folder);
});
