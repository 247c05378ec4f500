import type { Database } from 'better-sqlite3';
import type { RunFacts, SiteFacts, TelescopeFacts } from '../../sources/recognition/file-facts.ts';
import { prepared } from './prepared.ts';
import { mergeRunFacts, type MergedRun, type RunSource } from '../runs/merge-run-facts.ts';

interface ProductRow {
  readonly facts: string;
  readonly dataLevels: string;
  readonly instrument: string | null;
  readonly isSimulation: number | null;
  readonly hash: string | null;
  readonly presence: 'present' | 'missing';
  readonly subarrayId: number | null;
  readonly siteName: string | null;
  readonly longitudeDeg: number | null;
  readonly latitudeDeg: number | null;
  readonly heightM: number | null;
}

const selectProducts = `
  SELECT p.facts, f.data_levels AS dataLevels, f.instrument, f.is_simulation AS isSimulation, f.hash,
    f.presence, f.subarray_id AS subarrayId, s.name AS siteName, s.longitude_deg AS longitudeDeg,
    s.latitude_deg AS latitudeDeg, s.height_m AS heightM
  FROM products p JOIN files f ON f.id = p.file_id LEFT JOIN sites s ON s.id = f.site_id
  WHERE p.run_id = ?`;

/**
 * Puts a run together again from its products; a run without any is taken away. What present files tell
 * counts; of a run whose files are all gone, what they told.
 */
export function refreshRun(database: Database, runId: number): void {
  const products = prepared<[number], ProductRow>(database, selectProducts).all(runId);
  if (products.length === 0) {
    prepared<unknown[]>(database, 'DELETE FROM runs WHERE id = ?').run(runId);
    return;
  }
  const present = products.filter(({ presence }) => presence === 'present');
  const counted = present.length > 0 ? present : products;
  writeRun(database, runId, mergeRunFacts(counted.map((row) => sourceOf(database, row))));
  replaceRows(
    database,
    'run_levels (run_id, level)',
    runId,
    [...new Set(present.flatMap(({ dataLevels }) => JSON.parse(dataLevels) as string[]))].map(
      (level) => [level],
    ),
  );
}

function sourceOf(database: Database, row: ProductRow): RunSource {
  return {
    run: JSON.parse(row.facts) as RunFacts,
    dataLevels: JSON.parse(row.dataLevels) as string[],
    instrument: row.instrument ?? undefined,
    isSimulation: isSimulated(row.isSimulation, JSON.parse(row.facts) as RunFacts),
    site: siteOf(row),
    telescopes: row.subarrayId === null ? [] : telescopesOf(database, row.subarrayId),
    contentHash: row.hash ?? '',
  };
}

function isSimulated(told: number | null, run: RunFacts): boolean {
  return told === null ? run.simulation !== undefined : told === 1;
}

function siteOf(row: ProductRow): SiteFacts | undefined {
  if (row.longitudeDeg === null || row.latitudeDeg === null) return undefined;
  return {
    ...(row.siteName === null || row.siteName === '' ? {} : { name: row.siteName }),
    longitudeDeg: row.longitudeDeg,
    latitudeDeg: row.latitudeDeg,
    ...(row.heightM === null ? {} : { heightM: row.heightM }),
  };
}

function telescopesOf(database: Database, subarrayId: number): TelescopeFacts[] {
  return prepared<[number], { telId: number; name: string | null; type: string | null }>(
    database,
    'SELECT tel_id AS telId, name, type FROM telescopes WHERE subarray_id = ? ORDER BY tel_id',
  )
    .all(subarrayId)
    .map(({ telId, name, type }) => ({
      telId,
      ...(name === null ? {} : { name }),
      ...(type === null ? {} : { type }),
    }));
}

