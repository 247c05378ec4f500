import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { Hdf5Writer } from '../../../../../core/formats/hdf5/hdf5-writer.ts';
import { recogniseFile } from '../../../../../core/sources/recognition/recognise-file.ts';
import { dataFile } from '../../../../data-folder.ts';
import { writeSyntheticProduct } from '../../../../synthetic-product.ts';
import { temporaryFolder } from '../../../../temporary-folder.ts';
import { type WrittenColumns, writeHdf5Tables } from '../../../../write-hdf5-tables.ts';

const folder = temporaryFolder();

/** Expected values are those of the README of the data, of h5py and PyTables, and of eventio. */
const real = (name: string) => recogniseFile(dataFile(name));
const upstream = (name: string) => real(`generated-with-upstream/${name}`);

/** Whole numbers as HDF5 stores them. */
const whole = (...values: readonly number[]) => BigInt64Array.from(values, BigInt);

/** What every version of lstchain writes, for some events. */
function lstColumns(eventIds: readonly number[], others: WrittenColumns): WrittenColumns {
  const numbers = Float64Array.from(eventIds, (id) => id / 7);
  return {
    event_id: whole(...eventIds),
    tel_id: whole(...eventIds.map(() => 1)),
    intensity: numbers,
    time_gradient: numbers,
    intercept: numbers,
    psi: numbers,
    phi: numbers,
    ...others,
  };
}

it('tells the runs of a merged product of ctapipe', async () => {
  const facts = await upstream('ctapipe-0.30.0/gamma_proton_merged.dl2.h5');
  expect(facts).toMatchObject({
    formatVersion: 'v7.4.0',
    software: 'ctapipe 0.30.0',
    productId: '86f280ad-0953-4f2f-a8c4-d8d0331da7ae',
    activityId: '7b12c7d6-c8b4-492e-8b62-58a3d10281c8',
    isSimulation: true,
  });
  const [gamma, proton] = facts.runs;
  expect(gamma).toMatchObject({
    obsId: 10,
    nEvents: 2,
    primary: 'gamma',
    eventCounts: { SUBARRAY: 2 },
    pointingAltDeg: 70,
    pointingAzDeg: 0,
    simulation: { n_showers: 50, shower_reuse: 20, spectral_index: -2 },
  });
  expect(proton).toMatchObject({ obsId: 1, nEvents: 4, primary: 'proton', pointingAzDeg: 180 });
  // The start of the run and the last event, as eventio reads them from the sim_telarray file.
  expect(gamma.startUtcMs).toBeCloseTo(1760358782000, 0);
  expect(gamma.stopUtcMs).toBeCloseTo(1760358794596.449, 2);
});

it('tells the telescopes, their cameras and their events in the layout of ctapipe 0.8', async () => {
  const {
    telescopes = [],
    runs,
    software,
  } = await real('aict-tools/ctapipe-dl1/cta_gammas_diffuse.dl1.h5');
  expect(software).toBe('ctapipe 0.8.0.post15+gitacd3e2c');
  expect(telescopes).toHaveLength(19);
  expect(telescopes[0]).toMatchObject({
    telId: 1,
    type: 'LST_LST_LSTCam',
    camera: 'LSTCam',
    nPixels: 1855,
    equivalentFocalLengthM: 28,
    mirrorAreaM2: 386.7332458496094,
    positionM: [-70.04000091552734, -7.230000019073486, 54],
  });
  expect(runs[0].telescopeCounts).toMatchObject({ 1: 308, 2: 306, 19: 237 });
  // The trigger table of telescopes has 4421 rows.
  const counts = Object.values(runs[0].telescopeCounts ?? {});
  expect(counts.reduce((sum, n) => sum + n, 0)).toBe(4421);
  expect(runs[0].simulation).toMatchObject({ energy_range_max: 330, n_showers: 100000 });
});

