import type { NewChild, TakenJob } from '../catalogue/operations/job-operations.ts';
import type { JobLogLine } from '../contract/records/job.ts';
import type { JobRequest } from '../contract/requests/job-requests.ts';
import type { WorkerUsage } from './worker/worker-protocol.ts';

/** What is known of a job when it is asked for. */
export interface PreparedJob<R> {
  /** As it is kept: with absolute paths, so that it means the same wherever it is taken up again. */
  readonly request: R;
  /** One line for people. */
  readonly title: string;
  readonly input: string | null;
  readonly output: string | null;
  readonly runId: number | null;
  readonly configurationHash: string | null;
  /** It only has children, which occupy cores of their own. */
  readonly hasChildren: boolean;
}

/** A job as its kind sees it while it runs. */
export interface JobContext {
  readonly job: TakenJob;
  /** Raised when it is cancelled or the engine closes. */
  readonly signal: AbortSignal;
  readonly log: (level: JobLogLine['level'], text: string) => void;
  /**
   * @param total null where nobody knows
   * @param item what is worked on now
   */
  readonly progress: (done: number, total: number | null, unit: string, item?: string) => void;
  readonly usage: (usage: WorkerUsage) => void;
  /** Keeps what must be known of the job if the engine is killed from now on. */
  readonly note: (what: {
    activityId?: string;
    worker?: { pid: number; mark: string };
  }) => Promise<void>;
  /** Makes its children; the job goes on until they are over. */
  readonly plan: (children: readonly NewChild[]) => Promise<void>;
}

/** How a job ended well. */
export interface JobOutcome {
  /** False when an input ended early; null where that has no meaning. */
  readonly isComplete: boolean | null;
}

/** Something that can be asked for. */
export interface JobKind<R extends JobRequest = JobRequest> {
  /**
   * Looks at a request before it is put into the queue.
   *
   * @throws PhotoelectronError when it can be said already that it cannot be done
   */
  readonly prepare: (request: R) => Promise<PreparedJob<R>>;
  /**
   * Does the work.
   *
   * @throws PhotoelectronError why it failed; `cancelled` after the signal
   */
  readonly run: (request: R, context: JobContext) => Promise<JobOutcome>;
}

/** All kinds of jobs by name. */
export type JobKinds = {
  readonly [K in JobRequest['kind']]: JobKind<Extract<JobRequest, { kind: K }>>;
};
