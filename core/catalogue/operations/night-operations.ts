import type { Database } from 'better-sqlite3';
import type { NightSummary } from '../../contract/records/run.ts';
import { runCondition, type RunFilter } from './run-filter.ts';

/** A page of nights with runs that pass a filter. */
export interface ListNightsAsk {
  readonly filter: RunFilter;
  readonly offset: number;
  readonly limit: number;
}

type NightRow = Omit<NightSummary, 'instruments' | 'targets' | 'dataLevels'> & {
  readonly instruments: string;
  readonly targets: string;
  readonly dataLevels: string;
};

/** Operations on nights. */
export const nightOperations = {
  /**
   * Nights with their runs summed up, the latest first, those without a date last; a night at two sites
   * is two. Hours are those of data: the clock of a simulation is that of a computer.
   */
  listNights: (
    database: Database,
    { filter, offset, limit }: ListNightsAsk,
  ): { total: number; rows: NightSummary[] } => {
    const { sql, values } = runCondition(filter);
    const total = database
      .prepare<(string | number)[], number>(
        `SELECT count(*) FROM (SELECT 1 FROM runs r WHERE ${sql} GROUP BY r.night, r.site_id)`,
      )
      .pluck()
      .get(...values)!;
    const rows = database
      .prepare<(string | number)[], NightRow>(
        `WITH matching AS MATERIALIZED (SELECT r.* FROM runs r WHERE ${sql}),
        nights AS MATERIALIZED (
          SELECT r.night, r.site_id, count(*) AS nRuns, sum(r.is_simulation) AS nSimulatedRuns,
            total(CASE WHEN r.is_simulation THEN 0 ELSE r.duration_s END) / 3600 AS hours,
            total(r.n_events) AS nEvents,
            json_group_array(DISTINCT r.instrument) AS instruments,
            json_group_array(DISTINCT r.target) FILTER (WHERE r.target IS NOT NULL) AS targets,
            sum(EXISTS (SELECT 1 FROM flags WHERE run_key = r.key)) AS nFlagged
          FROM matching r GROUP BY r.night, r.site_id
          ORDER BY r.night DESC NULLS LAST, r.site_id LIMIT ? OFFSET ?),
        levels AS MATERIALIZED (
          SELECT n.night, n.site_id, json_group_array(DISTINCT l.level) AS dataLevels
          FROM matching r JOIN nights n ON n.night IS r.night AND n.site_id IS r.site_id
            JOIN run_levels l ON l.run_id = r.id
          GROUP BY n.night, n.site_id)
        SELECT n.night, s.name AS site, nRuns, nSimulatedRuns, hours, nEvents, instruments, targets,
          coalesce(l.dataLevels, '[]') AS dataLevels, nFlagged
        FROM nights n LEFT JOIN levels l ON l.night IS n.night AND l.site_id IS n.site_id
          LEFT JOIN sites s ON s.id = n.site_id
        ORDER BY n.night DESC NULLS LAST, s.name`,
      )
      .all(...values, limit, offset);
    return {
      total,
      rows: rows.map((row) => ({
        ...row,
        instruments: sorted(row.instruments),
        targets: sorted(row.targets),
        dataLevels: sorted(row.dataLevels),
      })),
    };
  },
};

function sorted(json: string): string[] {
  return (JSON.parse(json) as string[]).sort();
}