it('tells what our own products say of themselves', async () => {
  const file = path.join(folder, 'own.h5');
  await writeSyntheticProduct(file, 42);
  const facts = await recogniseFile(file);
  expect(facts).toMatchObject({
    kind: 'events',
    format: 'ctapipe HDF5',
    software: 'photoelectron 0.1.0',
    instrument: 'Synthetic',
    productId: 'd7a7e1d2-0000-4000-8000-000000000000',
    activityId: 'd7a7e1d2-0000-4000-8000-000000000001',
    configurationDocument: 'cleaning: {}\n',
    isComplete: true,
    site: { longitudeDeg: expect.closeTo(-17.89, 6) as number },
  });
  expect(facts.dataLevels).toEqual([
    'R0',
    'R1',
    'DL1_IMAGES',
    'DL1_PARAMETERS',
    'DL1_MUON',
    'DL2',
    'SIMULATION',
  ]);
  expect(facts.runs).toHaveLength(1);
  expect(facts.runs[0]).toMatchObject({
    obsId: 42,
    nEvents: 5,
    telescopeCounts: { 1: 3, 2: 3, 107: 3 },
  });
});

/** Attributes that ctapipe writes for every product, in short. */
const ctapipe = {
  'CTA REFERENCE VERSION': '1',
  'CTA PRODUCT DATA MODEL VERSION': 'v7.5.0',
  'CTA PRODUCT DATA CATEGORY': 'Other',
  'CTA PRODUCT DESCRIPTION': 'ctapipe Data Product',
  'CTA ACTIVITY SOFTWARE NAME': 'ctapipe',
  'CTA ACTIVITY SOFTWARE VERSION': '0.31.0',
};

it('tells runs of data from their observation blocks, also when nothing was triggered', async () => {
  const file = await writeHdf5Tables(
    path.join(folder, 'observed.h5'),
    {
      '/configuration/observation/observation_block': {
        obs_id: whole(2929, 2930),
        subarray_pointing_lat: Float64Array.of(22.4, 65),
        subarray_pointing_lon: Float64Array.of(83.6, 170),
        subarray_pointing_frame: whole(1, 0),
        // 59000 is 2020-05-31; TAI was 37 s ahead of UTC.
        actual_start_time: Float64Array.of(59000.5 + 37 / 86400, NaN),
        actual_duration: Float64Array.of(20, NaN),
      },
    },
    ctapipe,
  );
  const { kind, isSimulation, runs } = await recogniseFile(file);
  expect({ kind, isSimulation }).toEqual({ kind: 'events', isSimulation: false });
  expect(runs).toEqual([
    {
      obsId: 2929,
      nEvents: 0,
      pointingRaDeg: 83.6,
      pointingDecDeg: 22.4,
      startUtcMs: expect.closeTo(Date.UTC(2020, 4, 31, 12), -1) as number,
      durationS: 1200,
    },
    { obsId: 2930, nEvents: 0, pointingAltDeg: 65, pointingAzDeg: 170 },
  ]);
});

it('tells calibrations and monitoring of ctapipe from events', async () => {
  const rows = { time: Float64Array.of(59000, 59001), n_events: whole(100, 100) };
  for (const [group, kind] of [
    ['/dl1/monitoring/telescope/calibration/camera/coefficients/tel_001', 'calibration'],
    ['/dl0/monitoring/telescope/pointing/tel_001', 'monitoring'],
  ] as const) {
    const file = await writeHdf5Tables(path.join(folder, `${kind}.h5`), { [group]: rows }, ctapipe);
    expect(await recogniseFile(file)).toMatchObject({
      kind,
      format: 'ctapipe HDF5',
      formatVersion: 'v7.5.0',
      software: 'ctapipe 0.31.0',
      runs: [],
    });
  }
});

it('reads the times and telescopes of simulated lstchain files', async () => {
  const { runs, software, activityId } = await upstream('lstchain/dl2_history_meta_75.h5');
  expect(software).toBe('lstchain 0.12.4.dev13+g1e78f116e');
  expect(activityId).toBe('a06b3387-765e-497e-8c30-d9b5c97cb709');
  expect(runs[0]).toMatchObject({
    nEvents: 1,
    telescopeCounts: { 1: 1, 2: 1, 3: 1, 4: 1 },
    primary: 'gamma',
    pointingAltDeg: expect.closeTo(70, 4) as number,
    startUtcMs: expect.closeTo(1646670575933.085, 2) as number,
  });
});

