import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { recogniseFile } from '../../../../../core/sources/recognition/recognise-file.ts';
import { dataFile } from '../../../../data-folder.ts';
import { temporaryFolder } from '../../../../temporary-folder.ts';

const folder = temporaryFolder();

/** Expected values are those of the README of the data and of eventio. */
const real = (name: string) => recogniseFile(dataFile(name));

it('tells the telescopes and the counts of a file with two kinds of cameras', async () => {
  const { runs, telescopes, isComplete } = await real(
    'simtools/simtel/proton_run202_za20deg_azm0deg_North_test_layout.simtel.zst',
  );
  const cameras = Map.groupBy(telescopes ?? [], ({ camera }) => camera);
  expect([...cameras].map(([name, members]) => [name, members.length])).toEqual([
    ['LSTCam', 4],
    ['FlashCam', 15],
  ]);
  expect(isComplete).toBe(true);
  expect(runs).toHaveLength(1);
  expect(runs[0]).toMatchObject({
    obsId: 202,
    nEvents: 6,
    eventCounts: { SUBARRAY: 6 },
    primary: 'proton',
    startUtcMs: 1636116508000,
    stopUtcMs: 1636116530185.246,
  });
  // Multiplicities: three events of 2, one each of 3, 8 and 19.
  const counts = Object.values(runs[0].telescopeCounts ?? {});
  expect(counts.reduce((sum, n) => sum + n, 0)).toBe(3 * 2 + 3 + 8 + 19);
});

it('tells settings, site and programs', async () => {
  const prod6 = await real('pyeventio/simtel/gamma_prod6_tel_event_header_v4.simtel.zst');
  expect(prod6).toMatchObject({
    instrument: 'LaPalma-prod6',
    site: { longitudeDeg: -17.8920302, latitudeDeg: 28.7621661, heightM: 2156 },
  });
  const { runs, software } = await real('pyeventio/simtel/history_meta_75.simtel.zst');
  expect(software).toBe('sim_telarray 2021-12-16, CORSIKA 7.740');
  expect(runs[0]).toMatchObject({
    pointingAltDeg: expect.closeTo(70, 4) as number,
    pointingAzDeg: 0,
    simulation: {
      corsika_version: 7740,
      energy_range_min: 1,
      energy_range_max: 5,
      spectral_index: -2,
      n_showers: 1,
      prod_site_alt: 2158,
    },
  });
});

it('tells calibration events by their kind and light sources from showers', async () => {
  const pedestal = await real('pyeventio/simtel/calib_events.simtel.gz');
  expect(pedestal.runs[0].eventCounts).toEqual({ SKY_PEDESTAL: 1 });
  expect(Object.keys(pedestal.runs[0].telescopeCounts ?? {})).toHaveLength(7);
  const extracted = await real('pyeventio/simtel/extracted_pedestals.simtel.zst');
  expect(extracted.runs[0].eventCounts).toEqual({ OTHER_CALIBRATION: 5 });
  const flasher = await real(
    'simtools-tests/simtel/lst_flasher_full_simulation_North_7.0.0.simtel.zst',
  );
  expect(flasher.runs[0].nEvents).toBe(1);
  expect(flasher.runs[0]).not.toHaveProperty('primary');
});

it('tells all telescopes of a merged file without events', async () => {
  const { telescopes, runs } = await real('pyeventio/simtel/gamma_merged.simtel.gz');
  const cameras = Map.groupBy(telescopes ?? [], ({ camera }) => camera);
  expect(Object.fromEntries([...cameras].map(([name, all]) => [name, all.length]))).toEqual({
    LSTCam: 4,
    FlashCam: 25,
    NectarCam: 25,
    DigiCam: 70,
    CHEC: 70,
  });
  expect(runs[0]).toMatchObject({ nEvents: 0, primary: 'gamma' });
});

