import type { Database } from 'better-sqlite3';
import type { ContractError } from '../../contract/error-schema.ts';
import type { JobLogLine, JobProgress, JobRecord, JobStatus } from '../../contract/records/job.ts';
import { PhotoelectronError } from '../../foundation/errors.ts';
import { getStored, nextRevision, selectJobs, type StoredJob } from './job-rows.ts';

/** A job as it is put into the queue. */
export interface NewJob {
  readonly kind: string;
  readonly title: string;
  /** The request of the contract. */
  readonly request: unknown;
  readonly priority: number;
  /** 0 for a job that only has children. */
  readonly cores: number;
  /** Cores for each of its children. */
  readonly childCores: number;
  readonly input: string | null;
  readonly output: string | null;
  readonly runId: number | null;
  readonly configurationHash: string | null;
}

/** A child as its parent makes it; it has the parent's priority and as many cores as that gives. */
export type NewChild = Omit<NewJob, 'priority' | 'cores' | 'childCores'>;

/** A job that an engine has taken. */
export interface TakenJob extends StoredJob {
  readonly request: unknown;
  readonly input: string | null;
  /** Number of the last line of its log. */
  readonly lastLine: number;
}

/** What is kept of a running job while it goes on. */
export interface JobPatch {
  readonly id: number;
  readonly progress?: JobProgress;
  readonly lines?: readonly JobLogLine[];
}

/** How a job ended. */
export interface JobEnd {
  readonly id: number;
  readonly status: Exclude<JobStatus, 'waiting' | 'running'>;
  readonly error: ContractError | null;
  readonly isComplete: boolean | null;
  /** Added to the CPU time of earlier attempts [s]. */
  readonly cpuTimeS: number | null;
  readonly peakMemoryBytes: number | null;
}