it('says that lstchain before 0.6 did not tell the run', async () => {
  const facts = await real('cta-lstchain/dl2/dl2_Run_1817_merged_v0.5.1_v03_cut.h5');
  expect(facts.runs).toEqual([]);
  expect(facts.reason).toBe('Its run is not told: obs_id is -1.');
  expect(facts.description).toMatch(/ 5299 events between 2020-01-17 22:46:3\d and 2020-01-17 /);
});

it('takes the dragon time and the event types of real LST-1 data', async () => {
  const file = await writeHdf5Tables(
    path.join(folder, 'lst.h5'),
    {
      '/dl1/event/telescope/parameters/LST_LSTCam': lstColumns([5, 6, 7], {
        obs_id: whole(2929, 2929, 2929),
        event_type: whole(32, 32, 2),
        trigger_time: Float64Array.of(0, 0, 0),
        dragon_time: Float64Array.of(1605999000.25, 1605999001.5, 1605999000.75),
        alt_tel: Float64Array.of(1.2, 1.2, 1.2),
        az_tel: Float64Array.of(3, 3, 3),
      }),
    },
    { LSTCHAIN_VERSION: '0.9.6', CTAPIPE_VERSION: '0.12.0' },
  );
  expect(await recogniseFile(file)).toMatchObject({
    format: 'lstchain HDF5',
    instrument: 'LST-1',
    isSimulation: false,
    dataLevels: ['DL1_PARAMETERS'],
    runs: [
      {
        obsId: 2929,
        nEvents: 3,
        // Type 2 meant pedestals of the sky before ctapipe 0.27.
        eventCounts: { SUBARRAY: 2, SKY_PEDESTAL: 1 },
        telescopeCounts: { 1: 3 },
        startUtcMs: 1605999000250,
        stopUtcMs: 1605999001500,
        pointingAltDeg: (1.2 * 180) / Math.PI,
      },
    ],
  });
});

it('knows sst1mpipe by its table about the production, also without metadata of ctapipe', async () => {
  const file = path.join(folder, 'sst1m.h5');
  const writer = await Hdf5Writer.create(file);
  const text = (name: string) => ({ name, type: { kind: 'text', nBytes: 16 } }) as const;
  const number = (name: string) => ({ name, type: { kind: 'float64' } }) as const;
  const info = [
    text('sst1mpipe_version'),
    text('target'),
    text('wobble'),
    number('ra'),
    number('dec'),
  ];
  await writer
    .createTable('/dl1/info', info)
    .append(
      [
        ...['0.7.4', 'Crab', 'W1'].map((value) => Buffer.from(value.padEnd(16, '\0'))),
        ...[83.63, 22.01].map((value) => new Uint8Array(Float64Array.of(value).buffer)),
      ],
      1,
    );
  const trigger = writer.createTable('/dl1/event/subarray/trigger', [
    { name: 'obs_id', type: { kind: 'int64' } },
    { name: 'event_id', type: { kind: 'int64' } },
    // 60000 is 2023-02-25; TAI was 37 s ahead of UTC.
    number('time'),
  ]);
  await trigger.append(
    [whole(350, 350), whole(1, 2), Float64Array.of(60000.25, 60000.5)].map(
      ({ buffer }) => new Uint8Array(buffer),
    ),
    2,
  );
  await writer.close();
  expect(await recogniseFile(file)).toMatchObject({
    kind: 'events',
    format: 'sst1mpipe HDF5',
    software: 'sst1mpipe 0.7.4',
    instrument: 'SST-1M',
    isSimulation: false,
    runs: [
      {
        obsId: 350,
        nEvents: 2,
        target: 'Crab',
        targetRaDeg: 83.63,
        targetDecDeg: 22.01,
        startUtcMs: expect.closeTo(Date.UTC(2023, 1, 25, 6) - 37000, -1) as number,
        stopUtcMs: expect.closeTo(Date.UTC(2023, 1, 25, 12) - 37000, -1) as number,
      },
    ],
  });
});

