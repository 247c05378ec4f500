import { PhotoelectronError } from '../../foundation/errors.ts';
import type { ProcessReport, ProcessRequest } from '../../processing/process-request.ts';
import { processMark } from '../process-mark.ts';
import { OutputLines } from './output-lines.ts';
import type { WorkerLauncher, WorkerProcess } from './worker-launcher.ts';
import type { WorkerNews, WorkerUsage } from './worker-protocol.ts';

/** How long a worker that was asked to stop may take [ms]. */
const GRACE_MS = 5000;

/** Lines of stack traces and what stands around them, which say nothing to a person. */
const traceLine = /^(at |\d+: |\^|Node\.js v|-{3,}|<-{2,}|0x|node:internal)/;
/** Lines that say why a program ended. */
const errorLine = /error|exception|terminate|abort|assert|panic/i;

/** Ways of following a worker. */
export interface WorkerHooks {
  /** Asks the worker to stop; it is ended when it does not within the grace time. */
  readonly signal: AbortSignal;
  /** The worker exists, but waits until this resolves. */
  readonly onStart: (worker: { pid: number; mark: string }) => Promise<void>;
  readonly onProgress: (events: number, fraction: number) => void;
  /** A line that the worker wrote to one of its streams. */
  readonly onLine: (stream: 'stdout' | 'stderr', line: string) => void;
  readonly onUsage: (usage: WorkerUsage) => void;
  /** Default 5000. */
  readonly graceMs?: number;
}

type Outcome = Exclude<WorkerNews, { type: 'progress' }>;

/**
 * Processes a file in a process of its own, which is used for nothing else: memory goes back to the
 * system, and what it used is what the job used.
 *
 * @throws PhotoelectronError what `processFile` throws, `cancelled`, or `worker-crashed` when the process
 *   ends without a result
 */
export async function runInWorker(
  launcher: WorkerLauncher,
  request: ProcessRequest,
  hooks: WorkerHooks,
): Promise<ProcessReport> {
  let outcome: Outcome | undefined;
  let grace: NodeJS.Timeout | undefined;
  let last = '';
  let lastError = '';
  const streams = {
    stdout: linesOf('stdout'),
    stderr: linesOf('stderr'),
  };

  function linesOf(stream: 'stdout' | 'stderr'): OutputLines {
    return new OutputLines((line) => {
      const text = line.trim();
      if (!traceLine.test(text)) last = text;
      if (!traceLine.test(text) && errorLine.test(text)) lastError = text;
      hooks.onLine(stream, line);
    });
  }

  const exit = Promise.withResolvers<{ code: number | null; reason: string | null }>();
  const worker: WorkerProcess = launcher.launch({
    onNews: (news) => {
      hooks.onUsage(news.usage);
      if (news.type === 'progress') hooks.onProgress(news.events, news.fraction);
      else {
        outcome = news;
        endSoon();
      }
    },
    onOutput: (stream, text) => {
      streams[stream].add(text);
    },
    onExit: (code, reason) => {
      for (const stream of Object.values(streams)) stream.end();
      exit.resolve({ code, reason });
    },
  });

  /** Nothing more is expected of the worker but its end. */
  function endSoon(): void {
    grace ??= setTimeout(() => {
      worker.kill();
    }, hooks.graceMs ?? GRACE_MS);
  }

  const stop = () => {
    worker.send({ type: 'cancel' });
    endSoon();
  };
  try {
    try {
      const pid = await worker.pid;
      if (pid !== undefined) {
        const mark = await processMark(pid);
        if (mark !== undefined) await hooks.onStart({ pid, mark });
      }
      hooks.signal.throwIfAborted();
    } catch (error) {
      worker.kill();
      await exit.promise;
      throw hooks.signal.aborted ? cancelled(request) : error;
    }
    hooks.signal.addEventListener('abort', stop, { once: true });
    worker.send({ type: 'process', request });
    const { code, reason } = await exit.promise;
    return resultOf(outcome, () =>
      hooks.signal.aborted
        ? cancelled(request)
        : crashed(request, code, reason, lastError === '' ? last : lastError),
    );
  } finally {
    clearTimeout(grace);
    hooks.signal.removeEventListener('abort', stop);
  }
}

function resultOf(outcome: Outcome | undefined, missing: () => PhotoelectronError): ProcessReport {
  if (outcome === undefined) throw missing();
  if (outcome.type === 'done') return outcome.report;
  throw new PhotoelectronError(outcome.code, outcome.message, outcome.place);
}

function cancelled({ input }: ProcessRequest): PhotoelectronError {
  return new PhotoelectronError('cancelled', `Processing ${input} was cancelled.`, { path: input });
}

function crashed(
  { input }: ProcessRequest,
  code: number | null,
  reason: string | null,
  last: string,
): PhotoelectronError {
  const how =
    code === null ? `was ended by ${reason ?? 'an unknown cause'}` : `ended with exit code ${code}`;
  const why = /out of memory|bad_alloc/i.test(last)
    ? ' because it ran out of memory'
    : reason === 'SIGKILL'
      ? ' (as the system does with processes when memory runs out)'
      : '';
  const wrote = last === '' ? '' : `; the last that it wrote is "${last}"`;
  return new PhotoelectronError(
    'worker-crashed',
    `The process that worked on ${input} ${how}${why}${wrote}.`,
    { path: input },
  );
}
