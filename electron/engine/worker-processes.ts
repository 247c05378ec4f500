import type { UtilityProcess } from 'electron';
import type { EngineWorkerOrder, WorkerDemand } from '../../core/engine/engine-worker-protocol.ts';
import type { WorkerNews, WorkerOrder } from '../../core/jobs/worker/worker-protocol.ts';

/** How long workers may take to remove what is half done when their engine is gone [ms]. */
const GRACE_MS = 3000;

/** Time after the end of a worker in which what it wrote last is waited for [ms]. */
const LAST_OUTPUT_MS = 50;

/** Signals that Electron tells as exit codes; a worker of ours ends by itself with 0 or 1. */
const signals: Readonly<Partial<Record<number, string>>> = {
  4: 'SIGILL',
  6: 'SIGABRT',
  7: 'SIGBUS',
  8: 'SIGFPE',
  9: 'SIGKILL',
  11: 'SIGSEGV',
  15: 'SIGTERM',
};

type WorkerReport = Extract<EngineWorkerOrder, { readonly worker: number }>;

/** The processes that jobs of one engine run in: the engine asks for them and hears of them. */
export class WorkerProcesses {
  readonly #fork: () => UtilityProcess;
  readonly #report: (report: WorkerReport) => void;
  readonly #processes = new Map<number, UtilityProcess>();

  /**
   * @param fork starts a worker with pipes for what it writes
   * @param report passes on to the engine what is heard of workers
   */
  constructor(fork: () => UtilityProcess, report: (report: WorkerReport) => void) {
    this.#fork = fork;
    this.#report = report;
  }

  follow(demand: WorkerDemand): void {
    switch (demand.kind) {
      case 'launch-worker':
        this.#launch(demand.worker);
        return;
      case 'worker-order':
        this.#processes.get(demand.worker)?.postMessage(demand.order);
        return;
      case 'kill-worker':
        kill(this.#processes.get(demand.worker));
    }
  }

  /** The engine is gone: what its workers do is cancelled, and they end. */
  end(): void {
    const cancel: WorkerOrder = { type: 'cancel' };
    for (const process of this.#processes.values()) {
      process.postMessage(cancel);
      setTimeout(() => {
        kill(process);
      }, GRACE_MS).unref();
    }
  }

  #launch(worker: number): void {
    const child = this.#fork();
    this.#processes.set(worker, child);
    for (const stream of ['stdout', 'stderr'] as const) {
      const decoder = new TextDecoder();
      child[stream]?.on('data', (bytes: Buffer) => {
        const text = decoder.decode(bytes, { stream: true });
        this.#report({ kind: 'worker-output', worker, stream, text });
      });
    }
    child.once('spawn', () => {
      this.#report({ kind: 'worker-started', worker, ...(child.pid && { pid: child.pid }) });
    });
    child.on('message', (news: WorkerNews) => {
      this.#report({ kind: 'worker-news', worker, news });
    });
    child.once('exit', (code) => {
      this.#processes.delete(worker);
      // What it wrote last may still be in the pipes, of which not all tell their end.
      setTimeout(() => {
        this.#report({ kind: 'worker-exit', worker, ...endOf(code) });
      }, LAST_OUTPUT_MS);
    });
  }
}

/** How a worker ended: by an exit code, or by a signal. */
function endOf(code: number): { readonly code: number | null; readonly reason: string | null } {
  const reason = process.platform === 'win32' ? undefined : signals[code];
  return reason === undefined ? { code, reason: null } : { code: null, reason };
}

/** Ends a process at once: `kill` of Electron asks it to end. */
function kill(child: UtilityProcess | undefined): void {
  if (child?.pid === undefined) return;
  try {
    process.kill(child.pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
