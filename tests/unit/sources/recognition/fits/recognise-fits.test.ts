import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { FileFacts } from '../../../../../core/sources/recognition/file-facts.ts';
import { recogniseFile } from '../../../../../core/sources/recognition/recognise-file.ts';
import {
  card,
  emptyPrimary,
  fitsFile,
  fitsTable,
  type FitsUnit,
  float32,
  float64,
  int32,
  int64,
} from '../../../../fits-bytes.ts';
import { temporaryFolder } from '../../../../temporary-folder.ts';

const folder = temporaryFolder();
let files = 0;

async function recognise(...units: readonly FitsUnit[]): Promise<FileFacts> {
  const file = path.join(folder, String(++files));
  writeFileSync(file, fitsFile([emptyPrimary, ...units]));
  return recogniseFile(file);
}

const quoted = (value: string) => `'${value}'`;

/** Events with the columns that GADF demands. */
function events(cards: readonly string[], nRows = 4, more: readonly string[] = []): FitsUnit {
  const rows = Array.from({ length: nRows }, (_, i) => i);
  return fitsTable(
    [
      { name: 'EVENT_ID', form: 'K', rows: rows.map((i) => int64(BigInt(i))) },
      { name: 'TIME', form: 'D', rows: rows.map((i) => float64(1000 + 60 * i)) },
      ...['RA', 'DEC', 'ENERGY', ...more].map((name) => ({
        name,
        form: 'E',
        rows: rows.map(() => float32(1)),
      })),
    ],
    [card('EXTNAME', quoted('EVENTS')), ...cards],
  );
}

const gadf = [
  card('HDUCLASS', quoted('GADF')),
  card('HDUVERS', quoted('0.3')),
  card('HDUCLAS1', quoted('EVENTS')),
];
const utc = [
  card('MJDREFI', '58849'),
  card('MJDREFF', '0'),
  card('TIMESYS', quoted('UTC')),
  card('TIMEUNIT', quoted('s')),
];