it('reads headers only of files that are larger than the caller wants to have read', async () => {
  const name = dataFile('digicampipe/simtel/sst1m_simtel_test_file.simtel.gz');
  const facts = await recogniseFile(name, { countBytes: 1000 });
  expect(facts).toMatchObject({ kind: 'events', format: 'sim_telarray' });
  expect(facts).not.toHaveProperty('isComplete');
  expect(facts.runs[0]).toMatchObject({ obsId: 3, telIds: [1], primary: 'gamma' });
  expect(facts.runs[0]).not.toHaveProperty('nEvents');
});

it('says where a file was cut short, and what it holds all the same', async () => {
  const bytes = readFileSync(dataFile('ctapipe-extra/simtel/lst_muons.simtel.zst'));
  const file = path.join(folder, 'cut.simtel.zst');
  writeFileSync(file, bytes.subarray(0, bytes.length / 2));
  const facts = await recogniseFile(file);
  expect(facts).toMatchObject({
    kind: 'events',
    isComplete: false,
    reason: expect.stringMatching(/ is truncated: it ends in the middle of /) as string,
  });
  const [{ obsId, nEvents = 0 }] = facts.runs;
  expect(obsId).toBe(69);
  expect(nEvents).toBeGreaterThan(0);
  expect(nEvents).toBeLessThan(30);
  const lasercal = await real('pyeventio/simtel/test_lasercal_v3.simtel.gz');
  // Of three events, 2, 4 and 4 telescopes.
  const counts = Object.values(lasercal.runs[0].telescopeCounts ?? {});
  expect(counts.reduce((sum, n) => sum + n, 0)).toBe(10);
  const header = await real('pyeventio/simtel/test_camorganv2.simtel.gz');
  expect(header).toMatchObject({ isComplete: false, runs: [{ nEvents: 0 }] });
});

it('tells the showers and telescopes of files of Cherenkov photons', async () => {
  const gammas = await real('pyeventio/corsika-iact/3_gammas_reuse_5.dat');
  expect(gammas).toMatchObject({
    description: 'Cherenkov photons at 1 telescope from 3 showers of primary gamma.',
    software: 'CORSIKA 7.560',
    isComplete: true,
  });
  expect(gammas.runs[0]).toMatchObject({
    nEvents: 15,
    simulation: {
      energy_range_min: 0.1,
      energy_range_max: 0.2,
      n_showers: 3,
      shower_reuse: 5,
      corsika_version: 7560,
    },
  });
  const south = await real(
    'simtools-tests/corsika-iact/gamma_run000007_South_lsts_7.0.0_v0.36.corsika.zst',
  );
  expect(south.telescopes?.map(({ telId }) => telId)).toEqual([1, 2, 3, 4]);
  expect(south.runs[0].simulation).toMatchObject({ spectral_index: -2, n_showers: 20 });
  const bytes = readFileSync(dataFile('pyeventio/corsika-iact/one_shower.dat'));
  const file = path.join(folder, 'cut.dat');
  // The end of the run is the last object: header of 16 bytes, a length and three words.
  writeFileSync(file, bytes.subarray(0, bytes.length - 32));
  expect(await recogniseFile(file)).toMatchObject({
    kind: 'photons',
    isComplete: false,
    reason: 'It has no end of the run; it was cut short.',
  });
});

it('says what EventIO files it cannot read are', async () => {
  const file = path.join(folder, 'big-endian');
  writeFileSync(file, Buffer.from('d41f8a370000000000000000', 'hex'));
  expect(await recogniseFile(file)).toMatchObject({
    kind: 'unrecognised',
    format: 'EventIO',
    reason: expect.stringContaining('big-endian') as string,
  });
  // One object of a type that is not known: sync marker, type 999, identifier, length 0.
  writeFileSync(file, Buffer.from('378a1fd4e70300000100000000000000', 'hex'));
  expect(await recogniseFile(file)).toMatchObject({
    kind: 'unrecognised',
    reason: 'It is an EventIO file without the header of a run; it holds EventIOObject (999).',
  });
});
