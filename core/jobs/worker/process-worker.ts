// Process that takes one file through the pipeline for a job. It ends by itself when the engine is gone.
import { PhotoelectronError } from '../../foundation/errors.ts';
import { processFile } from '../../processing/process-file.ts';
import type { ProcessRequest } from '../../processing/process-request.ts';
import { engineLine } from './engine-line.ts';
import type { WorkerNews, WorkerUsage } from './worker-protocol.ts';

/** Time between two messages of progress [ms]. */
const PROGRESS_INTERVAL_MS = 100;

const line = engineLine();
const cancel = new AbortController();
let isAtWork = false;

// An interrupt at the terminal reaches every process there; what becomes of the job is the engine's to say.
for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined);

line.onCut(() => {
  // What is half done is removed first, then `work` ends the process.
  cancel.abort();
  if (!isAtWork) process.exit(1);
});

line.onOrder((order) => {
  if (order.type === 'cancel') cancel.abort();
  else void work(order.request);
});

async function work(request: ProcessRequest): Promise<void> {
  isAtWork = true;
  let last = 0;
  let news: WorkerNews;
  try {
    const report = await processFile(request, {
      signal: cancel.signal,
      onProgress: ({ events, fraction }) => {
        const now = performance.now();
        if (now - last < PROGRESS_INTERVAL_MS) return;
        last = now;
        line.tell({ type: 'progress', events, fraction, usage: usage() });
      },
    });
    news = { type: 'done', report, usage: usage() };
  } catch (error) {
    news = { type: 'failed', ...failure(error), usage: usage() };
  }
  line.tell(news, () => process.exit(0));
}

function failure(error: unknown): Pick<PhotoelectronError, 'code' | 'message' | 'place'> {
  if (error instanceof PhotoelectronError) {
    const { code, message, place } = error;
    return { code, message, place };
  }
  // The job's log shows where the mistake is.
  console.error(error);
  return { code: 'internal', message: `Internal error: ${String(error)}`, place: {} };
}

function usage(): WorkerUsage {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  // Node tells microseconds and KiB on every platform.
  return { cpuTimeS: (userCPUTime + systemCPUTime) / 1e6, peakMemoryBytes: maxRSS * 1024 };
}
