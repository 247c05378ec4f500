import type { Database } from 'better-sqlite3';
import type { ContractError } from '../../contract/error-schema.ts';
import type { JobRecord, JobStatus } from '../../contract/records/job.ts';
import { PhotoelectronError } from '../../foundation/errors.ts';

/** A job as its row and its children tell it, with the number of its last change. */
export interface StoredJob {
  readonly record: JobRecord;
  readonly revision: number;
  /** Engine that runs it. */
  readonly engineId: number | null;
}

interface Row {
  readonly id: number;
  readonly revision: number;
  readonly engineId: number | null;
  readonly parentId: number | null;
  readonly kind: string;
  readonly title: string;
  readonly night: string | null;
  readonly status: JobStatus;
  readonly priority: number;
  readonly cores: number;
  readonly created: string;
  readonly started: string | null;
  readonly ended: string | null;
  readonly attempt: number;
  readonly done: number | null;
  readonly total: number | null;
  readonly unit: string | null;
  readonly rate: number | null;
  readonly remainingS: number | null;
  readonly item: string | null;
  readonly error: string | null;
  readonly output: string | null;
  readonly runId: number | null;
  readonly configurationHash: string | null;
  readonly activityId: string | null;
  readonly isComplete: number | null;
  readonly cpuTimeS: number | null;
  readonly peakMemoryBytes: number | null;
  readonly children: string;
}

const select = `SELECT id, revision, engine_id AS engineId, parent_id AS parentId, kind, title,
  request ->> 'night' AS night, status,
  priority, cores, created, started, ended, attempt, progress_done AS done, progress_total AS total,
  progress_unit AS unit, progress_rate AS rate, progress_remaining_s AS remainingS,
  progress_item AS item, error, output,
  run_id AS runId, configuration_hash AS configurationHash, activity_id AS activityId,
  is_complete AS isComplete, cpu_time_s AS cpuTimeS, peak_memory_bytes AS peakMemoryBytes,
  (SELECT json_group_object(status, n) FROM
    (SELECT status, COUNT(*) AS n FROM jobs AS child WHERE child.parent_id = jobs.id GROUP BY status)
  ) AS children FROM jobs`;

/** The jobs that a clause behind the table's name picks. */
export function selectJobs(database: Database, clause: string, values: object): StoredJob[] {
  return database.prepare<[object], Row>(`${select} ${clause}`).all(values).map(storedJob);
}

function storedJob(row: Row): StoredJob {
  const { revision, engineId, done, total, unit, rate, remainingS, item, ...rest } = row;
  const { error, children, isComplete, ...plain } = rest;
  return {
    revision,
    engineId,
    record: {
      ...plain,
      isComplete: isComplete === null ? null : isComplete === 1,
      progress:
        done === null || unit === null
          ? null
          : { done, total, unit, rate, remainingS, ...(item === null ? {} : { item }) },
      error: error === null ? null : (JSON.parse(error) as ContractError),
      children: JSON.parse(children) as JobRecord['children'],
    },
  };
}

/**
 * One job.
 *
 * @throws PhotoelectronError `record-not-found`
 */
export function getStored(database: Database, id: number): StoredJob {
  const found = selectJobs(database, 'WHERE id = @id', { id }).at(0);
  if (found === undefined) {
    throw new PhotoelectronError(
      'record-not-found',
      `There is no job ${id}; \`pe jobs\` lists those that there are.`,
      { item: String(id) },
    );
  }
  return found;
}

/** The number of a change that is about to be made; called inside the transaction that makes it. */
export function nextRevision(database: Database): number {
  const last = database
    .prepare<[], { last: number | null }>('SELECT MAX(revision) AS last FROM jobs')
    .get();
  return (last?.last ?? 0) + 1;
}
