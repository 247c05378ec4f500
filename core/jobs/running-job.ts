import type { TakenJob } from '../catalogue/operations/job-operations.ts';
import type { JobProgress } from '../contract/records/job.ts';
import { JobLog } from './job-log.ts';
import { RateMeter } from './rate-meter.ts';
import type { WorkerUsage } from './worker/worker-protocol.ts';

/** Over which time the rate of a job is taken [s]. */
const RATE_MEMORY_S = 10;

/** What this engine knows of a job that it runs, beside what the catalogue keeps. */
export class RunningJob {
  readonly taken: TakenJob;
  readonly abort = new AbortController();
  readonly log: JobLog;
  /** Resolves when it has ended and that has been kept. */
  ended: Promise<void> = Promise.resolve();
  usage: WorkerUsage | undefined;
  /** Its children were made: it ends with the last of them. */
  hasChildren = false;
  /** How much of it is done, 0–1. */
  fraction = 0;
  readonly #meter = new RateMeter(RATE_MEMORY_S);
  #progress: JobProgress | undefined;

  constructor(taken: TakenJob, logFolder: string) {
    this.taken = taken;
    this.log = new JobLog(logFolder, taken.record.id, taken.lastLine);
  }

  progress(done: number, total: number | null, unit: string, item?: string): void {
    const progress = this.#meter.update(done, total, unit);
    this.#progress = item === undefined ? progress : { ...progress, item };
    if (total !== null && total > 0) this.fraction = Math.min(1, done / total);
  }

  /** The progress, if it changed since the last call. */
  takeProgress(): JobProgress | undefined {
    const progress = this.#progress;
    this.#progress = undefined;
    return progress;
  }

  /** Puts progress back that could not be kept, unless there is newer one. */
  putBackProgress(progress: JobProgress): void {
    this.#progress ??= progress;
  }
}
