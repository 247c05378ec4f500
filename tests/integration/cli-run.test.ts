import { copyFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { dataFile } from '../data-folder.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { runPe } from './run-pe.ts';

describe('pe run', () => {
  const folder = temporaryFolder();
  const env = { PHOTOELECTRON_HOME: path.join(folder, 'home') };

  beforeAll(async () => {
    for (const file of [
      'gammapy-data/hess-dl3-dr1/data/hess_dl3_dr1_obs_id_023523.fits.gz',
      'pyeventio/simtel/history_meta_75.simtel.zst',
    ]) {
      copyFileSync(dataFile(file), path.join(folder, path.basename(file)));
    }
    expect((await runPe(['scan', folder], undefined, env)).code).toBe(0);
  });

  it('finds a run by its number, its key and its id', async () => {
    const byNumber = await runPe(['run', '23523', '--json'], undefined, env);
    const sheet = JSON.parse(byNumber.out) as { id: number; target: string };
    expect(sheet.target).toBe('Crab Nebula');
    for (const name of [String(sheet.id), `id:${String(sheet.id)}`, 'hess:23523']) {
      expect((await runPe(['run', name, '--json'], undefined, env)).out).toBe(byNumber.out);
    }
    const none = await runPe(['run', '99999'], undefined, env);
    expect(none.code).toBe(3);
    expect(none.err).toMatch(/99999/);
  });

  it('tells the settings of a simulation with their units', async () => {
    const { out } = await runPe(['run', '4'], undefined, env);
    // An altitude of 70° in radians, as ctapipe keeps it.
    expect(out).toMatch(/^ {2}max_alt +1\.22173 +rad$/m);
    expect(out).toMatch(/^ {2}energy_range_max +\d+ +TeV$/m);
    expect(out).toMatch(/^ {2}n_showers +\d+$/m);
  });
});
