import type { Catalogue } from '../catalogue/catalogue.ts';
import type { JobEnd, JobPatch, NewJob } from '../catalogue/operations/job-operations.ts';
import type { StoredJob } from '../catalogue/operations/job-rows.ts';
import { contractError } from '../contract/contract-error.ts';
import type { JobLogLine, JobRecord, JobStatus } from '../contract/records/job.ts';
import { type JobRequest, jobRequestSchema } from '../contract/requests/job-requests.ts';
import { PhotoelectronError } from '../foundation/errors.ts';
import { EngineRegistration } from './engine-registration.ts';
import type { JobContext, JobKind, JobKinds } from './job-kind.ts';
import { RateMeter } from './rate-meter.ts';
import { RunningJob } from './running-job.ts';

/** Time in which progress and log lines are gathered before they are kept and told [ms]. */
const PULSE_MS = 250;
/** How often other engines' changes are looked for [ms]. */
const LOOK_MS = 1000;
/** Looks between two heartbeats. */
const LOOKS_PER_BEAT = 10;
/** Time between two attempts to keep the end of a job in a catalogue that others have locked [ms]. */
const LOCKED_MS = 500;
/** Over which time the rate of a night is taken [s]. */
const PARENT_MEMORY_S = 120;

/** What a queue works with. */
export interface JobQueueOptions {
  readonly catalogue: Catalogue;
  /** Folder of the logs for people. */
  readonly logFolder: string;
  readonly kinds: JobKinds;
  /** Cores that running jobs may occupy together. */
  readonly cores: number;
  /**
   * Also do what waits because the engine that was asked for it has ended. For engines that stay; a
   * command does only what it was asked for.
   */
  readonly takesOrphans: boolean;
  /** Told of what goes wrong where nobody waits for it. */
  readonly onProblem: (what: string, error: unknown) => void;
}

/** Ways of submitting a job. */
export interface SubmitOptions {
  /** Larger goes first. Default 0. */
  readonly priority?: number;
  /** Cores that it may use, of a night each of its runs. Default 1. */
  readonly cores?: number;
}

interface Waiter {
  readonly resolve: (job: JobRecord) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * The jobs of a catalogue: several engines may work at one queue, each job is done by one. What runs is
 * done within a limit of cores, larger priorities first, of these the oldest; the next one holds up
 * those behind it until it fits, so that none waits forever.
 */
export class JobQueue {
  readonly #catalogue: Catalogue;
  readonly #options: JobQueueOptions;
  readonly #registration: EngineRegistration;
  readonly #running = new Map<number, RunningJob>();
  /** Jobs with children that this engine works at. */
  readonly #parents = new Map<number, { record: JobRecord; readonly meter: RateMeter }>();
  readonly #seen = new Map<number, number>();
  readonly #changeListeners = new Set<(job: JobRecord) => void>();
  readonly #logListeners = new Set<(jobId: number, line: JobLogLine) => void>();
  readonly #waiters = new Map<number, Set<Waiter>>();
  #filling: Promise<void> = Promise.resolve();
  #pulse: NodeJS.Timeout | undefined;
  #pulsing = Promise.resolve(true);
  #look: NodeJS.Timeout | undefined;
  #looks = 0;
  #revision = 0;
  #closing = false;

  private constructor(options: JobQueueOptions) {
    this.#options = options;
    this.#catalogue = options.catalogue;
    this.#registration = new EngineRegistration(options.catalogue);
  }

  /**
   * Opens the queue of a catalogue. What an engine that was killed had running is marked as interrupted,
   * and nothing half of it is left.
   *
   * @throws PhotoelectronError from the catalogue
   */
  static async open(options: JobQueueOptions): Promise<JobQueue> {
    const queue = new JobQueue(options);
    await queue.#registration.recover();
    queue.#revision = await options.catalogue.ask('lastJobRevision', undefined);
    if (options.takesOrphans) await queue.#registration.id();
    queue.#lookLater();
    queue.#fill();
    return queue;
  }