describe('event lists', () => {
  it('tells all that the header of an LST-1 list tells', async () => {
    const facts = await recognise(
      events([
        ...gadf,
        ...utc,
        card('CREATOR', quoted('lstchain v0.10.7')),
        card('TELESCOP', quoted('CTA-N')),
        card('INSTRUME', quoted('LST-1')),
        card('OBS_ID', '3265'),
        card('TSTART', '86400.5'),
        card('TSTOP', '87600.5'),
        card('ONTIME', '1200'),
        card('LIVETIME', '1140'),
        card('DEADC', '0.95'),
        card('OBJECT', quoted('Crab Nebula')),
        card('RA_OBJ', '83.6333'),
        card('DEC_OBJ', '22.0145'),
        card('RA_PNT', '83.6333'),
        card('DEC_PNT', '22.4145'),
        card('ALT_PNT', '70'),
        card('AZ_PNT', '-90'),
        card('TELLIST', quoted('LST-1')),
        card('MUONEFF', '0.17'),
      ]),
    );
    expect(facts).toMatchObject({
      kind: 'events',
      format: 'GADF FITS',
      formatVersion: 'GADF 0.3',
      software: 'lstchain v0.10.7',
      instrument: 'LST-1',
      dataLevels: ['DL3'],
      isSimulation: false,
      isComplete: true,
      site: { name: 'Roque de los Muchachos', longitudeDeg: -17.89139 },
    });
    expect(facts.reason).toBeUndefined();
    expect(facts.runs).toHaveLength(1);
    expect(facts.runs[0]).toMatchObject({
      obsId: 3265,
      startUtcMs: Date.UTC(2020, 0, 2, 0, 0, 0, 500),
      stopUtcMs: Date.UTC(2020, 0, 2, 0, 20, 0, 500),
      durationS: 1200,
      livetimeS: 1140,
      telIds: [1],
      target: 'Crab Nebula',
      pointingAltDeg: 70,
      pointingAzDeg: 270,
      wobbleAngleDeg: 0,
      nEvents: 4,
      quality: [
        { name: 'deadtime_correction', value: 0.95, unit: '' },
        { name: 'muon_efficiency', value: 0.17, unit: '' },
      ],
    });
    expect(facts.runs[0].wobbleOffsetDeg).toBeCloseTo(0.4, 10);
  });

  it('takes the times of the first and last event where the header has none', async () => {
    const facts = await recognise(events([...gadf, ...utc, card('OBS_ID', '1')]));
    expect(facts.runs).toMatchObject([
      {
        obsId: 1,
        startUtcMs: Date.UTC(2020, 0, 1, 0, 16, 40),
        stopUtcMs: Date.UTC(2020, 0, 1, 0, 19, 40),
      },
    ]);
  });

  it('takes the dates where the header has no TSTART', async () => {
    const dates = ['DATE-OBS', 'DATE-END'].map((keyword, i) =>
      card(keyword, quoted(`2020-01-02T0${i}:00:00`)),
    );
    const facts = await recognise(events([...gadf, ...dates, card('OBS_ID', '1')]));
    expect(facts.runs).toMatchObject([
      { startUtcMs: Date.UTC(2020, 0, 2), stopUtcMs: Date.UTC(2020, 0, 2, 1) },
    ]);
  });

  it('splits a list of several observations', async () => {
    const list = fitsTable(
      [
        { name: 'OBS_ID', form: 'J', rows: [int32(7), int32(5), int32(7)] },
        ...['TIME', 'RA', 'DEC', 'ENERGY', 'EVENT_ID'].map((name) => ({
          name,
          form: 'D',
          rows: [float64(1), float64(2), float64(3)],
        })),
      ],
      gadf,
    );
    expect((await recognise(list)).runs).toEqual([
      { obsId: 5, nEvents: 1 },
      { obsId: 7, nEvents: 2 },
    ]);
  });

  it('gives the observations of several lists in one file, each with its own events', async () => {
    const list = (obsId: number, nRows: number) =>
      events(
        [...gadf, ...utc, card('OBS_ID', String(obsId)), card('TSTART', String(obsId))],
        nRows,
      );
    const { runs } = await recognise(list(7, 3), list(5, 2), list(7, 1));
    expect(runs).toMatchObject([
      { obsId: 7, nEvents: 3, startUtcMs: Date.UTC(2020, 0, 1, 0, 0, 7) },
      { obsId: 5, nEvents: 2, startUtcMs: Date.UTC(2020, 0, 1, 0, 0, 5) },
    ]);
  });

  it.each([
    ['1,2,4', [1, 2, 4]],
    ['T1, T3', [1, 3]],
    ['1-4', [1, 2, 3, 4]],
    ['CT1-CT4', [1, 2, 3, 4]],
    ['LST-1', [1]],
    ['MAGIC-I,MAGIC-II', [1, 2]],
    ['MAGIC', undefined],
  ])('reads the telescopes of TELLIST %s', async (text, telIds) => {
    const facts = await recognise(
      events([...gadf, card('OBS_ID', '1'), card('TELLIST', quoted(text))]),
    );
    expect(facts.runs[0].telIds).toEqual(telIds);
  });

  it.each([
    [
      'a column with the true source',
      events([...gadf, card('TELESCOP', quoted('CTA'))], 1, ['MC_ID']),
    ],
    ['the program that made it', events([...gadf, card('CREATOR', quoted('ctobssim (1.7.4)'))], 1)],
  ])('knows a simulated list by %s', async (_, list) => {
    expect((await recognise(list)).isSimulation).toBe(true);
  });

  it('says what is not as GADF demands', async () => {
    const facts = await recognise(
      fitsTable(
        ['RA', 'DEC', 'ENERGY'].map((name) => ({ name, form: 'E', rows: [float32(1)] })),
        [card('OBS_ID', '1'), card('GEOLON', '28.76'), card('GEOLAT', '-117.89')],
      ),
    );
    expect(facts.kind).toBe('events');
    expect(facts.site).toMatchObject({ longitudeDeg: -117.89, latitudeDeg: 28.76 });
    expect(facts.reason).toBe(
      'Not as GADF demands: its event list has no HDUCLASS and no HDUCLAS1; its event list has no column EVENT_ID, TIME; GEOLON and GEOLAT are exchanged.',
    );
  });

  it('lists the responses beside the events', async () => {
    const response = (name: string) =>
      fitsTable(
        ['ENERG_LO', 'THETA_LO', 'MIGRA_LO', name].map((column) => ({
          name: column,
          form: 'E',
          rows: [float32(1)],
        })),
      );
    const facts = await recognise(
      events([...gadf, card('OBS_ID', '1')]),
      response('EFFAREA'),
      response('MATRIX'),
      response('RPSF'),
      response('BGD'),
      response('RAD_MAX'),
    );
    expect(facts.description).toBe(
      'List of 4 events with effective area, energy dispersion, point spread function, background and directional cut.',
    );
  });

  it('takes a negative OBS_ID for a placeholder', async () => {
    const facts = await recognise(events([...gadf, card('OBS_ID', '-1')], 2));
    expect(facts.runs).toEqual([]);
    expect(facts.description).toBe('List of 2 events; its OBS_ID (“-1”) is no number of a run.');
  });

  it('reads a zenith distance where no altitude stands', async () => {
    const pointing = [card('OBS_ID', '1'), card('ZEN_PNT', '25.5'), card('AZ_PNT', '120')];
    const facts = await recognise(events([...gadf, ...pointing]));
    expect(facts.runs[0]).toMatchObject({ pointingAltDeg: 64.5, pointingAzDeg: 120 });
  });

  it('gives no run where the number of the run is none', async () => {
    const facts = await recognise(events([...gadf, card('OBS_ID', quoted('chunk 3'))], 2));
    expect(facts.runs).toEqual([]);
    expect(facts.description).toBe(
      'List of 2 events; its OBS_ID (“chunk 3”) is no number of a run.',
    );
  });
});

