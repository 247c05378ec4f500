import { once } from 'node:events';
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import type { EngineWorkerReply } from '../core/engine/engine-worker-protocol.ts';

const engineWorker = new URL('../core/engine/engine-worker.ts', import.meta.url);

/** An engine in a thread, as a window would have it in a process. */
export class EngineThread {
  readonly #worker: Worker;
  /** What the engine said when it was started. */
  readonly reply: Promise<EngineWorkerReply>;
  /** Resolves when the engine has ended and its thread as well. */
  readonly stopped: Promise<void>;

  /** @param entry what runs in the thread; default: the engine's worker */
  constructor(options: { home: string; cores?: number; entry?: URL }) {
    const { home, cores = 1, entry = engineWorker } = options;
    this.#worker = new Worker(entry);
    this.reply = once(this.#worker, 'message').then(([reply]) => reply as EngineWorkerReply);
    this.stopped = once(this.#worker, 'exit').then(() => undefined);
    this.#worker.postMessage({ kind: 'start', home, cores });
  }

  /** A port to the engine. */
  connect(): MessagePort {
    const { port1, port2 } = new MessageChannel();
    this.#worker.postMessage({ kind: 'connect', port: port2 }, [port2]);
    return port1;
  }

  async close(): Promise<void> {
    this.#worker.postMessage({ kind: 'close' });
    await this.stopped;
  }

  /** Ends the thread as a crash would. */
  async kill(): Promise<void> {
    await this.#worker.terminate();
  }
}