function writeRun(database: Database, runId: number, merged: MergedRun): void {
  const { run, site } = merged;
  prepared<unknown[]>(
    database,
    `UPDATE runs SET instrument = ?, site_id = ?, night = ?, is_simulation = ?, start_ms = ?,
        stop_ms = ?, duration_s = ?, target = ?, target_ra_deg = ?, target_dec_deg = ?,
        pointing_ra_deg = ?, pointing_dec_deg = ?, pointing_alt_deg = ?, pointing_az_deg = ?,
        zenith_deg = ?, wobble_offset_deg = ?, wobble_angle_deg = ?, primary_particle = ?,
        n_events = ?, rate_hz = ?, target_text = ?,
        search_text = lower(key) || char(10) || ?
      WHERE id = ?`,
  ).run(
    merged.instrument,
    site === undefined ? null : siteId(database, site),
    merged.night ?? null,
    merged.isSimulation ? 1 : 0,
    run.startUtcMs ?? null,
    run.stopUtcMs ?? null,
    merged.durationS ?? null,
    run.target ?? null,
    run.targetRaDeg ?? null,
    run.targetDecDeg ?? null,
    run.pointingRaDeg ?? null,
    run.pointingDecDeg ?? null,
    run.pointingAltDeg ?? null,
    run.pointingAzDeg ?? null,
    merged.zenithDeg ?? null,
    merged.wobbleOffsetDeg ?? null,
    merged.wobbleAngleDeg ?? null,
    run.primary ?? null,
    run.nEvents ?? null,
    merged.rateHz ?? null,
    (run.target ?? '').toLowerCase(),
    searchText(merged),
    runId,
  );
  replaceRows(
    database,
    'run_telescopes (run_id, tel_id, name, type)',
    runId,
    merged.telescopes.map(({ telId, name, type }) => [telId, name ?? null, type ?? null]),
  );
  replaceRows(
    database,
    'run_event_counts (run_id, event_type, n_events)',
    runId,
    Object.entries(run.eventCounts ?? {}),
  );
  replaceRows(
    database,
    'run_telescope_counts (run_id, tel_id, n_events)',
    runId,
    Object.entries(run.telescopeCounts ?? {}).map(([telId, count]) => [Number(telId), count]),
  );
  replaceRows(
    database,
    'run_simulation_settings (run_id, name, value)',
    runId,
    Object.entries(run.simulation ?? {}).map(([name, value]) => [name, JSON.stringify(value)]),
  );
  replaceRows(
    database,
    'run_quality_figures (run_id, name, tel_id, value, unit)',
    runId,
    (run.quality ?? []).map(({ name, telId, value, unit }) => [name, telId ?? -1, value, unit]),
  );
}

/** Everything by which a person may look for a run, in lower case. */
function searchText({ run, instrument, site, telescopes, isSimulation }: MergedRun): string {
  const parts = new Set([
    String(run.obsId),
    run.target,
    instrument,
    site?.name,
    run.primary,
    isSimulation ? 'simulation' : undefined,
    ...telescopes.flatMap(({ name, type }) => [name, type]),
  ]);
  parts.delete(undefined);
  return [...parts].join('\n').toLowerCase();
}

/** Id of a site, which is added when it is not known yet. */
export function siteId(database: Database, site: SiteFacts): number {
  const key: [string, number, number] = [site.name ?? '', site.longitudeDeg, site.latitudeDeg];
  prepared<unknown[]>(
    database,
    `INSERT INTO sites (name, longitude_deg, latitude_deg, height_m) VALUES (?, ?, ?, ?)
      ON CONFLICT DO NOTHING`,
  ).run(...key, site.heightM ?? null);
  return prepared<[string, number, number], number>(
    database,
    'SELECT id FROM sites WHERE name = ? AND longitude_deg = ? AND latitude_deg = ?',
  )
    .pluck()
    .get(...key)!;
}

/** Puts rows in the place of those that a run has. */
function replaceRows(
  database: Database,
  into: string,
  runId: number,
  rows: readonly (readonly (string | number | null)[])[],
): void {
  const table = into.slice(0, into.indexOf(' '));
  const columns = into.split(',').length;
  prepared<unknown[]>(database, `DELETE FROM ${table} WHERE run_id = ?`).run(runId);
  const insert = prepared<unknown[]>(
    database,
    `INSERT INTO ${into} VALUES (${Array.from({ length: columns }, () => '?').join(', ')})`,
  );
  for (const row of rows) insert.run(runId, ...row);
}
