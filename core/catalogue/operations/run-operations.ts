import type { Database } from 'better-sqlite3';
import type { z } from 'zod';
import type { runSortSchema } from '../../contract/requests/catalogue-requests.ts';
import type { ProductRecord, RunRecord, RunSheet } from '../../contract/records/run.ts';
import { PhotoelectronError } from '../../foundation/errors.ts';
import { runCondition, type RunFilter } from './run-filter.ts';

interface RunOrder {
  readonly sort: z.output<typeof runSortSchema>;
  readonly descending: boolean;
}

/** A page of runs that pass a filter. */
export interface ListRunsAsk extends RunOrder {
  readonly filter: RunFilter;
  readonly offset: number;
  readonly limit: number;
}

/** Columns by the name of the sorting. */
const sortColumns: Readonly<Record<ListRunsAsk['sort'], string>> = {
  start: 'r.start_ms',
  obsId: 'r.obs_id',
  night: 'r.night',
  target: 'r.target COLLATE NOCASE',
  instrument: 'r.instrument COLLATE NOCASE',
  zenithDeg: 'r.zenith_deg',
  durationS: 'r.duration_s',
  nEvents: 'r.n_events',
  rateHz: 'r.rate_hz',
};

/** Unknown values come last; runs that are equal go by start and key. */
function orderBy({ sort, descending }: RunOrder): string {
  const direction = descending ? 'DESC' : 'ASC';
  return `ORDER BY ${sortColumns[sort]} ${direction} NULLS LAST,
    r.start_ms ${direction} NULLS LAST, r.key ${direction}`;
}

/** Columns that are called in a record what they are called here. */
const plainColumns = `r.id, r.key, r.obs_id AS obsId, r.instrument, s.name AS site, r.night,
  r.start_ms AS startMs, r.stop_ms AS stopMs, r.duration_s AS durationS,
  r.is_simulation AS isSimulation, r.target, r.target_ra_deg AS targetRaDeg,
  r.target_dec_deg AS targetDecDeg, r.pointing_ra_deg AS pointingRaDeg,
  r.pointing_dec_deg AS pointingDecDeg, r.pointing_alt_deg AS pointingAltDeg,
  r.pointing_az_deg AS pointingAzDeg, r.zenith_deg AS zenithDeg,
  r.wobble_offset_deg AS wobbleOffsetDeg, r.wobble_angle_deg AS wobbleAngleDeg,
  r.primary_particle AS "primary", r.n_events AS nEvents, r.rate_hz AS rateHz,
  (SELECT json_group_array(level) FROM run_levels WHERE run_id = r.id) AS dataLevels,
  (SELECT json_group_array(flag) FROM flags WHERE run_key = r.key) AS flags,
  (SELECT count(*) FROM notes WHERE run_key = r.key) AS nNotes,
  (SELECT json_group_array(json_object('telId', tel_id, 'name', name, 'type', type))
    FROM run_telescopes WHERE run_id = r.id) AS telescopes`;

const selectRuns = `SELECT ${plainColumns} FROM runs r LEFT JOIN sites s ON s.id = r.site_id`;

type RunRow = Omit<
  RunRecord,
  'isSimulation' | 'start' | 'stop' | 'dataLevels' | 'flags' | 'telescopes'
> & {
  readonly isSimulation: number;
  readonly startMs: number | null;
  readonly stopMs: number | null;
  readonly dataLevels: string;
  readonly flags: string;
  readonly telescopes: string;
};

/** Operations on runs. */
export const runOperations = {
  /** Runs that pass a filter, sorted, with the number of all that do. */
  listRuns: (
    database: Database,
    { filter, sort, descending, offset, limit }: ListRunsAsk,
  ): { total: number; rows: RunRecord[] } => {
    const { sql, values } = runCondition(filter);
    const total = database
      .prepare<(string | number)[], number>(`SELECT count(*) FROM runs r WHERE ${sql}`)
      .pluck()
      .get(...values)!;
    const order = orderBy({ sort, descending });
    // The page is found first: what costs is fetched for its rows only.
    const rows = database
      .prepare<(string | number)[], RunRow>(
        `WITH page AS (SELECT r.id FROM runs r WHERE ${sql} ${order} LIMIT ? OFFSET ?)
        ${selectRuns} WHERE r.id IN page ${order}`,
      )
      .all(...values, limit, offset);
    return { total, rows: rows.map(runRecord) };
  },

  /** Numbers of all runs that pass a filter, in the order of the list. */
  listRunIds: (database: Database, ask: RunOrder & { readonly filter: RunFilter }): Int32Array => {
    const { sql, values } = runCondition(ask.filter);
    const ids = database
      .prepare<(string | number)[], number>(`SELECT r.id FROM runs r WHERE ${sql} ${orderBy(ask)}`)
      .pluck()
      .all(...values);
    return Int32Array.from(ids);
  },

  /**
   * Everything that is known of a run.
   *
   * @throws PhotoelectronError `record-not-found`
   */
  getRun: (database: Database, { id }: { readonly id: number }): RunSheet => runSheet(database, id),
};

