import type { Database } from 'better-sqlite3';
import type { RequestResult } from '../../contract/contract.ts';

/** Values that are told at most: more cannot be chosen from a list. */
const MAX_VALUES = 1000;

interface CountedValue {
  readonly value: string;
  readonly nRuns: number;
}

/** Operations on what runs can be filtered by. */
export const runValueOperations = {
  /** Sources, instruments, levels, flags and telescopes with the number of runs that have them. */
  listRunValues: (database: Database): RequestResult<'runs.values'> => {
    const counted = (from: string, column: string) =>
      database
        .prepare<[number], CountedValue>(
          `SELECT ${column} AS value, count(*) AS nRuns FROM ${from}
          WHERE ${column} IS NOT NULL GROUP BY ${column} ORDER BY nRuns DESC, value LIMIT ?`,
        )
        .all(MAX_VALUES);
    const nights = database
      .prepare<[], { firstNight: string | null; lastNight: string | null }>(
        'SELECT min(night) AS firstNight, max(night) AS lastNight FROM runs',
      )
      .get()!;
    return {
      targets: counted('runs', 'target'),
      instruments: counted('runs', 'instrument'),
      levels: counted('run_levels', 'level'),
      // Flags outlive the runs of folders that were removed.
      flags: counted('flags JOIN runs r ON r.key = run_key', 'flag'),
      telescopes: database
        .prepare<[number], RequestResult<'runs.values'>['telescopes'][number]>(
          `SELECT tel_id AS telId, min(name) AS name, count(*) AS nRuns FROM run_telescopes
          GROUP BY tel_id ORDER BY tel_id LIMIT ?`,
        )
        .all(MAX_VALUES),
      ...nights,
    };
  },
};
