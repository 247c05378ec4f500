import type { Database } from 'better-sqlite3';
import { nextRevision } from './job-rows.ts';

/** An engine at work with the catalogue. */
export interface EngineRow {
  readonly id: number;
  readonly host: string;
  readonly pid: number;
  readonly processMark: string;
  readonly heartbeat: string;
}

/** What an engine that ended left running. */
export interface LeftJob {
  readonly id: number;
  readonly output: string | null;
  readonly workerPid: number | null;
  readonly workerMark: string | null;
}

/** Operations on the engines that work with the catalogue. */
export const engineOperations = {
  /** Enters an engine; gives its id. */
  registerEngine: (
    database: Database,
    ask: { host: string; pid: number; processMark: string; now: string },
  ): number =>
    Number(
      database
        .prepare(
          'INSERT INTO engines (host, pid, process_mark, started, heartbeat) VALUES (@host, @pid, @processMark, @now, @now)',
        )
        .run(ask).lastInsertRowid,
    ),

  /** Tells that an engine lives; false when others have taken it for dead. */
  beatEngine: (database: Database, ask: { id: number; now: string }): boolean =>
    database.prepare('UPDATE engines SET heartbeat = @now WHERE id = @id').run(ask).changes > 0,

  /** All engines that did not say goodbye. */
  listEngines: (database: Database): EngineRow[] =>
    database
      .prepare<[], EngineRow>(
        'SELECT id, host, pid, process_mark AS processMark, heartbeat FROM engines ORDER BY id',
      )
      .all(),

  /** What an engine has running. */
  jobsOfEngine: (database: Database, ask: { id: number }): LeftJob[] =>
    database
      .prepare<[number], LeftJob>(
        `SELECT id, output, worker_pid AS workerPid, worker_mark AS workerMark FROM jobs
         WHERE status = 'running' AND engine_id = ? ORDER BY id`,
      )
      .all(ask.id),

  /**
   * Forgets an engine that has ended. What it had running is interrupted, and so are the children of it
   * that still waited; other jobs that it was asked for wait for whoever takes them.
   */
  releaseEngine: (database: Database, ask: { id: number; now: string }): void => {
    database
      .transaction(() => {
        const values = { ...ask, revision: nextRevision(database) };
        const left = `status = CASE cancel_asked WHEN 1 THEN 'cancelled' ELSE 'interrupted' END,
          ended = @now, engine_id = NULL, worker_pid = NULL, worker_mark = NULL,
          progress_remaining_s = NULL, progress_item = NULL, revision = @revision`;
        database
          .prepare(
            `UPDATE activities SET status = 'interrupted',
               record = json_set(record, '$.status', 'interrupted')
             WHERE status = 'running' AND uuid IN
               (SELECT activity_id FROM jobs WHERE status = 'running' AND engine_id = ?)`,
          )
          .run(ask.id);
        database
          .prepare(
            `UPDATE jobs SET ${left} WHERE status = 'waiting' AND parent_id IN
              (SELECT id FROM jobs WHERE status = 'running' AND engine_id = @id)`,
          )
          .run(values);
        database
          .prepare(`UPDATE jobs SET ${left} WHERE status = 'running' AND engine_id = @id`)
          .run(values);
        database.prepare('DELETE FROM engines WHERE id = @id').run({ id: ask.id });
      })
      .immediate();
  },
};
