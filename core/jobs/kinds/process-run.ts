import { randomUUID } from 'node:crypto';
import { access, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Configuration } from '../../config/configuration.ts';
import type { JobRequest } from '../../contract/requests/job-requests.ts';
import { PhotoelectronError } from '../../foundation/errors.ts';
import type { ProcessReport, ProcessRequest } from '../../processing/process-request.ts';
import type { ActivityRecord } from '../../provenance/activity-record.ts';
import { finishedProduct } from '../finished-product.ts';
import { JobActivity } from '../job-activity.ts';
import type { JobContext, JobKind, JobOutcome } from '../job-kind.ts';
import { removePartialFiles } from '../remove-partial-files.ts';
import { runInWorker } from '../worker/run-in-worker.ts';
import type { WorkerLauncher } from '../worker/worker-launcher.ts';
import type { WorkerUsage } from '../worker/worker-protocol.ts';

type ProcessRunRequest = Extract<JobRequest, { kind: 'process-run' }>;

/** What processing needs beside the request. */
export interface ProcessRunOptions {
  /** A configuration by name, hash or path. */
  readonly resolve: (choice: string) => Promise<Configuration>;
  /** The real path of a file that may be read by the clients of this engine; refuses any other. */
  readonly checkRead: (path: string) => Promise<string>;
  /** As `checkRead`, for writing. */
  readonly checkWrite: (path: string) => Promise<string>;
  readonly launcher: WorkerLauncher;
  /** Keeps the record of an activity in the catalogue. */
  readonly recordActivity: (record: ActivityRecord) => Promise<void>;
  /** Enters a product into the catalogue. */
  readonly enterProduct: (file: string) => Promise<void>;
}

/** One file through the pipeline, in a process of its own. */
export function processRunKind(options: ProcessRunOptions): JobKind<ProcessRunRequest> {
  return {
    prepare: async (asked) => {
      const request = {
        ...asked,
        input: path.resolve(asked.input),
        output: path.resolve(asked.output),
      };
      const configuration = await options.resolve(request.config);
      await checkInput(request.input);
      return {
        request,
        title: `Process ${path.basename(request.input)}`,
        input: request.input,
        output: request.output,
        runId: null,
        configurationHash: configuration.hash,
        hasChildren: false,
      };
    },
    run: (request, context) => run(request, context, options),
  };
}

/** @throws PhotoelectronError `file-not-found`, `file-unreadable` */
async function checkInput(input: string): Promise<void> {
  try {
    await access(input);
    if (!(await stat(input)).isFile()) throw notAFile(input);
  } catch (cause) {
    if (cause instanceof PhotoelectronError) throw cause;
    const isMissing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    throw new PhotoelectronError(
      isMissing ? 'file-not-found' : 'file-unreadable',
      isMissing ? `There is no file ${input}.` : `${input} may not be read.`,
      { path: input },
      cause,
    );
  }
}

function notAFile(input: string): PhotoelectronError {
  return new PhotoelectronError('file-unreadable', `${input} is not a file; name one of events.`, {
    path: input,
  });
}

async function run(
  asked: ProcessRunRequest,
  context: JobContext,
  options: ProcessRunOptions,
): Promise<JobOutcome> {
  // Asked here and not only when it is submitted: the run of a night comes from the catalogue, and what
  // is tried again may have been asked of another engine, with other folders.
  const request = {
    ...asked,
    input: await options.checkRead(asked.input),
    output: await options.checkWrite(asked.output),
  };
  const { record } = context.job;
  // The name may mean something else by now; the hash does not.
  const pinned = await options.resolve(record.configurationHash ?? request.config);
  const configuration = { ...pinned, name: request.config };
  if (record.attempt > 1) {
    const finished = await finishedProduct(request.output, record.activityId);
    if (finished !== undefined) {
      context.log('info', `${request.output} was completed by an earlier attempt.`);
      const { nEvents } = finished;
      if (nEvents !== null) context.progress(nEvents, nEvents, 'events');
      await enter(request.output, context, options);
      return { isComplete: finished.isComplete };
    }
  }
  const left = await removePartialFiles(request.output);
  if (left.length > 0) context.log('info', `Removed ${left.join(', ')} of an earlier attempt.`);
  const activityId = randomUUID();
  await context.note({ activityId });
  context.log(
    'info',
    `Processing ${request.input} with ${request.config} (${configuration.hash.slice(0, 12)}).`,
  );
  const pipeline = pipelineRequest(request);
  const activity = new JobActivity(
    {
      id: activityId,
      configuration,
      request: { ...pipeline, threads: record.cores },
      recordActivity: options.recordActivity,
    },
    context,
  );
  await activity.begin();
  const report = await processInWorker(
    { ...pipeline, configuration, activityId, threads: record.cores },
    { context, activity, options },
  );
  context.progress(report.events, report.events, 'events');
  logReport(report, context);
  await enter(request.output, context, options);
  return { isComplete: report.isComplete };
}

async function processInWorker(
  request: ProcessRequest,
  {
    context,
    activity,
    options,
  }: {
    readonly context: JobContext;
    readonly activity: JobActivity;
    readonly options: ProcessRunOptions;
  },
): Promise<ProcessReport> {
  let usage: WorkerUsage | undefined;
  try {
    return await runInWorker(options.launcher, request, {
      signal: context.signal,
      onStart: (worker) => context.note({ worker }),
      onProgress: (events, fraction) => {
        // How many there are shows at the end only; until then it is guessed from what was read.
        const total = events > 0 && fraction > 0 ? Math.round(events / fraction) : null;
        context.progress(events, total, 'events');
      },
      onLine: (stream, line) => {
        context.log(stream === 'stderr' ? 'warning' : 'info', line);
      },
      onUsage: (used) => {
        usage = used;
        context.usage(used);
      },
    });
  } catch (error) {
    await activity.fail(usage);
    throw error;
  } finally {
    // The worker has ended: what it left, if anything, is nobody's.
    await removePartialFiles(request.output);
  }
}

/** A product that cannot be entered is complete all the same. */
async function enter(
  file: string,
  context: JobContext,
  { enterProduct }: ProcessRunOptions,
): Promise<void> {
  try {
    await enterProduct(file);
  } catch (error) {
    if (!(error instanceof PhotoelectronError)) throw error;
    context.log('warning', `The product could not be entered into the catalogue: ${error.message}`);
  }
}

function logReport(report: ProcessReport, { log }: JobContext): void {
  for (const { message, count } of report.warnings) {
    log('warning', count > 1 ? `${message} (${count} times)` : message);
  }
  const { events, telescopeEvents, parametrisedImages, duration, output } = report;
  log(
    'info',
    `Wrote ${output}: ${events} array events, ${telescopeEvents} telescope events, ${parametrisedImages} images with parameters in ${duration.toFixed(2)} s.`,
  );
}

function pipelineRequest(request: ProcessRunRequest): ProcessRequest {
  const { input, output, overwrite } = request;
  const { writeImages, maxEvents, telescopes, focalLengthChoice } = request;
  return {
    input,
    output,
    overwrite,
    ...(writeImages === undefined ? {} : { writeImages }),
    ...(maxEvents === undefined ? {} : { maxEvents }),
    ...(telescopes === undefined ? {} : { telescopes }),
    ...(focalLengthChoice === undefined ? {} : { focalLengthChoice }),
  };
}
