import { expect, it } from 'vitest';
import { readRunProfile } from '../../core/sources/profile/read-run-profile.ts';
import type { RunProfileAsk } from '../../core/sources/profile/run-profile.ts';
import { dataFile } from '../data-folder.ts';

function read(file: string, ask: Omit<RunProfileAsk, 'path'>) {
  return readRunProfile({ ...ask, path: dataFile(file) });
}

const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);

/**
 * Counts by numpy.histogram over TIME − TSTART, zenith distances by astropy's AltAz in the middle of the
 * bins, from the headers' pointing and place.
 */
it.each([
  {
    file: 'gammapy-data/hess-dl3-dr1/data/hess_dl3_dr1_obs_id_023523.fits.gz',
    ask: {
      obsId: 23523,
      startUtcMs: Date.UTC(2004, 11, 4, 22, 7, 6),
      stopUtcMs: Date.UTC(2004, 11, 4, 22, 35, 13),
      maxBins: 10,
    },
    binWidthS: 300,
    counts: [1403, 1324, 1441, 1312, 1331, 802],
    lastExposureS: 187,
    zenithDeg: [49.1407, 48.6515, 48.1882, 47.7516, 47.3424, 47.0309],
  },
  {
    file: 'gammapy-data/magic-rad-max/data/20131004_05029747_DL3_CrabNebula-W0.40+035.fits',
    ask: {
      obsId: 5029747,
      startUtcMs: Date.UTC(2013, 9, 4, 4, 20, 49, 435),
      stopUtcMs: Date.UTC(2013, 9, 4, 4, 40, 37, 547),
      maxBins: 10,
    },
    binWidthS: 120,
    counts: [1083, 1125, 1128, 1082, 1178, 1127, 1133, 1129, 1171, 1033],
    lastExposureS: 108.112,
    zenithDeg: [
      22.2293, 21.7991, 21.3697, 20.9411, 20.5134, 20.0866, 19.6608, 19.2361, 18.8125, 18.4111,
    ],
  },
])('bins the event list $file', async ({ file, ask, ...expected }) => {
  const profile = await read(file, ask);
  expect(profile).toMatchObject({ table: 'EVENTS', zenithSource: 'computed', hasGoodTimes: true });
  const { bins, zenithDeg } = profile!;
  expect(bins.binWidthS).toBe(expected.binWidthS);
  expect([...bins.counts]).toEqual(expected.counts);
  expect(bins.nOutside).toBe(0);
  expect(bins.exposureS.at(0)).toBeCloseTo(expected.binWidthS, 2);
  expect(bins.exposureS.at(-1)).toBeCloseTo(expected.lastExposureS, 2);
  // Times of the catalogue are good to a millisecond. Zenith distances are without nutation, aberration and refraction.
  expected.zenithDeg.forEach((zenith, bin) => {
    expect(Math.abs(zenithDeg[bin] - zenith)).toBeLessThan(0.02);
  });
});

it('bins the triggers of ctapipe, with types and telescopes', async () => {
  // Counts by numpy over the times in UTC that astropy gives.
  const profile = await read('aict-tools/ctapipe-dl1/cta_gammas_diffuse.dl1.h5', {
    obsId: 989,
    startUtcMs: 1_512_166_856_000,
    stopUtcMs: 1_512_221_514_000,
    maxBins: 8,
  });
  expect(profile?.table).toBe('/dl1/event/subarray/trigger');
  const { bins } = profile!;
  expect(bins.binWidthS).toBe(7200);
  expect([...bins.counts]).toEqual([181, 171, 166, 156, 132, 101, 93, 110]);
  expect([...(bins.telescopes.get(1) ?? [])]).toEqual([48, 57, 48, 45, 35, 24, 27, 24]);
  const telescopes = [...bins.telescopes].sort(([a], [b]) => a - b);
  expect(telescopes.map(([telId, counts]) => [telId, sum(counts)])).toEqual(
    [
      ...[308, 306, 285, 319, 244, 248, 236, 206, 223, 249, 240, 225, 160, 196, 171, 172, 208],
      ...[188, 237],
    ].map((n, i) => [i + 1, n]),
  );
  expect([...bins.types].map(([type, counts]) => [type, sum(counts)])).toEqual([
    ['SUBARRAY', 1110],
  ]);
});

it('bins the triggers of the real-time analysis, whose times stand in two columns', async () => {
  // 74 events of type 2 (pedestals of the sky) within 0.9734112 s, by h5py.
  const profile = await read('nectarchain/rta-dl1/dl1_sb_id_1_obs_id_20549_tel_id_1.h5', {
    obsId: 20549,
    startUtcMs: 1_749_199_157_262.4,
    stopUtcMs: 1_749_199_158_235.9,
    maxBins: 5,
  });
  const { bins } = profile!;
  expect(bins.binWidthS).toBe(0.2);
  expect([...bins.counts]).toEqual([15, 15, 15, 15, 14]);
});

it('bins events of FACT by night and run', async () => {
  // 49 events of run 152 of the night 20131101, by h5py.
  const profile = await read('fact-irf/crab_dl3_small.hdf5', {
    obsId: 20_131_101_152,
    startUtcMs: Date.UTC(2013, 10, 2, 2, 4, 30),
    stopUtcMs: Date.UTC(2013, 10, 2, 2, 9, 30),
    maxBins: 5,
  });
  expect([...profile!.bins.counts]).toEqual([7, 7, 6, 16, 13]);
  expect(profile?.zenithSource).toBeUndefined();
});

it('has nothing to tell of files without times of events', async () => {
  const ask = { obsId: 1, startUtcMs: 0, stopUtcMs: 1000, maxBins: 10 };
  expect(await read('pyfact/proton_header_test.hdf5', ask)).toBeUndefined();
  expect(await read('gammapy-data/hess-dl3-dr1/obs-index.fits.gz', ask)).toBeUndefined();
  expect(await read('README.md', ask)).toBeUndefined();
});
