import path from 'node:path';
import { onTestFinished } from 'vitest';
import { Catalogue } from '../../../core/catalogue/catalogue.ts';
import type { JobRecord } from '../../../core/contract/records/job.ts';
import type { JobRequest } from '../../../core/contract/requests/job-requests.ts';
import { PhotoelectronError } from '../../../core/foundation/errors.ts';
import type { JobContext, JobKinds, JobOutcome, PreparedJob } from '../../../core/jobs/job-kind.ts';
import { JobQueue } from '../../../core/jobs/job-queue.ts';

/** A run of a job that the test ends. */
export interface Turn {
  readonly input: string;
  readonly context: JobContext;
  readonly succeed: (outcome?: JobOutcome) => void;
  readonly fail: (error: Error) => void;
}

/**
 * Kinds whose work is what the test says: runs begin when the queue starts them and end when the test
 * ends them. A night has the runs that its output folder names, separated by commas.
 */
export class ScriptedJobs {
  readonly #turns: Turn[] = [];
  readonly #waiting: (() => void)[] = [];
  /** Inputs in the order in which they were begun. */
  readonly begun: string[] = [];

  readonly kinds: JobKinds = {
    scan: {
      prepare: (request) => Promise.resolve(prepared(request, 'scan', null, false)),
      run: () => Promise.resolve({ isComplete: null }),
    },
    'process-run': {
      prepare: (request) => Promise.resolve(prepared(request, request.input, request.input, false)),
      run: ({ input }, context) => this.#begin(input, context),
    },
    'process-night': {
      prepare: (request) => Promise.resolve(prepared(request, 'night', null, true)),
      run: async ({ outputFolder }, context) => {
        const inputs = outputFolder.split(',');
        await context.plan(
          inputs.map((input) => ({
            kind: 'process-run',
            title: input,
            request: runRequest(input),
            input,
            output: null,
            runId: null,
            configurationHash: null,
          })),
        );
        return { isComplete: null };
      },
    },
  };

  /** The run of an input, once it was begun and not yet handed out. */
  async turn(input: string): Promise<Turn> {
    for (;;) {
      const found = this.#turns.findIndex((turn) => turn.input === input);
      if (found !== -1) return this.#turns.splice(found, 1)[0];
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  #begin(input: string, context: JobContext): Promise<JobOutcome> {
    this.begun.push(input);
    const { promise, resolve, reject } = Promise.withResolvers<JobOutcome>();
    context.signal.addEventListener('abort', () => {
      reject(new PhotoelectronError('cancelled', `${input} was cancelled.`));
    });
    const succeed = (outcome: JobOutcome = { isComplete: true }) => {
      resolve(outcome);
    };
    this.#turns.push({ input, context, succeed, fail: reject });
    for (const proceed of this.#waiting.splice(0)) proceed();
    return promise;
  }
}

function prepared<R extends JobRequest>(
  request: R,
  title: string,
  input: string | null,
  hasChildren: boolean,
): PreparedJob<R> {
  const none = { output: null, runId: null, configurationHash: null };
  return { request, title, input, hasChildren, ...none };
}

/** A request to process a file. */
export function runRequest(input: string): Extract<JobRequest, { kind: 'process-run' }> {
  return { kind: 'process-run', input, output: `${input}.h5`, config: 'default', overwrite: false };
}

/** A request to process a night with these runs. */
export function nightRequest(...inputs: string[]): JobRequest {
  return {
    kind: 'process-night',
    night: '2026-11-19',
    filter: {},
    outputFolder: inputs.join(','),
    config: 'default',
    overwrite: false,
  };
}

/** A queue with a catalogue of its own, or at one that is there; both end with the test. */
export async function openQueue(
  folder: string,
  scripted: ScriptedJobs,
  options: {
    readonly cores?: number;
    readonly takesOrphans?: boolean;
    readonly busyTimeoutMs?: number;
  } = {},
): Promise<JobQueue> {
  const catalogue = await Catalogue.open(path.join(folder, 'catalogue.sqlite'), options);
  const problems: unknown[] = [];
  const queue = await JobQueue.open({
    catalogue,
    logFolder: path.join(folder, 'logs'),
    kinds: scripted.kinds,
    cores: options.cores ?? 1,
    takesOrphans: options.takesOrphans ?? false,
    onProblem: (_what, error) => problems.push(error),
  });
  onTestFinished(async () => {
    await queue.close();
    await catalogue.close();
    if (problems.length > 0) throw new AggregateError(problems, 'the queue met problems');
  });
  return queue;
}

/** Waits until a job is as it should be. */
export async function until(
  queue: JobQueue,
  id: number,
  isSo: (job: JobRecord) => boolean,
): Promise<JobRecord> {
  const { promise, resolve } = Promise.withResolvers<JobRecord>();
  const ignore = queue.onChange((job) => {
    if (job.id === id && isSo(job)) resolve(job);
  });
  const now = await queue.get(id);
  if (isSo(now)) resolve(now);
  try {
    return await promise;
  } finally {
    ignore();
  }
}