describe('index tables', () => {
  const index = (names: readonly string[], cards: readonly string[] = []) =>
    fitsTable(
      names.map((name) => ({
        name,
        form: name === 'OBS_ID' ? 'K' : 'D',
        rows: [name === 'OBS_ID' ? int64(42n) : float64(10)],
      })),
      cards,
    );

  it('gives the observations that are listed', async () => {
    const facts = await recognise(
      index(['OBS_ID', 'RA_PNT', 'DEC_PNT', 'TSTART', 'TSTOP', 'LIVETIME'], utc),
    );
    expect(facts).toMatchObject({ kind: 'index', dataLevels: ['DL3'] });
    expect(facts.runs).toEqual([
      {
        obsId: 42,
        pointingRaDeg: 10,
        pointingDecDeg: 10,
        startUtcMs: Date.UTC(2020, 0, 1, 0, 0, 10),
        stopUtcMs: Date.UTC(2020, 0, 1, 0, 0, 10),
        livetimeS: 10,
      },
    ]);
  });

  it('goes by the columns where the header is that of another table', async () => {
    const wrong = [
      card('EXTNAME', quoted('OBS_INDEX')),
      card('HDUCLAS1', quoted('INDEX')),
      card('HDUCLAS2', quoted('OBS')),
    ];
    const facts = await recognise(index(['OBS_ID', 'HDU_TYPE', 'HDU_CLASS', 'FILE_NAME'], wrong));
    expect(facts.kind).toBe('index');
    expect(facts.description).toBe('HDU index of 1 tables.');
    expect(facts.runs).toEqual([]);
  });
});