  /**
   * Puts a job into the queue.
   *
   * @throws PhotoelectronError when it can be said already that it cannot be done
   */
  async submit(request: JobRequest, options: SubmitOptions = {}): Promise<JobRecord> {
    const prepared = await this.#kind(request).prepare(request);
    const { priority = 0, cores = 1 } = options;
    const job: NewJob = {
      ...prepared,
      kind: request.kind,
      priority,
      cores: prepared.hasChildren ? 0 : cores,
      childCores: cores,
    };
    const stored = await this.#catalogue.ask('addJob', {
      job,
      submitterId: await this.#registration.id(),
      now: now(),
    });
    this.#publish([stored]);
    this.#fill();
    return stored.record;
  }

  /** Jobs, the newest first. */
  async list(ask: {
    readonly status?: readonly JobStatus[] | undefined;
    readonly parentId?: number | null | undefined;
    readonly night?: string | undefined;
    readonly offset: number;
    readonly limit: number;
  }): Promise<{ total: number; rows: JobRecord[] }> {
    const { total, rows } = await this.#catalogue.ask('listJobs', ask);
    return { total, rows: rows.map(({ record }) => record) };
  }

  /** @throws PhotoelectronError `record-not-found` */
  async get(id: number): Promise<JobRecord> {
    return (await this.#catalogue.ask('getJob', { id })).record;
  }

  /**
   * Lines of a log behind one.
   *
   * @throws PhotoelectronError `record-not-found`
   */
  log(ask: { id: number; after: number; limit: number }): Promise<JobLogLine[]> {
    return this.#catalogue.ask('jobLog', ask);
  }

  /**
   * Cancels a job and its children. What waits is cancelled at once; a running one ends a little later.
   *
   * @throws PhotoelectronError `record-not-found`, `state-conflict` when it is over
   */
  async cancel(id: number): Promise<JobRecord> {
    const changed = await this.#catalogue.ask('cancelJob', { id, now: now() });
    this.#publish(changed);
    for (const { record } of changed) {
      if (record.status === 'running') this.#running.get(record.id)?.abort.abort();
    }
    this.#fill();
    return pick(changed, id);
  }

  /**
   * Starts a job that did not complete again; of a night, the runs that are not yet done.
   *
   * @throws PhotoelectronError `record-not-found`, `state-conflict`
   */
  async retry(id: number): Promise<JobRecord> {
    const changed = await this.#catalogue.ask('retryJob', {
      id,
      submitterId: await this.#registration.id(),
      now: now(),
    });
    this.#publish(changed);
    this.#fill();
    return pick(changed, id);
  }

  /**
   * Changes the place of a job, or of the waiting children of one, in the queue.
   *
   * @throws PhotoelectronError `record-not-found`, `state-conflict` when nothing of it waits
   */
  async setPriority(id: number, priority: number): Promise<JobRecord> {
    const changed = await this.#catalogue.ask('setJobPriority', { id, priority });
    this.#publish(changed);
    this.#fill();
    return pick(changed, id);
  }

  /**
   * Waits for the end of a job, whichever engine does it.
   *
   * @param onProgress called with every change
   * @throws PhotoelectronError `record-not-found`, `cancelled` when the signal is raised (the job goes
   *   on) or the queue is closed before
   */
  async wait(
    id: number,
    options: {
      readonly signal?: AbortSignal;
      readonly onProgress?: (job: JobRecord) => void;
    } = {},
  ): Promise<JobRecord> {
    const { signal, onProgress } = options;
    const { promise, resolve, reject } = Promise.withResolvers<JobRecord>();
    const waiter = { resolve, reject };
    const waiters = this.#waiters.get(id) ?? new Set();
    waiters.add(waiter);
    this.#waiters.set(id, waiters);
    const stop = () => {
      reject(new PhotoelectronError('cancelled', `Waiting for job ${id} was cancelled.`));
    };
    const ignore =
      onProgress === undefined
        ? undefined
        : this.onChange((job) => {
            if (job.id === id) onProgress(job);
          });
    signal?.addEventListener('abort', stop, { once: true });
    try {
      if (signal?.aborted === true || this.#closing) stop();
      const job = await Promise.race([promise, this.get(id)]);
      return isOver(job) ? job : await promise;
    } finally {
      // The promise may be rejected later, when the queue closes.
      promise.catch(() => undefined);
      waiters.delete(waiter);
      if (waiters.size === 0) this.#waiters.delete(id);
      signal?.removeEventListener('abort', stop);
      ignore?.();
    }
  }

  /**
   * Tells of every change of a job, of any engine; of progress a few times a second at most.
   *
   * @returns what ends it
   */
  onChange(listener: (job: JobRecord) => void): () => void {
    this.#changeListeners.add(listener);
    return () => this.#changeListeners.delete(listener);
  }

  /**
   * Tells of new lines in the logs of jobs that this engine runs.
   *
   * @returns what ends it
   */
  onLog(listener: (jobId: number, line: JobLogLine) => void): () => void {
    this.#logListeners.add(listener);
    return () => this.#logListeners.delete(listener);
  }

  /**
   * Ends what runs, and marks it as interrupted, so that it can be taken up again.
   *
   * @param jobs `cancel`: as cancelled
   */
  async close(jobs: 'interrupt' | 'cancel' = 'interrupt'): Promise<void> {
    if (this.#closing) return;
    if (jobs === 'cancel') await this.#cancelOwn();
    this.#closing = true;
    clearTimeout(this.#look);
    await this.#filling;
    const running = [...this.#running.values()];
    for (const { abort } of running) abort.abort();
    await Promise.all(running.map(({ ended }) => ended));
    clearTimeout(this.#pulse);
    await this.#keep();
    try {
      await this.#registration.release();
    } catch (error) {
      // The next engine sees that this one has ended.
      this.#options.onProblem('jobs.close', error);
    }
    for (const waiters of this.#waiters.values()) {
      for (const { reject } of waiters) {
        reject(new PhotoelectronError('cancelled', 'The engine was closed while a job ran.'));
      }
    }
  }

  #kind<R extends JobRequest>(request: R): JobKind<R> {
    // The kind and its request belong together by name.
    return this.#options.kinds[request.kind] as unknown as JobKind<R>;
  }

  async #cancelOwn(): Promise<void> {
    for (const id of [...this.#parents.keys(), ...this.#running.keys()]) {
      try {
        await this.cancel(id);
      } catch (error) {
        // It may be over by now.
        if (!(error instanceof PhotoelectronError && error.code === 'state-conflict')) throw error;
      }
    }
  }

  /** Takes what waits, as long as cores are left. */
  #fill(): void {
    this.#filling = this.#filling
      .then(() => this.#takeAll())
      .catch((error: unknown) => {
        // With the next look it is tried again.
        if (!isLocked(error)) this.#options.onProblem('jobs.take', error);
      });
  }

  async #takeAll(): Promise<void> {
    while (!this.#closing && this.#registration.current !== undefined) {
      const { cores, takesOrphans } = this.#options;
      const taken = await this.#catalogue.ask('takeJob', {
        engineId: await this.#registration.id(),
        limit: cores,
        takesOrphans,
        now: now(),
      });
      if (taken === null) return;
      const running = new RunningJob(taken, this.#options.logFolder);
      this.#running.set(taken.record.id, running);
      this.#publish([taken]);
      running.ended = this.#run(running).catch((error: unknown) => {
        this.#options.onProblem('jobs.run', error);
      });
    }
  }

  /** Does a job and keeps how it ended. */
  async #run(running: RunningJob): Promise<void> {
    const { taken, log } = running;
    const { id } = taken.record;
    let end: Pick<JobEnd, 'status' | 'error' | 'isComplete'> | undefined;
    try {
      if (taken.record.attempt > 1) log.add('info', `Attempt ${taken.record.attempt} begins.`);
      const request = jobRequestSchema.parse(taken.request);
      const outcome = await this.#kind(request).run(request, this.#context(running));
      // A job with children ends with the last of them.
      if (!running.hasChildren) end = { status: 'completed', error: null, ...outcome };
    } catch (error) {
      end = this.#failure(running, error);
    }
    // What is interrupted is marked when the engine says goodbye.
    if (end?.status === 'interrupted') {
      this.#running.delete(id);
      return;
    }
    if (end !== undefined) log.add(...lastLine(end));
    while (!(await this.#keep()) && !this.#closing) await pause();
    this.#running.delete(id);
    await this.#untilUnlocked(() => this.#end(running, end));
    // A night has come further.
    if (this.#parents.size > 0) this.#pulseLater();
    this.#fill();
  }

  async #end(
    { taken, usage }: RunningJob,
    end: Pick<JobEnd, 'status' | 'error' | 'isComplete'> | undefined,
  ): Promise<void> {
    const { id } = taken.record;
    if (end === undefined) {
      // All its children may have ended, or been cancelled, before this was said.
      this.#publish(await this.#catalogue.ask('settleParent', { id, now: now() }));
      return;
    }
    const changed = await this.#catalogue.ask('endJob', {
      ...end,
      id,
      engineId: await this.#registration.id(),
      now: now(),
      cpuTimeS: usage?.cpuTimeS ?? null,
      peakMemoryBytes: usage?.peakMemoryBytes ?? null,
    });
    this.#publish(changed);
  }

  #failure(running: RunningJob, error: unknown): Pick<JobEnd, 'status' | 'error' | 'isComplete'> {
    const { signal } = running.abort;
    const isStopped =
      error === signal.reason ||
      (error instanceof PhotoelectronError && error.code === 'cancelled');
    if (isStopped && signal.aborted) {
      const status = this.#closing ? 'interrupted' : 'cancelled';
      return { status, error: null, isComplete: null };
    }
    if (!(error instanceof PhotoelectronError)) {
      this.#options.onProblem(`job ${running.taken.record.id}`, error);
    }
    const what = `job ${running.taken.record.id} (${running.taken.record.title})`;
    return { status: 'failed', error: contractError(error, what), isComplete: null };
  }

  #context(running: RunningJob): JobContext {
    const { id } = running.taken.record;
    return {
      job: running.taken,
      signal: running.abort.signal,
      log: (level, text) => {
        running.log.add(level, text);
        this.#pulseLater();
      },
      progress: (done, total, unit, item) => {
        running.progress(done, total, unit, item);
        this.#pulseLater();
      },
      usage: (usage) => {
        running.usage = usage;
      },
      note: async (what) => {
        const engineId = await this.#registration.id();
        await this.#untilUnlocked(() => this.#catalogue.ask('noteJob', { ...what, id, engineId }));
      },
      plan: async (children) => {
        const submitterId = await this.#registration.id();
        try {
          const ask = { parentId: id, children, submitterId, now: now() };
          this.#publish(await this.#untilUnlocked(() => this.#catalogue.ask('planChildren', ask)));
          running.hasChildren = true;
        } catch (error) {
          // Another engine may have cancelled it.
          if (error instanceof PhotoelectronError && error.code === 'cancelled') {
            running.abort.abort();
          }
          throw error;
        }
        this.#fill();
      },
    };
  }

  /** Tries again as long as another program has the catalogue locked: what was done must be kept. */
  async #untilUnlocked<T>(action: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await action();
      } catch (error) {
        if (!isLocked(error) || this.#closing) throw error;
        await pause();
      }
    }
  }

  #pulseLater(): void {
    this.#pulse ??= setTimeout(() => {
      this.#pulse = undefined;
      void this.#keep();
    }, PULSE_MS);
  }

  /**
   * Keeps and tells progress and log lines since the last time; one call after the other.
   *
   * @returns false when it is to be tried again, because another program has the catalogue locked
   */
  #keep(): Promise<boolean> {
    this.#pulsing = this.#pulsing.then(() => this.#keepNow());
    return this.#pulsing;
  }

  async #keepNow(): Promise<boolean> {
    const patches: JobPatch[] = [];
    for (const [id, job] of this.#running) {
      const progress = job.takeProgress();
      if (progress === undefined && !job.log.hasLines) continue;
      patches.push({ id, lines: job.log.take(), ...(progress === undefined ? {} : { progress }) });
    }
    for (const [id, parent] of this.#parents) {
      const progress = parent.meter.update(...this.#parentProgress(parent.record), 'runs');
      patches.push({ id, progress });
    }
    if (patches.length === 0 || this.#registration.current === undefined) return true;
    try {
      const engineId = await this.#registration.id();
      this.#publish(await this.#catalogue.ask('recordJobs', { engineId, patches }));
    } catch (error) {
      for (const { id, lines, progress } of patches) {
        this.#running.get(id)?.log.putBack(lines ?? []);
        if (progress !== undefined) this.#running.get(id)?.putBackProgress(progress);
      }
      if (isLocked(error)) return false;
      this.#options.onProblem('jobs.record', error);
      return true;
    }
    for (const { id, lines = [] } of patches) {
      if (lines.length === 0) continue;
      await this.#running.get(id)?.log.write(lines);
      for (const line of lines) {
        for (const listener of [...this.#logListeners]) listener(id, line);
      }
    }
    return true;
  }

  /** How many children are over, with the parts of those that run, and how many there are. */
  #parentProgress({ id, children }: JobRecord): [done: number, total: number] {
    const total = Object.values(children).reduce((sum, n) => sum + n, 0);
    let done = total - (children.waiting ?? 0) - (children.running ?? 0);
    for (const { taken, fraction } of this.#running.values()) {
      if (taken.record.parentId === id) done += fraction;
    }
    return [Math.min(done, total), total];
  }

  /** Looks for what other engines did and asked for. */
  #lookLater(): void {
    this.#look = setTimeout(() => {
      this.#lookNow()
        .catch((error: unknown) => {
          if (!isLocked(error)) this.#options.onProblem('jobs.look', error);
        })
        .finally(() => {
          if (!this.#closing) this.#lookLater();
        });
    }, LOOK_MS).unref();
  }

  async #lookNow(): Promise<void> {
    const changed = await this.#catalogue.ask('jobsChangedSince', { revision: this.#revision });
    this.#publish(changed);
    this.#revision = changed.at(-1)?.revision ?? this.#revision;
    if (++this.#looks % LOOKS_PER_BEAT === 0) {
      await this.#registration.beat();
      await this.#registration.recover();
    }
    if (this.#registration.current === undefined) return;
    const engineId = await this.#registration.id();
    for (const id of await this.#catalogue.ask('cancelledJobsOf', { engineId })) {
      this.#running.get(id)?.abort.abort();
    }
    this.#fill();
  }

  /** Tells of jobs as they are now, each change once. */
  #publish(changed: readonly StoredJob[]): void {
    for (const { record, revision, engineId } of changed) {
      if (revision <= (this.#seen.get(record.id) ?? 0)) continue;
      this.#seen.set(record.id, revision);
      this.#noteParent(record, engineId);
      for (const listener of [...this.#changeListeners]) listener(record);
      if (!isOver(record)) continue;
      for (const { resolve } of this.#waiters.get(record.id) ?? []) resolve(record);
    }
  }

  /** Remembers the children of a night as long as it runs here. */
  #noteParent(record: JobRecord, engineId: number | null): void {
    if (Object.keys(record.children).length === 0) return;
    if (engineId !== this.#registration.current) this.#parents.delete(record.id);
    else {
      const meter = this.#parents.get(record.id)?.meter ?? new RateMeter(PARENT_MEMORY_S);
      this.#parents.set(record.id, { record, meter });
    }
  }
}

/** Waits until a locked catalogue is tried again. */
function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, LOCKED_MS));
}

function now(): string {
  return new Date().toISOString();
}

function isOver({ status }: JobRecord): boolean {
  return status !== 'waiting' && status !== 'running';
}

function isLocked(error: unknown): boolean {
  return error instanceof PhotoelectronError && error.code === 'catalogue-locked';
}

function pick(changed: readonly StoredJob[], id: number): JobRecord {
  const found = changed.find(({ record }) => record.id === id);
  if (found === undefined) throw new Error(`job ${id} is not among what changed`);
  return found.record;
}

function lastLine({
  status,
  error,
  isComplete,
}: Pick<JobEnd, 'status' | 'error' | 'isComplete'>): [JobLogLine['level'], string] {
  if (error !== null) return ['error', error.message];
  if (isComplete === false) {
    return ['warning', 'Completed; the input ended early, so that the product is incomplete.'];
  }
  return status === 'completed' ? ['info', 'Completed.'] : ['warning', 'Cancelled.'];
}
