import { copyFileSync, rmSync, utimesSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { RunProfiles } from '../../../../core/engine/profiles/run-profiles.ts';
import { dataFile } from '../../../data-folder.ts';
import { temporaryFolder } from '../../../temporary-folder.ts';

const never = new AbortController().signal;
const nothing = () => undefined;

function ask(file: string) {
  return {
    path: file,
    obsId: 23523,
    startUtcMs: Date.UTC(2004, 11, 4, 22, 7, 6),
    stopUtcMs: Date.UTC(2004, 11, 4, 22, 35, 13),
    maxBins: 10,
  };
}

function copyOfRun(): string {
  const file = path.join(temporaryFolder(), 'run.fits.gz');
  copyFileSync(dataFile('gammapy-data/hess-dl3-dr1/data/hess_dl3_dr1_obs_id_023523.fits.gz'), file);
  return file;
}

it('keeps what it has read as long as the file is the same', async () => {
  const profiles = new RunProfiles();
  const file = copyOfRun();
  const first = await profiles.read(ask(file), never, nothing);
  expect(first?.counts).toStrictEqual(Float64Array.of(1403, 1324, 1441, 1312, 1331, 802));
  expect(await profiles.read(ask(file), never, nothing)).toBe(first);
  utimesSync(file, 1_600_000_000, 1_600_000_000);
  const again = await profiles.read(ask(file), never, nothing);
  expect(again).not.toBe(first);
  expect(again).toEqual(first);
  profiles.close();
});

it('stops when it is cancelled or closed, and says that a file is gone', async () => {
  const profiles = new RunProfiles();
  const file = copyOfRun();
  await expect(profiles.read(ask(file), AbortSignal.abort(), nothing)).rejects.toMatchObject({
    code: 'cancelled',
  });
  const cancel = new AbortController();
  const reading = profiles.read(ask(file), cancel.signal, nothing);
  cancel.abort();
  await expect(reading).rejects.toMatchObject({ code: 'cancelled' });
  rmSync(file);
  await expect(profiles.read(ask(file), never, nothing)).rejects.toMatchObject({
    code: 'file-not-found',
  });
  profiles.close();
  await expect(profiles.read(ask(copyOfRun()), never, nothing)).rejects.toMatchObject({
    code: 'cancelled',
  });
});