describe('other files', () => {
  const table = (names: readonly string[], cards: readonly string[] = [], nRows = 2) =>
    fitsTable(
      names.map((name) => ({
        name,
        form: 'D',
        rows: Array.from({ length: nRows }, () => float64(1)),
      })),
      cards,
    );

  it.each([
    [
      'responses without classes',
      table(['ENERG_LO', 'ENERG_HI', 'THETA_LO', 'THETA_HI', 'EFFAREA']),
      'irf',
      'FITS',
    ],
    ['cuts of pyirf', table(['low', 'high', 'center', 'cut']), 'cuts', 'FITS'],
    ['a sensitivity of pyirf', table(['reco_energy_low', 'flux_sensitivity']), 'benchmark', 'FITS'],
    [
      'an angular resolution',
      table(['true_energy_low', 'angular_resolution']),
      'benchmark',
      'FITS',
    ],
    [
      'a camera without its type',
      table(['pix_id', 'pix_x', 'pix_y', 'pix_area']),
      'instrument',
      'ctapipe FITS',
    ],
    ['an atmosphere', table(['height', 'density', 'column_density']), 'atmosphere', 'FITS'],
    [
      'muon rings',
      table(['ring_size', 'ring_radius', 'ring_width', 'impact_parameter']),
      'monitoring',
      'FITS',
    ],
    [
      'good time intervals',
      table(['START', 'STOP'], [card('EXTNAME', quoted('GTI'))]),
      'table',
      'GADF FITS',
    ],
    [
      'the slow control of FACT',
      table(['Time', 'Ra'], [card('TELESCOP', quoted('FACT'))]),
      'monitoring',
      'FACT FITS',
    ],
    [
      'a DRS calibration',
      table(['RunNumberBaseline', 'BaselineMean', 'GainMean']),
      'calibration',
      'FACT FITS',
    ],
  ])('knows %s', async (_, unit, kind, format) => {
    const facts = await recognise(unit);
    expect([facts.kind, facts.format, facts.reason]).toEqual([kind, format, undefined]);
  });

  it('lists tables that it does not know, with the reason', async () => {
    expect(await recognise(table(['a', 'b'], [card('EXTNAME', quoted('MINE'))], 3))).toMatchObject({
      kind: 'table',
      format: 'FITS',
      description: 'Tables: MINE (3 rows).',
      reason: 'Its tables are of no kind that is known here.',
    });
  });

  it('says of pictures and of empty files that they are such', async () => {
    const picture: FitsUnit = {
      cards: [
        card('XTENSION', quoted('IMAGE')),
        card('BITPIX', '8'),
        card('NAXIS', '1'),
        card('NAXIS1', '9'),
      ],
      data: Buffer.alloc(9),
    };
    expect(await recognise(picture)).toMatchObject({ kind: 'unrecognised', reason: /images/ });
    expect(await recognise()).toMatchObject({
      kind: 'unrecognised',
      reason: 'A FITS file without data.',
    });
  });

  it('reads raw data of FACT and of ACADA by their headers', async () => {
    const raw = (cards: readonly string[]) =>
      recognise(
        fitsTable(
          [{ name: 'Data', form: '1QB', rows: [Buffer.alloc(16)] }],
          [
            card('EXTNAME', quoted('Events')),
            card('ZTABLE', 'T'),
            card('ZNAXIS2', '123'),
            ...cards,
          ],
        ),
      );
    expect(
      await raw([card('TELESCOP', quoted('FACT')), card('NIGHT', '20131101'), card('RUNID', '7')]),
    ).toMatchObject({
      kind: 'events',
      format: 'zfits',
      dataLevels: ['R0'],
      instrument: 'FACT',
      isSimulation: false,
      runs: [{ obsId: 20131101007, nEvents: 123 }],
    });
    expect(await raw([card('TELESCOP', quoted('FACT')), card('ISMC', 'T')])).toMatchObject({
      isSimulation: true,
      runs: [],
    });
    const acada = await raw([
      card('PBFHEAD', quoted('DL0v1.Trigger.Event')),
      card('OBS_ID', '2000000001'),
    ]);
    expect(acada).toMatchObject({
      dataLevels: ['DL0'],
      runs: [{ obsId: 2000000001, nEvents: 123 }],
    });
  });

  it('lists the telescopes of an array', async () => {
    const facts = await recognise(
      fitsTable(
        [
          { name: 'TELID', form: 'J', rows: [int32(1), int32(2)] },
          ...['POSX', 'POSY', 'POSZ', 'FOCLEN'].map((name, i) => ({
            name,
            form: 'E',
            rows: [float32(i + 1), float32(0)],
          })),
        ],
        [
          card('EXTNAME', quoted('TELARRAY')),
          card('ARRAY', quoted('mine')),
          card('LON', '10'),
          card('LAT', '-20'),
        ],
      ),
    );
    expect(facts).toMatchObject({
      kind: 'instrument',
      description: 'Array layout of mine: 2 telescopes.',
      site: { longitudeDeg: 10, latitudeDeg: -20 },
      telescopes: [
        { telId: 1, positionM: [1, 2, 3], equivalentFocalLengthM: 4 },
        { telId: 2, positionM: [0, 0, 0] },
      ],
    });
  });

  it('tells what stands before the damage, and the damage', async () => {
    const bytes = fitsFile([emptyPrimary, events([...gadf, card('OBS_ID', '1')], 1000)]);
    const file = path.join(folder, 'cut.fits.gz');
    writeFileSync(file, gzipSync(bytes.subarray(0, 12_000)));
    const facts = await recogniseFile(file);
    expect(facts).toMatchObject({
      kind: 'events',
      isComplete: false,
      runs: [{ obsId: 1, nEvents: 1000 }],
    });
    expect(facts.reason).toMatch(
      /^It ends early: \d+ of 28000 bytes of the data of HDU 1 \(EVENTS\) are missing\.$/,
    );
  });

  it('says of a damaged first header what is wrong', async () => {
    const file = path.join(folder, 'first.fits');
    writeFileSync(file, fitsFile([{ cards: [card('SIMPLE', 'T'), card('BITPIX', '8')] }]));
    const facts = await recogniseFile(file);
    expect(facts.kind).toBe('unrecognised');
    expect(facts.reason).toMatch(/is damaged at offset 0: HDU 0 has no valid NAXIS/);
  });
});
