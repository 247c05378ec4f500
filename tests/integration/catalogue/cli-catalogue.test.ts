import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { dataFile } from '../../data-folder.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { runPe } from '../run-pe.ts';

const folder = temporaryFolder();
const root = path.join(folder, 'crab data');
mkdirSync(root);
for (const file of [
  'gammapy-data/hess-dl3-dr1/data/hess_dl3_dr1_obs_id_023523.fits.gz',
  'gammapy-data/hess-dl3-dr1/data/hess_dl3_dr1_obs_id_023526.fits.gz',
  'gammapy-data/magic-rad-max/data/20131004_05029747_DL3_CrabNebula-W0.40+035.fits',
  'joint-crab/fact/20131105_225_dl3.fits',
]) {
  copyFileSync(dataFile(file), path.join(root, path.basename(file)));
}
writeFileSync(path.join(root, 'noise.bin'), Buffer.from([0, 1, 2, 3, 0xff, 0xfe, 0, 9]));

const pe = (...args: readonly string[]) =>
  runPe(args, undefined, { PHOTOELECTRON_HOME: path.join(folder, 'home') });

/** Lines of a table by their first words. */
const rows = (out: string) => out.split('\n').map((line) => line.trim().split(/\s{2,}/));

describe('pe scan, nights, runs and run', () => {
  it('say what to do while there is nothing', async () => {
    expect((await pe('runs')).out).toContain('pe scan DIR');
    expect((await pe('nights')).out).toContain('pe scan DIR');
    expect(await pe('scan')).toMatchObject({ code: 3 });
    expect(await pe('scan', path.join(folder, 'nowhere'))).toMatchObject({ code: 3 });
    expect(await pe('run', '1')).toMatchObject({ code: 3 });
  });

  it('find runs in a folder', async () => {
    const first = await pe('scan', root, '--unrecognised');
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(first.out).toContain('5 files (5 new), 0 gone since the last scan, 1 not recognised');
    expect(first.out).toContain('noise.bin');
    expect((await pe('scan')).out).toContain('5 files (none of them new or changed)');
    expect((await pe('jobs')).out.match(/ 5 of 5 files /g)).toHaveLength(2);
  });

  it('list nights, by the date of the evening', async () => {
    const nights = rows((await pe('nights')).out);
    expect(nights.slice(2, -1).map((row) => row.slice(0, 6))).toEqual([
      ['2013-11-05', 'Roque de los Muchachos', '1', '–', '0.08', '223'],
      ['2013-10-03', 'Roque de los Muchachos', '1', '–', '0.33', '11189'],
      ['2004-12-04', 'Khomas', '2', '–', '0.94', '15194'],
    ]);
  });

  it('list runs, filtered and sorted', async () => {
    const { out } = await pe('runs', '--source', 'crab', '--sort', 'nEvents', '--descending');
    expect(rows(out).map((row) => row[2])).toEqual(
      expect.arrayContaining(['5029747', '23523', '23526', '20131105225']),
    );
    expect(out).toContain('4 runs');
    const json = await pe('runs', '--instrument', 'h.e.s.s.', '--max-zenith', '47', '--json');
    expect(JSON.parse(json.out)).toMatchObject([
      { obsId: 23526, target: 'Crab Nebula', nEvents: 7581, night: '2004-12-04' },
    ]);
    expect(await pe('runs', '--night', '2013-02-30')).toMatchObject({ code: 2 });
    expect(await pe('runs', '--max-zenith', 'high')).toMatchObject({ code: 2 });
    expect(await pe('runs', '--sort', 'colour')).toMatchObject({ code: 2 });
  });

  it('show one run, flag it and keep notes', async () => {
    const { out } = await pe('run', 'magic:5029747', '--flag', 'bad', '--note', 'Clouds.');
    // What the README of the data and the name of the file tell: ONTIME 1188.11 s, W0.40.
    expect(out).toMatch(/Duration +1188\.1 s/);
    expect(out).toMatch(/Events +11189/);
    expect(out).toMatch(/Wobble +0\.40°/);
    expect(out).toMatch(/Flags +bad/);
    expect(out).toContain('Clouds.');
    expect((await pe('runs', '--flag', 'bad')).out).toMatch(/DL3 +bad \(1 note\)\n1 run\n/);
    await pe('scan', '--rebuild', '-q');
    const again = await pe('run', '5029747', '--json');
    expect(JSON.parse(again.out)).toMatchObject({ flags: ['bad'], notes: [{ text: 'Clouds.' }] });
    const refused = await pe('run', '5029747', '--flag', '/');
    expect(refused).toMatchObject({ code: 2 });
    expect(refused.err).toContain('flag must be letters, digits, blanks,');
  });

  it('keep the runs of files that are gone', async () => {
    rmSync(path.join(root, '20131105_225_dl3.fits'));
    expect((await pe('scan')).out).toContain('1 gone since the last scan');
    const { out } = await pe('run', '20131105225');
    expect(out).toMatch(/Levels present +–/);
    expect(out).toContain('missing');
    expect((await pe('runs', '--level', 'DL3')).out).toContain('3 runs');
  });
});