/** Operations that change jobs. Each is one transaction, so that several engines can work with one catalogue. */
export const jobOperations = {
  /** Puts jobs into the queue. */
  addJob: (database: Database, ask: { job: NewJob; submitterId: number; now: string }): StoredJob =>
    database
      .transaction(() => getStored(database, insert(database, ask.job, { ...ask, parentId: null })))
      .immediate(),

  /**
   * Makes the children of a job, all or none.
   *
   * @throws PhotoelectronError `cancelled` when the job is to be cancelled, `state-conflict` when it is no
   *   longer this engine's
   */
  planChildren: (
    database: Database,
    ask: { parentId: number; children: readonly NewChild[]; submitterId: number; now: string },
  ): StoredJob[] =>
    database
      .transaction(() => {
        const parent = getStored(database, ask.parentId);
        if (parent.record.status !== 'running' || parent.engineId !== ask.submitterId) {
          throw notOurs(ask.parentId);
        }
        const { cores, isCancelled } = planOf(database, ask.parentId);
        if (isCancelled) {
          throw new PhotoelectronError('cancelled', `Job ${ask.parentId} was cancelled.`);
        }
        const { priority } = parent.record;
        for (const child of ask.children) {
          insert(database, { ...child, priority, cores, childCores: 1 }, ask);
        }
        database
          .prepare('UPDATE jobs SET is_planned = 1, revision = ? WHERE id = ?')
          .run(nextRevision(database), ask.parentId);
        return family(database, ask.parentId);
      })
      .immediate(),

  /**
   * Takes the job whose turn it is: the largest priority, of these the oldest. It waits until it fits
   * into the cores that are left, and holds up those behind it meanwhile, so that none waits forever.
   *
   * @param ask.limit cores of the engine
   * @param ask.takesOrphans also jobs whose engine has ended
   * @returns null when none waits or the next does not fit
   */
  takeJob: (
    database: Database,
    ask: { engineId: number; limit: number; takesOrphans: boolean; now: string },
  ): TakenJob | null =>
    database
      .transaction(() => {
        const head = database
          .prepare<[number, number], { id: number; asked: number }>(
            `SELECT id, asked_cores AS asked FROM jobs
             WHERE status = 'waiting' AND (submitter_id = ? OR (? AND submitter_id IS NULL))
             ORDER BY priority DESC, id LIMIT 1`,
          )
          .get(ask.engineId, Number(ask.takesOrphans));
        if (head === undefined) return null;
        const used = database
          .prepare<[number], { cores: number }>(
            `SELECT COALESCE(SUM(cores), 0) AS cores FROM jobs WHERE status = 'running' AND engine_id = ?`,
          )
          .get(ask.engineId);
        const cores = Math.min(head.asked, ask.limit);
        if ((used?.cores ?? 0) + cores > ask.limit) return null;
        database
          .prepare(
            `UPDATE jobs SET status = 'running', engine_id = @engineId, submitter_id = @engineId,
               cores = @cores, started = @now, ended = NULL, attempt = attempt + 1, error = NULL,
               progress_done = NULL, progress_total = NULL, progress_unit = NULL,
               progress_rate = NULL, progress_remaining_s = NULL, progress_item = NULL,
               revision = @revision
             WHERE id = @id`,
          )
          .run({
            id: head.id,
            engineId: ask.engineId,
            cores,
            now: ask.now,
            revision: nextRevision(database),
          });
        return taken(database, head.id);
      })
      .immediate(),

  /** Notes what a running job is about to do, before it does it. */
  noteJob: (
    database: Database,
    ask: {
      id: number;
      engineId: number;
      activityId?: string;
      worker?: { pid: number; mark: string };
    },
  ): void => {
    const found = database
      .prepare(
        `UPDATE jobs SET activity_id = COALESCE(@activityId, activity_id),
           worker_pid = COALESCE(@pid, worker_pid), worker_mark = COALESCE(@mark, worker_mark)
         WHERE id = @id AND status = 'running' AND engine_id = @engineId`,
      )
      .run({
        id: ask.id,
        engineId: ask.engineId,
        activityId: ask.activityId ?? null,
        pid: ask.worker?.pid ?? null,
        mark: ask.worker?.mark ?? null,
      });
    if (found.changes === 0) throw notOurs(ask.id);
  },

  /** Keeps progress and log lines of jobs; gives the jobs whose progress changed. */
  recordJobs: (
    database: Database,
    ask: { engineId: number; patches: readonly JobPatch[] },
  ): StoredJob[] =>
    database
      .transaction(() => {
        const revision = nextRevision(database);
        const update = database.prepare(
          `UPDATE jobs SET progress_done = @done, progress_total = @total, progress_unit = @unit,
             progress_rate = @rate, progress_remaining_s = @remainingS, progress_item = @item,
             revision = @revision
           WHERE id = @id AND status = 'running' AND engine_id = @engineId`,
        );
        for (const { id, progress, lines } of ask.patches) {
          if (progress !== undefined) {
            update.run({ item: null, ...progress, id, engineId: ask.engineId, revision });
          }
          addLines(database, id, lines ?? []);
        }
        return selectJobs(database, 'WHERE revision = @revision ORDER BY id', { revision });
      })
      .immediate(),

  /**
   * Ends a running job of an engine, and its parent when all is over.
   *
   * @returns what changed; empty when the job is no longer this engine's
   */
  endJob: (database: Database, ask: JobEnd & { engineId: number; now: string }): StoredJob[] =>
    database
      .transaction(() => {
        const revision = nextRevision(database);
        const changed = database
          .prepare(
            `UPDATE jobs SET status = @status, ended = @now, engine_id = NULL, worker_pid = NULL,
               worker_mark = NULL, error = @error, is_complete = @isComplete,
               cpu_time_s = CASE WHEN @cpuTimeS IS NULL THEN cpu_time_s
                 ELSE COALESCE(cpu_time_s, 0) + @cpuTimeS END,
               peak_memory_bytes = CASE WHEN @peakMemoryBytes IS NULL THEN peak_memory_bytes
                 ELSE MAX(COALESCE(peak_memory_bytes, 0), @peakMemoryBytes) END,
               progress_remaining_s = NULL, progress_item = NULL, revision = @revision
             WHERE id = @id AND status = 'running' AND engine_id = @engineId`,
          )
          .run({
            ...ask,
            revision,
            error: ask.error === null ? null : JSON.stringify(ask.error),
            isComplete: ask.isComplete === null ? null : Number(ask.isComplete),
          }).changes;
        if (changed === 0) return [];
        const { record } = getStored(database, ask.id);
        if (record.parentId !== null) settle(database, record.parentId, ask.now, revision);
        return selectJobs(database, 'WHERE revision = @revision ORDER BY id', { revision });
      })
      .immediate(),

  /** Ends a job with children when all of them are over; gives what changed. */
  settleParent: (database: Database, ask: { id: number; now: string }): StoredJob[] =>
    database
      .transaction(() => {
        const revision = nextRevision(database);
        settle(database, ask.id, ask.now, revision);
        return selectJobs(database, 'WHERE revision = @revision ORDER BY id', { revision });
      })
      .immediate(),

  /**
   * Cancels a job with its children: at once what waits; what runs is marked, and ended by the engine
   * that runs it.
   *
   * @returns the job and its children
   * @throws PhotoelectronError `record-not-found`, `state-conflict` when it is over
   */
  cancelJob: (database: Database, ask: { id: number; now: string }): StoredJob[] =>
    database
      .transaction(() => {
        const { record } = getStored(database, ask.id);
        if (record.status !== 'waiting' && record.status !== 'running') {
          throw new PhotoelectronError(
            'state-conflict',
            `Job ${ask.id} cannot be cancelled: it is ${record.status} already.`,
            { item: String(ask.id) },
          );
        }
        const revision = nextRevision(database);
        const values = { ...ask, revision };
        const these = '(id = @id OR parent_id = @id)';
        database
          .prepare(
            `UPDATE jobs SET cancel_asked = 1, revision = @revision
             WHERE ${these} AND status = 'running'`,
          )
          .run({ id: ask.id, revision });
        database
          .prepare(
            `UPDATE jobs SET status = 'cancelled', ended = @now, revision = @revision
             WHERE ${these} AND status = 'waiting'`,
          )
          .run(values);
        for (const id of [ask.id, record.parentId]) {
          if (id !== null) settle(database, id, ask.now, revision);
        }
        return family(database, ask.id);
      })
      .immediate(),

  /**
   * Puts a job that did not complete back into the queue; of a job with children, those that did not
   * complete. Its parent goes on with it. A job that still waits, but whose engine has ended, is taken
   * over.
   *
   * @returns the job, its parent and its children
   * @throws PhotoelectronError `record-not-found`, `state-conflict`
   */
  retryJob: (
    database: Database,
    ask: { id: number; submitterId: number; now: string },
  ): StoredJob[] =>
    database
      .transaction(() => {
        const { record } = getStored(database, ask.id);
        if (!isRepeatable(record) && !isOrphan(database, ask.id)) {
          throw new PhotoelectronError(
            'state-conflict',
            `Job ${ask.id} cannot be started again: it is ${record.status}; only failed, cancelled and interrupted jobs can.`,
            { item: String(ask.id) },
          );
        }
        const revision = nextRevision(database);
        const values = { submitterId: ask.submitterId, revision };
        const again = `status = 'waiting', submitter_id = @submitterId, engine_id = NULL, ended = NULL,
          error = NULL, cancel_asked = 0, revision = @revision`;
        const resume = database.prepare(
          `UPDATE jobs SET status = 'running', engine_id = @submitterId, submitter_id = @submitterId,
             started = @now, ended = NULL, error = NULL, cancel_asked = 0, attempt = attempt + 1,
             revision = @revision
           WHERE id = @id AND status NOT IN ('waiting', 'running')`,
        );
        if (planOf(database, ask.id).isPlanned) {
          resume.run({ ...values, id: ask.id, now: ask.now });
          database
            .prepare(
              `UPDATE jobs SET ${again} WHERE parent_id = @id
               AND status IN ('failed', 'cancelled', 'interrupted')`,
            )
            .run({ ...values, id: ask.id });
          settle(database, ask.id, ask.now, revision);
        } else {
          database
            .prepare(`UPDATE jobs SET ${again} WHERE id = @id`)
            .run({ ...values, id: ask.id });
          if (record.parentId !== null) {
            resume.run({ ...values, id: record.parentId, now: ask.now });
          }
        }
        return selectJobs(database, 'WHERE revision = @revision ORDER BY id', { revision });
      })
      .immediate(),

  /**
   * Changes the priority of a waiting job, or of the waiting children of a job.
   *
   * @throws PhotoelectronError `record-not-found`, `state-conflict` when nothing of it waits
   */
  setJobPriority: (database: Database, ask: { id: number; priority: number }): StoredJob[] =>
    database
      .transaction(() => {
        getStored(database, ask.id);
        const waits = `(id = @id OR parent_id = @id) AND status = 'waiting'`;
        const revision = nextRevision(database);
        const changed = database
          .prepare(`UPDATE jobs SET priority = @priority, revision = @revision WHERE ${waits}`)
          .run({ ...ask, revision }).changes;
        if (changed === 0) {
          throw new PhotoelectronError(
            'state-conflict',
            `Nothing of job ${ask.id} waits any more, so that its priority changes nothing.`,
            { item: String(ask.id) },
          );
        }
        database
          .prepare('UPDATE jobs SET priority = @priority, revision = @revision WHERE id = @id')
          .run({ ...ask, revision });
        return family(database, ask.id);
      })
      .immediate(),
};