it('tells the stages of magic-cta-pipe by their columns', async () => {
  const columns: WrittenColumns = {
    obs_id: whole(5093711, 5093711, 5093711),
    event_id: whole(11, 11, 12),
    tel_id: whole(2, 3, 2),
    intensity: Float64Array.of(50, 60, 70),
  };
  const stages: readonly (readonly [string, WrittenColumns, object])[] = [
    [
      'dl1.h5',
      { time_sec: whole(1600000000, 1600000000, 1600000005), time_nanosec: whole(5e8, 5e8, 25e7) },
      {
        formatVersion: 'DL1',
        dataLevels: ['DL1_PARAMETERS'],
        runs: [{ nEvents: 2, startUtcMs: 1600000000500, stopUtcMs: 1600000005250 }],
      },
    ],
    [
      'coincidence.h5',
      {
        combo_type: whole(1, 1, 2),
        timestamp: Float64Array.of(1600000000, 1600000000, 1600000009),
      },
      { formatVersion: 'DL1', description: 'Image parameters of coincident events.' },
    ],
    ['stereo.h5', { h_max: Float64Array.of(9e3, 9e3, 8e3) }, { formatVersion: 'DL1 stereo' }],
    [
      'dl2.h5',
      { h_max: Float64Array.of(9e3, 9e3, 8e3), gammaness: Float64Array.of(0.5, 0.6, 0.7) },
      { formatVersion: 'DL2', dataLevels: ['DL1_PARAMETERS', 'DL2'] },
    ],
  ];
  for (const [name, more, expected] of stages) {
    const file = await writeHdf5Tables(path.join(folder, name), {
      '/events/parameters': { ...columns, ...more },
    });
    expect(await recogniseFile(file), name).toMatchObject({
      format: 'magic-cta-pipe HDF5',
      isSimulation: false,
      ...expected,
      runs: [
        {
          obsId: 5093711,
          nEvents: 2,
          telescopeCounts: { 2: 2, 3: 1 },
          ...('runs' in expected ? (expected.runs as object[])[0] : {}),
        },
      ],
    });
  }
});

it('tells the run and the times of a camera calibration of LST-1', async () => {
  const { runs, software } = await real('ctapipe_io_lst/calib/calibration.Run2462.0000.hdf5');
  expect(software).toBe('ctapipe 0.8.0');
  expect(runs).toHaveLength(1);
  expect(runs[0]).toMatchObject({ obsId: 2462, telIds: [1] });
  // The flat fields were taken from 1597706725.862428 s to 1597706735.996508 s (UNIX).
  expect(runs[0].startUtcMs).toBeCloseTo(1597706725862.428, 2);
  expect(runs[0].stopUtcMs).toBeCloseTo(1597706735996.508, 2);
});

it('tells the runs of FACT by night and number, with target and pointing', async () => {
  const { runs } = await real('fact-irf/crab_dl3_small.hdf5');
  expect(runs[0]).toMatchObject({
    obsId: 20131101151,
    target: 'Crab',
    livetimeS: 293.7,
    pointingAltDeg: expect.closeTo(90 - 27.32, 9) as number,
    pointingAzDeg: expect.closeTo(360 - 261.6, 9) as number,
    pointingRaDeg: expect.closeTo(5.5425 * 15, 9) as number,
    pointingDecDeg: 21.6281,
    startUtcMs: Date.UTC(2013, 10, 2, 1, 59, 26),
    stopUtcMs: Date.UTC(2013, 10, 2, 2, 4, 26),
  });
  const simulated = await real('aict-tools/fact-dl2/proton.hdf5');
  expect(new Set(simulated.runs.map(({ primary }) => primary))).toEqual(new Set(['proton']));
  const headers = await real('pyfact/proton_header_test.hdf5');
  expect(headers.runs).toHaveLength(2);
  expect(headers.runs[1]).toMatchObject({
    obsId: 501,
    nEvents: 10000,
    primary: 'proton',
    simulation: {
      energy_range_min: 0.1,
      energy_range_max: 200,
      spectral_index: -2,
      n_showers: 10000,
      shower_reuse: 20,
    },
  });
});

