import type { Table } from '../../../foundation/table.ts';
import type { StoredRows } from '../../../formats/hdf5/open-rows.ts';
import { findColumn, numbersOf, textsOf } from '../../ctapipe-hdf5/column-access.ts';
import type { FileFacts, RunFacts } from '../file-facts.ts';
import { corsikaPrimaryName } from '../primary-name.ts';
import { RunTally } from '../run-tally.ts';
import { childrenOf, eachPiece, type Hdf5Survey, rowsAt } from './hdf5-survey.ts';

const hours = 15;

/** A run of FACT is told by its night and its number within the night. */
export function factRun(night: number, run: number): number {
  return Number.isFinite(night) && night > 0 ? night * 1000 + run : run;
}

/** A time in ISO 8601, which is UTC also without a mark [ms since 1970]. */
export function factTime(text: string): number {
  const utc = /[Zz]|[+-]\d\d:?\d\d$/.test(text) ? text : `${text}Z`;
  return Date.parse(utc);
}

/** Adds what the table of runs tells. */
async function addRuns(survey: Hdf5Survey, tally: RunTally): Promise<void> {
  const rows = await rowsAt(survey, '/runs');
  if (rows === undefined) return;
  await eachPiece(
    survey,
    rows,
    [
      'night',
      'run_id',
      'run_start',
      'run_stop',
      'source',
      'ontime',
      'zenith',
      'azimuth',
      'right_ascension',
      'declination',
    ],
    (table) => {
      const number = (name: string) => numbersOf(table, name);
      const [nights, ids, ontime, zenith, azimuth, ra, dec] = [
        'night',
        'run_id',
        'ontime',
        'zenith',
        'azimuth',
        'right_ascension',
        'declination',
      ].map(number);
      const [starts, stops, sources] = ['run_start', 'run_stop', 'source'].map((name) =>
        textsOf(table, name),
      );
      ids.forEach((id, row) => {
        if (!Number.isFinite(id)) return;
        const start = factTime(starts[row]);
        const stop = factTime(stops[row]);
        tally.add({
          obsId: factRun(nights[row], id),
          ...(Number.isFinite(start) && { startUtcMs: start }),
          ...(Number.isFinite(stop) && { stopUtcMs: stop }),
          ...(sources[row] !== '' && { target: sources[row] }),
          ...(Number.isFinite(ontime[row]) && { livetimeS: ontime[row] }),
          ...(Number.isFinite(zenith[row]) && {
            pointingAltDeg: 90 - zenith[row],
            // FACT's drive counts the azimuth from -290 to 80 degrees.
            pointingAzDeg: (azimuth[row] + 360) % 360,
          }),
          ...(Number.isFinite(ra[row]) && {
            pointingRaDeg: ra[row] * hours,
            pointingDecDeg: dec[row],
          }),
        });
      });
    },
  );
}

/** Settings of the simulation of a row, by ctapipe's names. */
function settingsOf(table: Table, row: number): RunFacts['simulation'] | undefined {
  const value = (name: string) => findColumn(table, name)?.data[row];
  const [low, high, slope] = [
    value('corsika_run_header_energy_min'),
    value('corsika_run_header_energy_max'),
    value('corsika_run_header_slope_spectrum'),
  ].map(Number);
  if (!Number.isFinite(low) || !Number.isFinite(high)) return undefined;
  return {
    energy_range_min: low / 1000,
    energy_range_max: high / 1000,
    ...(Number.isFinite(slope) && { spectral_index: slope }),
  };
}

const eventColumns = [
  'night',
  'NIGHT',
  'run_id',
  'RUNID',
  'timestamp',
  'unix_time_utc',
  'corsika_run_header_run_number',
  'corsika_run_header_particle_id',
  'corsika_run_header_energy_min',
  'corsika_run_header_energy_max',
  'corsika_run_header_slope_spectrum',
];

/** Counts the events, run by run. */
async function countEvents(survey: Hdf5Survey, rows: StoredRows, tally: RunTally): Promise<void> {
  const seen = new Set<number>();
  const whole = await eachPiece(survey, rows, eventColumns, (table) => {
    const first = (...names: readonly string[]) =>
      numbersOf(table, names.find((name) => findColumn(table, name)) ?? '');
    const nights = first('night', 'NIGHT');
    const ids = first('run_id', 'RUNID', 'corsika_run_header_run_number');
    const particles = first('corsika_run_header_particle_id');
    const stamps = textsOf(table, 'timestamp');
    const unix = findColumn(table, 'unix_time_utc');
    const parts = unix?.meta.shape?.[0] === 2 ? unix.data : undefined;
    ids.forEach((id, row) => {
      if (!Number.isFinite(id)) return;
      const obsId = factRun(nights[row], id);
      tally.arrayEvent(obsId);
      if (stamps[row] !== '') tally.time(obsId, factTime(stamps[row]));
      if (parts !== undefined) {
        tally.time(obsId, Number(parts[2 * row]) * 1000 + Number(parts[2 * row + 1]) / 1000);
      }
      if (seen.has(obsId)) return;
      seen.add(obsId);
      const primary = corsikaPrimaryName(particles[row]);
      const simulation = settingsOf(table, row);
      if (primary === undefined && simulation === undefined) return;
      tally.add({
        obsId,
        ...(primary !== undefined && { primary }),
        ...(simulation !== undefined && { simulation }),
      });
    });
  });
  if (!whole) tally.forgetCounts(rows.nRows);
}