function insert(
  database: Database,
  job: NewJob,
  by: { parentId: number | null; submitterId: number; now: string },
): number {
  const { lastInsertRowid } = database
    .prepare(
      `INSERT INTO jobs (revision, parent_id, kind, title, request, status, priority, asked_cores,
         cores, child_cores, submitter_id, created, input, output, run_id, configuration_hash)
       VALUES (@revision, @parentId, @kind, @title, @request, 'waiting', @priority, @cores,
         @cores, @childCores, @submitterId, @now, @input, @output, @runId, @configurationHash)`,
    )
    .run({
      ...job,
      request: JSON.stringify(job.request),
      parentId: by.parentId,
      submitterId: by.submitterId,
      now: by.now,
      revision: nextRevision(database),
    });
  return Number(lastInsertRowid);
}

/** A job and its children. */
function family(database: Database, id: number): StoredJob[] {
  return selectJobs(database, 'WHERE id = @id OR parent_id = @id ORDER BY id', { id });
}

function taken(database: Database, id: number): TakenJob {
  const more = database
    .prepare<[number], { request: string; input: string | null; lastLine: number | null }>(
      `SELECT request, input, (SELECT MAX(sequence) FROM job_log WHERE job_id = jobs.id) AS lastLine
       FROM jobs WHERE id = ?`,
    )
    .get(id);
  if (more === undefined) throw new Error(`job ${id} is not there after it was taken`);
  return {
    ...getStored(database, id),
    request: JSON.parse(more.request) as unknown,
    input: more.input,
    lastLine: more.lastLine ?? 0,
  };
}

