import { beforeEach, describe, expect, it } from 'vitest';
import type { Database } from 'better-sqlite3';
import { openDatabase } from '../../../../core/catalogue/open-database.ts';
import { operations } from '../../../../core/catalogue/operations.ts';
import type { RunFilter } from '../../../../core/catalogue/operations/run-filter.ts';
import type { ListRunsAsk } from '../../../../core/catalogue/operations/run-operations.ts';
import { crabRun, scannedFile, storing } from '../../../scanned-files.ts';

let database: Database;

function list(filter: RunFilter, more: Partial<ListRunsAsk> = {}) {
  return operations.listRuns(database, {
    filter,
    sort: 'obsId',
    descending: false,
    offset: 0,
    limit: 100,
    ...more,
  });
}

const numbers = (filter: RunFilter, more: Partial<ListRunsAsk> = {}) =>
  list(filter, more).rows.map(({ obsId }) => obsId);

beforeEach(() => {
  database = openDatabase(':memory:');
  operations.addRoot(database, { path: '/data', added: storing.now });
  operations.storeFiles(database, {
    ...storing,
    files: [
      scannedFile('/data/raw', {
        dataLevels: ['R0'],
        telescopes: [
          { telId: 1, name: 'MAGIC-I', type: 'LST_MAGIC_MAGICCam' },
          { telId: 2, name: 'MAGIC-II' },
        ],
        runs: [crabRun(1, { nEvents: 5000, eventCounts: { SUBARRAY: 4000, SKY_PEDESTAL: 1000 } })],
      }),
      scannedFile('/data/dl3', {
        dataLevels: ['DL3'],
        runs: [
          crabRun(1, { nEvents: 40, wobbleOffsetDeg: 0.4 }),
          crabRun(2, { target: "50%_o'ff", telIds: [2], pointingAltDeg: 30 }),
        ],
      }),
      scannedFile('/data/simulated', {
        isSimulation: true,
        instrument: 'North',
        dataLevels: ['DL2'],
        runs: [{ obsId: 7, primary: 'gamma', simulation: { energy_range_min: 0.03 }, nEvents: 9 }],
      }),
    ],
  });
});

