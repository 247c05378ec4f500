import type { Database } from 'better-sqlite3';
import { runCondition, type RunFilter } from './run-filter.ts';

/** A run with one of its present files of events; `path` is null for a run without. */
export interface RunInputRow {
  readonly runId: number;
  readonly obsId: number;
  readonly instrument: string;
  readonly path: string | null;
  readonly format: string | null;
  readonly dataLevels: readonly string[];
  readonly isComplete: boolean | null;
  readonly sizeBytes: number | null;
}

type Row = Omit<RunInputRow, 'dataLevels' | 'isComplete'> & {
  readonly dataLevels: string | null;
  readonly isComplete: number | null;
};

/** Operations on what runs can be processed from. */
export const runInputOperations = {
  /** The runs that pass a filter with their present files of events, in the order of start and path. */
  runInputs: (database: Database, { filter }: { readonly filter: RunFilter }): RunInputRow[] => {
    const { sql, values } = runCondition(filter);
    return database
      .prepare<(string | number)[], Row>(
        `SELECT r.id AS runId, r.obs_id AS obsId, r.instrument, f.path, f.format,
          f.data_levels AS dataLevels, f.is_complete AS isComplete, f.size_bytes AS sizeBytes
        FROM runs r
        LEFT JOIN products p ON p.run_id = r.id
        LEFT JOIN files f ON f.id = p.file_id AND f.presence = 'present' AND f.kind = 'events'
        WHERE ${sql} ORDER BY r.start_ms NULLS LAST, r.key, f.path`,
      )
      .all(...values)
      .map((row) => ({
        ...row,
        dataLevels: row.dataLevels === null ? [] : (JSON.parse(row.dataLevels) as string[]),
        isComplete: row.isComplete === null ? null : row.isComplete === 1,
      }));
  },
};
