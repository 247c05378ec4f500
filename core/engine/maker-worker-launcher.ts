import type { WorkerLauncher, WorkerListener } from '../jobs/worker/worker-launcher.ts';
import type { EngineWorkerOrder, WorkerDemand } from './engine-worker-protocol.ts';

/** News of a worker process, as the maker of the engine's worker passes them on. */
type WorkerReport = Extract<EngineWorkerOrder, { readonly worker: number }>;

/** A launcher, and where what is heard of its workers goes. */
export interface MakerWorkerLauncher extends WorkerLauncher {
  readonly hear: (report: WorkerReport) => void;
}

interface LaunchedWorker {
  readonly listener: WorkerListener;
  readonly pid: PromiseWithResolvers<number | undefined>;
}

/**
 * Has worker processes started by whoever made the process of the engine: in a packaged Electron program
 * only the main process can. Everything goes through it, in order, so that what a worker said is
 * heard before its end; there is little of it.
 */
export function makerWorkerLauncher(demand: (demand: WorkerDemand) => void): MakerWorkerLauncher {
  const workers = new Map<number, LaunchedWorker>();
  let count = 0;
  return {
    launch: (listener) => {
      const worker = ++count;
      const pid = Promise.withResolvers<number | undefined>();
      workers.set(worker, { listener, pid });
      demand({ kind: 'launch-worker', worker });
      return {
        pid: pid.promise,
        send: (order) => {
          if (workers.has(worker)) demand({ kind: 'worker-order', worker, order });
        },
        kill: () => {
          if (workers.has(worker)) demand({ kind: 'kill-worker', worker });
        },
      };
    },
    hear: (report) => {
      const known = workers.get(report.worker);
      if (known === undefined) return;
      const { listener, pid } = known;
      switch (report.kind) {
        case 'worker-started':
          pid.resolve(report.pid);
          return;
        case 'worker-news':
          listener.onNews(report.news);
          return;
        case 'worker-output':
          listener.onOutput(report.stream, report.text);
          return;
        case 'worker-exit':
          workers.delete(report.worker);
          pid.resolve(undefined);
          listener.onExit(report.code, report.reason);
      }
    },
  };
}