/**
 * Events of FACT as fact-tools and aict-tools write them: a dataset per column in the group `events`,
 * with the runs in the group `runs` where they are reconstructed.
 *
 * @returns undefined for other files
 * @throws PhotoelectronError `format-damaged`, `cancelled`
 */
export async function factEvents(survey: Hdf5Survey): Promise<FileFacts | undefined> {
  const rows = await rowsAt(survey, '/events');
  const has = (...names: readonly string[]) => names.some((name) => rows?.columns.includes(name));
  const isSimulation = has('corsika_run_header_run_number', 'corsika_event_header_event_number');
  const isData = has('night', 'NIGHT') && has('run_id', 'RUNID');
  if (rows?.layout !== 'columns' || (!isSimulation && !isData)) return undefined;
  const tally = new RunTally();
  await addRuns(survey, tally);
  await countEvents(survey, rows, tally);
  const hasImages = has('length', 'Length') && has('width', 'Width');
  const isReconstructed = has('gamma_prediction', 'gamma_energy_prediction', 'ra_prediction');
  const levels = [
    ...(hasImages ? ['DL1_PARAMETERS'] : []),
    ...(isReconstructed ? [hasImages ? 'DL2' : 'DL3'] : []),
    ...(isSimulation ? ['SIMULATION'] : []),
  ];
  const what = isReconstructed
    ? hasImages
      ? 'Image parameters and reconstruction'
      : 'Reconstruction'
    : 'Image parameters';
  return {
    kind: 'events',
    format: 'FACT HDF5',
    description: `${what} of ${String(rows.nRows)}${isSimulation ? ' simulated' : ''} events of FACT.`,
    dataLevels: levels,
    isSimulation,
    instrument: 'FACT',
    runs: tally.runs(),
  };
}

/**
 * Headers of CORSIKA's runs and events in the manner of FACT: groups `corsika_runs` and
 * `corsika_events` with a dataset per column.
 *
 * @returns undefined for other files
 * @throws PhotoelectronError `format-damaged`, `cancelled`
 */
export async function corsikaHeaders(survey: Hdf5Survey): Promise<FileFacts | undefined> {
  const top = childrenOf(survey, '/');
  if (!top.includes('corsika_runs') || !top.includes('corsika_events')) return undefined;
  const runs = await rowsAt(survey, '/corsika_runs');
  const events = await rowsAt(survey, '/corsika_events');
  if (runs === undefined || events === undefined || !events.columns.includes('run_number')) {
    return undefined;
  }
  const tally = new RunTally();
  const columns = ['run_number', 'energy_min', 'energy_max', 'energy_spectrum_slope', 'n_showers'];
  await eachPiece(survey, runs, [...columns, 'n_reuse'], (table) => {
    const [ids, low, high, slope, showers, reuse] = [...columns, 'n_reuse'].map((name) =>
      numbersOf(table, name),
    );
    ids.forEach((obsId, row) => {
      if (!Number.isFinite(obsId)) return;
      tally.add({
        obsId,
        simulation: {
          energy_range_min: low[row] / 1000,
          energy_range_max: high[row] / 1000,
          spectral_index: slope[row],
          n_showers: showers[row],
          ...(Number.isFinite(reuse[row]) && { shower_reuse: reuse[row] }),
        },
      });
    });
  });
  const primaries = new Map<number, string>();
  const whole = await eachPiece(survey, events, ['run_number', 'particle_id'], (table) => {
    const particles = numbersOf(table, 'particle_id');
    numbersOf(table, 'run_number').forEach((obsId, row) => {
      tally.arrayEvent(obsId);
      const name = corsikaPrimaryName(particles[row]);
      if (name !== undefined && !primaries.has(obsId)) primaries.set(obsId, name);
    });
  });
  if (!whole) tally.forgetCounts(events.nRows);
  for (const [obsId, primary] of primaries) tally.add({ obsId, primary });
  return {
    kind: 'events',
    format: 'CORSIKA headers HDF5',
    description: `Headers of ${String(runs.nRows)} simulated runs with ${String(events.nRows)} showers.`,
    dataLevels: ['SIMULATION'],
    isSimulation: true,
    software: 'CORSIKA',
    runs: tally.runs(),
  };
}