/**
 * One run as a row of a list.
 *
 * @throws PhotoelectronError `record-not-found`
 */
export function findRun(database: Database, id: number): RunRecord {
  const row = database.prepare<[number], RunRow>(`${selectRuns} WHERE r.id = ?`).get(id);
  if (row === undefined) {
    throw new PhotoelectronError(
      'record-not-found',
      `The catalogue has no run with the id ${String(id)}; "pe runs" lists those that it has.`,
    );
  }
  return runRecord(row);
}

function runRecord({ startMs, stopMs, ...row }: RunRow): RunRecord {
  return {
    ...row,
    isSimulation: row.isSimulation === 1,
    start: timeText(startMs),
    stop: timeText(stopMs),
    dataLevels: JSON.parse(row.dataLevels) as string[],
    flags: JSON.parse(row.flags) as string[],
    telescopes: JSON.parse(row.telescopes) as RunRecord['telescopes'],
  };
}

function timeText(ms: number | null): string | null {
  return ms === null ? null : new Date(Math.round(ms)).toISOString();
}

function runSheet(database: Database, id: number): RunSheet {
  const run = findRun(database, id);
  return {
    ...run,
    eventCounts: Object.fromEntries(
      database
        .prepare<[number], [string, number]>(
          'SELECT event_type, n_events FROM run_event_counts WHERE run_id = ? ORDER BY event_type',
        )
        .raw()
        .all(id),
    ),
    telescopeCounts: database
      .prepare<[number], { telId: number; nEvents: number }>(
        `SELECT tel_id AS telId, n_events AS nEvents FROM run_telescope_counts
        WHERE run_id = ? ORDER BY tel_id`,
      )
      .all(id),
    simulation: simulationOf(database, id),
    products: productsOf(database, id),
    quality: database
      .prepare<[number], RunSheet['quality'][number]>(
        `SELECT name, nullif(tel_id, -1) AS telId, value, unit FROM run_quality_figures
        WHERE run_id = ? ORDER BY name, tel_id`,
      )
      .all(id),
    notes: database
      .prepare<[string], RunSheet['notes'][number]>(
        'SELECT id, time, text FROM notes WHERE run_key = ? ORDER BY time, id',
      )
      .all(run.key),
  };
}

function simulationOf(database: Database, runId: number): RunSheet['simulation'] {
  const settings = database
    .prepare<[number], [string, string]>(
      'SELECT name, value FROM run_simulation_settings WHERE run_id = ? ORDER BY name',
    )
    .raw()
    .all(runId);
  if (settings.length === 0) return null;
  return Object.fromEntries(
    settings.map(([name, value]) => [name, JSON.parse(value) as string | number | boolean]),
  );
}

type ProductRow = Omit<ProductRecord, 'dataLevels' | 'isComplete'> & {
  readonly dataLevels: string;
  readonly isComplete: number | null;
};

function productsOf(database: Database, runId: number): ProductRecord[] {
  return database
    .prepare<[number], ProductRow>(
      `SELECT f.id AS fileId, f.path, f.presence, f.format, f.data_levels AS dataLevels,
        p.n_events AS nEvents, f.product_id AS productId, f.activity_id AS activityId,
        f.configuration_hash AS configurationHash, f.is_complete AS isComplete
      FROM products p JOIN files f ON f.id = p.file_id
      WHERE p.run_id = ? ORDER BY f.presence DESC, f.path`,
    )
    .all(runId)
    .map((row) => ({
      ...row,
      dataLevels: JSON.parse(row.dataLevels) as string[],
      isComplete: row.isComplete === null ? null : row.isComplete === 1,
    }));
}