it('tells the settings of reduced event data of simtools', async () => {
  const facts = await real(
    'simtools-tests/hdf5/gamma_diffuse_run000010_North_7.0.0_v0.36.reduced_event_data.hdf5',
  );
  expect(facts).toMatchObject({
    software: 'simtools 0.36.0-rc2',
    activityId: '01a01f29-5c47-72f0-befe-112ced0114ef',
    isComplete: true,
    description: '103 triggered of 300 simulated showers, without images.',
  });
  expect(facts.runs[0]).toMatchObject({
    primary: 'gamma',
    pointingAltDeg: expect.closeTo(70, 4) as number,
    simulation: {
      energy_range_min: expect.closeTo(0.3, 6) as number,
      energy_range_max: 3,
      spectral_index: -2,
      max_viewcone_radius: 10,
      max_scatter_range: 200,
    },
  });
});

it('tells the site and the telescopes of descriptions of arrays', async () => {
  const { site, telescopes } = await real('cta-lstchain/instrument/LST-1_SubarrayDescription.h5');
  // LST-1 stands at 28.7615° N, 17.8915° W.
  expect(site?.latitudeDeg).toBeCloseTo(28.7615, 3);
  expect(site?.longitudeDeg).toBeCloseTo(-17.8915, 3);
  expect(telescopes).toMatchObject([{ telId: 1, nPixels: 1855 }]);
  const sst = await real('sst1mpipe/instrument/sst1m_array.h5');
  expect(sst.telescopes?.map(({ telId, nPixels }) => [telId, nPixels])).toEqual([
    [21, 1296],
    [22, 1296],
  ]);
});

it('lists other files with what stands at their top', async () => {
  const table = await writeHdf5Tables(path.join(folder, 'other.h5'), {
    '/weather/wind': { speed: Float64Array.of(1, 2, 3) },
  });
  expect(await recogniseFile(table)).toMatchObject({
    kind: 'table',
    description: 'Tables weather/wind (3 rows, 1 columns).',
    reason: 'It is an HDF5 file of no kind that is known here; it holds weather.',
  });
  const empty = await writeHdf5Tables(path.join(folder, 'empty.h5'), {});
  expect(await recogniseFile(empty)).toMatchObject({
    kind: 'unrecognised',
    reason: 'It is an HDF5 file without any data.',
  });
});

it('says that a file was cut short', async () => {
  for (const name of [
    'sst1mpipe/instrument/sst1m_array.h5',
    'dl_data_dumper/gamma_test_superblock3.hdf5',
  ]) {
    const bytes = readFileSync(dataFile(name));
    const file = path.join(folder, 'cut.h5');
    writeFileSync(file, bytes.subarray(0, 5000));
    expect(await recogniseFile(file), name).toMatchObject({
      kind: 'unrecognised',
      isComplete: false,
      reason: `It is cut short: it has 5000 of the ${String(bytes.length)} bytes that it should have.`,
    });
  }
});

it('stops when it is told to', async () => {
  const stopped = recogniseFile(dataFile('aict-tools/ctapipe-dl1/cta_gammas_diffuse.dl1.h5'), {
    signal: AbortSignal.abort(),
  });
  await expect(stopped).rejects.toMatchObject({ code: 'cancelled' });
});

it('knows a product whose record of its making is no text', async () => {
  const file = path.join(folder, 'table-for-record.h5');
  await writeHdf5Tables(
    file,
    { '/provenance/activity': { id: whole(1) } },
    { 'CTA PRODUCT DATA MODEL VERSION': 'v7.6.0', 'CTA PRODUCT ID': 'p' },
  );
  const facts = await recogniseFile(file);
  expect(facts).toMatchObject({ format: 'ctapipe HDF5', productId: 'p' });
  expect(facts).not.toHaveProperty('activityRecord');
});
