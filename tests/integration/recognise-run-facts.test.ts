import { expect, it } from 'vitest';
import { recogniseFile } from '../../core/sources/recognition/recognise-file.ts';
import { dataFile } from '../data-folder.ts';

/** Values by the README of the data folder and by the keywords that astropy shows. */
it.each([
  [
    'joint-crab/magic/run_05029747_DL3.fits',
    {
      obsId: 5029747,
      startUtcMs: Date.UTC(2013, 9, 4, 4, 20, 46, 435),
      durationS: 1188.111761868,
      livetimeS: 1180.69849663973,
      telIds: [1, 2],
      target: 'CrabNebula',
      wobbleOffsetDeg: 0.4,
    },
    {
      name: 'Roque de los Muchachos',
      longitudeDeg: -17.8907,
      latitudeDeg: 28.7618,
      heightM: 2199.4,
    },
  ],
  [
    'gammapy-data/hess-dl3-dr1/data/hess_dl3_dr1_obs_id_020136.fits.gz',
    {
      obsId: 20136,
      // DATE-OBS and TIME-OBS less the 64.184 s of TT.
      startUtcMs: Date.UTC(2004, 2, 26, 2, 56, 42),
      durationS: 1682,
      livetimeS: 1521.02685546875,
      telIds: [1, 2, 3, 4],
      target: 'MSH15-52',
      wobbleOffsetDeg: 0.5,
    },
    { name: 'Khomas', longitudeDeg: 16.5002, latitudeDeg: -23.2718, heightM: 1835 },
  ],
  [
    'V2DL3/veritas_57993_early_nonconformant.fits',
    {
      obsId: 57993,
      startUtcMs: Date.UTC(2011, 9, 9, 11, 44, 6),
      durationS: 1201,
      livetimeS: 1086.8257092,
      telIds: [1, 2, 3, 4],
      target: 'Crab',
      wobbleOffsetDeg: 0.5,
    },
    // The header has latitude and longitude exchanged.
    { name: 'Mount Hopkins', longitudeDeg: -110.9528, latitudeDeg: 31.6747, heightM: 1275 },
  ],
])('tells of %s when, where and at what it was taken', async (name, run, site) => {
  const facts = await recogniseFile(dataFile(name));
  expect(facts.runs).toHaveLength(1);
  const { startUtcMs, wobbleOffsetDeg, ...rest } = run;
  expect(facts.runs[0]).toMatchObject(rest);
  expect(Math.abs((facts.runs[0].startUtcMs ?? NaN) - startUtcMs)).toBeLessThan(1);
  expect(facts.runs[0].wobbleOffsetDeg).toBeCloseTo(wobbleOffsetDeg, 2);
  expect(facts.site?.name).toBe(site.name);
  expect(facts.site?.longitudeDeg).toBeCloseTo(site.longitudeDeg, 4);
  expect(facts.site?.latitudeDeg).toBeCloseTo(site.latitudeDeg, 4);
  expect(facts.site?.heightM).toBeCloseTo(site.heightM, 6);
});
