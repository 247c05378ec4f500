import type { Database } from 'better-sqlite3';
import type { JobLogLine, JobStatus } from '../../contract/records/job.ts';
import { getStored, nextRevision, selectJobs, type StoredJob } from './job-rows.ts';

/** Operations that tell of jobs. */
export const jobQueries = {
  /**
   * One job.
   *
   * @throws PhotoelectronError `record-not-found`
   */
  getJob: (database: Database, ask: { id: number }): StoredJob => getStored(database, ask.id),

  /** Jobs, the newest first. */
  listJobs: (
    database: Database,
    ask: {
      status?: readonly JobStatus[] | undefined;
      parentId?: number | null | undefined;
      night?: string | undefined;
      offset: number;
      limit: number;
    },
  ): { total: number; rows: StoredJob[] } => {
    const clause = [
      ...(ask.status === undefined ? [] : ['status IN (SELECT value FROM json_each(@status))']),
      ...(ask.parentId === undefined ? [] : ['parent_id IS @parentId']),
      ...(ask.night === undefined ? [] : [`request ->> 'night' = @night`]),
    ].join(' AND ');
    const where = clause === '' ? '' : `WHERE ${clause}`;
    const values = {
      ...(ask.status === undefined ? {} : { status: JSON.stringify(ask.status) }),
      ...(ask.parentId === undefined ? {} : { parentId: ask.parentId }),
      ...(ask.night === undefined ? {} : { night: ask.night }),
    };
    const count = database
      .prepare<[object], { n: number }>(`SELECT COUNT(*) AS n FROM jobs ${where}`)
      .get(values);
    const rows = selectJobs(database, `${where} ORDER BY id DESC LIMIT @limit OFFSET @offset`, {
      ...values,
      limit: ask.limit,
      offset: ask.offset,
    });
    return { total: count?.n ?? 0, rows };
  },

  /** Jobs that changed after a revision, at most 1000, in the order of the changes. */
  jobsChangedSince: (database: Database, ask: { revision: number }): StoredJob[] =>
    selectJobs(database, 'WHERE revision > @revision ORDER BY revision, id LIMIT 1000', ask),

  /** Number of the last change. */
  lastJobRevision: (database: Database): number => nextRevision(database) - 1,

  /** Running jobs of an engine that someone wants to end. */
  cancelledJobsOf: (database: Database, ask: { engineId: number }): number[] =>
    database
      .prepare<[number], { id: number }>(
        `SELECT id FROM jobs WHERE status = 'running' AND engine_id = ? AND cancel_asked = 1`,
      )
      .all(ask.engineId)
      .map(({ id }) => id),

  /**
   * Lines of a log behind one.
   *
   * @throws PhotoelectronError `record-not-found`
   */
  jobLog: (database: Database, ask: { id: number; after: number; limit: number }): JobLogLine[] => {
    getStored(database, ask.id);
    return database
      .prepare<[object], JobLogLine>(
        `SELECT sequence, time, level, text FROM job_log
         WHERE job_id = @id AND sequence > @after ORDER BY sequence LIMIT @limit`,
      )
      .all(ask);
  },
};