function addLines(database: Database, id: number, lines: readonly JobLogLine[]): void {
  const add = database.prepare(
    `INSERT INTO job_log (job_id, sequence, time, level, text)
     VALUES (@id, @sequence, @time, @level, @text) ON CONFLICT DO NOTHING`,
  );
  for (const line of lines) add.run({ ...line, id });
}

function planOf(
  database: Database,
  id: number,
): { isPlanned: boolean; isCancelled: boolean; cores: number } {
  const row = database
    .prepare<[number], { planned: number; cancelled: number; cores: number }>(
      'SELECT is_planned AS planned, cancel_asked AS cancelled, child_cores AS cores FROM jobs WHERE id = ?',
    )
    .get(id);
  if (row === undefined) throw new Error(`job ${id} is gone`);
  return { isPlanned: row.planned === 1, isCancelled: row.cancelled === 1, cores: row.cores };
}

/** Whether a job waits for an engine that has ended. */
function isOrphan(database: Database, id: number): boolean {
  const found = database
    .prepare(`SELECT 1 FROM jobs WHERE id = ? AND status = 'waiting' AND submitter_id IS NULL`)
    .get(id);
  return found !== undefined;
}

function isRepeatable({ status }: JobRecord): boolean {
  return status === 'failed' || status === 'cancelled' || status === 'interrupted';
}

/**
 * Ends a running job with children when none of them waits or runs: failed when one failed, else
 * interrupted or cancelled when one is, else completed.
 */
function settle(database: Database, id: number, now: string, revision: number): void {
  const { record } = getStored(database, id);
  if (record.status !== 'running' || !planOf(database, id).isPlanned) return;
  const { waiting, running, completed, ...over } = record.children;
  if ((waiting ?? 0) + (running ?? 0) > 0) {
    // Its children are a part of what is seen of it.
    database.prepare('UPDATE jobs SET revision = ? WHERE id = ?').run(revision, id);
    return;
  }
  const status =
    (['failed', 'interrupted', 'cancelled'] as const).find((name) => (over[name] ?? 0) > 0) ??
    'completed';
  const sums = database
    .prepare<[number], { cpu: number | null; memory: number | null; incomplete: number }>(
      `SELECT SUM(cpu_time_s) AS cpu, MAX(peak_memory_bytes) AS memory,
         SUM(is_complete IS 0) AS incomplete FROM jobs WHERE parent_id = ?`,
    )
    .get(id);
  const n = Object.values(record.children).reduce((sum, count) => sum + count, 0);
  database
    .prepare(
      `UPDATE jobs SET status = @status, ended = @now, engine_id = NULL, error = @error,
         cpu_time_s = @cpu, peak_memory_bytes = @memory, is_complete = @isComplete,
         progress_done = @done, progress_total = @n, progress_unit = 'runs',
         progress_remaining_s = NULL, revision = @revision
       WHERE id = @id`,
    )
    .run({
      id,
      now,
      status,
      revision,
      n,
      done: completed ?? 0,
      error: status === 'failed' ? JSON.stringify(failureOf(database, id, n)) : null,
      cpu: sums?.cpu ?? null,
      memory: sums?.memory ?? null,
      isComplete: status === 'completed' ? Number((sums?.incomplete ?? 0) === 0) : null,
    });
}

/** What is said of a job some of whose children failed: how many, and why the first did. */
function failureOf(database: Database, id: number, n: number): ContractError {
  const failed = selectJobs(database, `WHERE parent_id = @id AND status = 'failed' ORDER BY id`, {
    id,
  });
  const first = failed.at(0)?.record;
  if (first?.error === undefined || first.error === null) {
    throw new Error(`job ${id} has no child that failed with an error`);
  }
  const message =
    failed.length === 1 && n === 1
      ? first.error.message
      : `${failed.length} of ${n} runs failed, the first (job ${first.id}) because: ${first.error.message}`;
  return { ...first.error, message };
}

function notOurs(id: number): PhotoelectronError {
  return new PhotoelectronError(
    'state-conflict',
    `Job ${id} is no longer run by this engine: another one has taken it for dead.`,
    { item: String(id) },
  );
}