describe('listRuns', () => {
  it('knows an instrument with dots in its name without them', () => {
    operations.storeFiles(database, {
      ...storing,
      files: [scannedFile('/data/hess', { instrument: 'H.E.S.S.', runs: [{ obsId: 20136 }] })],
    });
    expect(numbers({ instrument: 'hess' })).toEqual([20136]);
    expect(numbers({ instrument: 'H.E.S.S.' })).toEqual([20136]);
    expect(numbers({ instrument: 'hes' })).toEqual([]);
  });

  it('rounds times to milliseconds', () => {
    // TSTOP of MAGIC's run 5029747; astropy writes it as …37.547.
    const stopUtcMs = Date.UTC(2013, 9, 4, 4, 40, 37) + 546.861868;
    operations.storeFiles(database, {
      ...storing,
      files: [scannedFile('/data/stop', { runs: [{ obsId: 9, startUtcMs: 0, stopUtcMs }] })],
    });
    expect(list({ obsId: 9 }).rows).toMatchObject([{ stop: '2013-10-04T04:40:37.547Z' }]);
  });

  it('puts together what several files tell, the one nearest to the telescope first', () => {
    const [run] = list({ obsId: 1 }).rows;
    expect(run).toMatchObject({
      key: 'MAGIC:1',
      instrument: 'MAGIC',
      site: 'Roque de los Muchachos',
      night: '2013-10-04',
      isSimulation: false,
      start: '2013-10-05T03:01:00.000Z',
      durationS: 1200,
      zenithDeg: 30,
      wobbleOffsetDeg: 0.4,
      nEvents: 5000,
      rateHz: 5000 / 1200,
      dataLevels: ['DL3', 'R0'],
      telescopes: [
        { telId: 1, name: 'MAGIC-I', type: 'LST_MAGIC_MAGICCam' },
        { telId: 2, name: 'MAGIC-II', type: null },
      ],
      flags: [],
      nNotes: 0,
    });
  });

  it.each<[string, RunFilter, number[]]>([
    ['nothing', {}, [1, 2, 7]],
    ['the source in any case', { target: 'crab' }, [1]],
    ['a per cent sign as itself', { target: '%' }, [2]],
    ['an underscore as itself', { text: '_' }, [1, 2]],
    ['a quote as itself', { target: "_o'" }, [2]],
    ['all words of a text', { text: 'magic-ii CRAB' }, [1]],
    ['an instrument', { instrument: 'magic' }, [1, 2]],
    ['an instrument with dots', { instrument: 'M.A.G.I.C.' }, [1, 2]],
    ['a telescope', { telescope: 1 }, [1]],
    ['a night', { night: '2013-10-04' }, [1, 2]],
    ['nights from a day on', { from: '2013-10-05' }, []],
    ['nights up to a day', { to: '2013-10-04' }, [1, 2]],
    ['the zenith distance from below', { minZenithDeg: 45 }, [2]],
    ['the zenith distance from above', { maxZenithDeg: 45 }, [1]],
    ['a level', { level: 'DL3' }, [1, 2]],
    ['simulations', { isSimulation: true }, [7]],
    ['data', { isSimulation: false }, [1, 2]],
    ['the number', { obsId: 2 }, [2]],
    ['several things together', { target: 'crab', minZenithDeg: 45 }, []],
  ])('filters by %s', (_, filter, expected) => {
    expect(numbers(filter)).toEqual(expected);
    expect(list(filter).total).toBe(expected.length);
  });

  it.each<[ListRunsAsk['sort'], number[], number[]]>([
    ['obsId', [1, 2, 7], [7, 2, 1]],
    ['start', [1, 2, 7], [2, 1, 7]],
    ['zenithDeg', [1, 2, 7], [2, 1, 7]],
    ['nEvents', [7, 2, 1], [1, 2, 7]],
    ['target', [2, 1, 7], [1, 2, 7]],
  ])('sorts by %s, with what is unknown at the end', (sort, up, down) => {
    expect(numbers({}, { sort })).toEqual(up);
    expect(numbers({}, { sort, descending: true })).toEqual(down);
  });

  it('gives pages with the number of all', () => {
    expect(list({}, { offset: 1, limit: 1 })).toMatchObject({ total: 3, rows: [{ obsId: 2 }] });
  });

  it('counts levels of present files only', () => {
    const [file] = operations.listFiles(database, { text: 'dl3', offset: 0, limit: 1 }).rows;
    operations.markMissing(database, { ids: [file.id], now: storing.now });
    expect(numbers({ level: 'DL3' })).toEqual([]);
    expect(list({ obsId: 2 }).rows).toMatchObject([{ dataLevels: [], target: "50%_o'ff" }]);
  });
});

describe('getRun', () => {
  it('gives counts, settings and products', () => {
    const [run] = list({ obsId: 1 }).rows;
    expect(operations.getRun(database, { id: run.id })).toMatchObject({
      eventCounts: { SUBARRAY: 4000, SKY_PEDESTAL: 1000 },
      simulation: null,
      products: [
        { path: '/data/dl3', dataLevels: ['DL3'], nEvents: 40, presence: 'present' },
        { path: '/data/raw', dataLevels: ['R0'], nEvents: 5000, presence: 'present' },
      ],
      notes: [],
    });
    const [simulated] = list({ obsId: 7 }).rows;
    expect(operations.getRun(database, { id: simulated.id }).simulation).toEqual({
      energy_range_min: 0.03,
    });
  });

  it('refuses a run that is not there', () => {
    expect(() => operations.getRun(database, { id: 99 })).toThrow(
      expect.objectContaining({ code: 'record-not-found' }),
    );
  });
});

describe('listNights', () => {
  it('sums up the runs of a night, without a date last', () => {
    expect(operations.listNights(database, { filter: {}, offset: 0, limit: 10 })).toEqual({
      total: 2,
      rows: [
        {
          night: '2013-10-04',
          site: 'Roque de los Muchachos',
          nRuns: 2,
          nSimulatedRuns: 0,
          hours: 2400 / 3600,
          nEvents: 6000,
          instruments: ['MAGIC'],
          targets: ["50%_o'ff", 'CrabNebula'],
          dataLevels: ['DL3', 'R0'],
          nFlagged: 0,
        },
        {
          night: null,
          site: 'Roque de los Muchachos',
          nRuns: 1,
          nSimulatedRuns: 1,
          hours: 0,
          nEvents: 9,
          instruments: ['North'],
          targets: [],
          dataLevels: ['DL2'],
          nFlagged: 0,
        },
      ],
    });
  });
});
