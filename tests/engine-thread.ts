import { once } from 'node:events';
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import type { EngineWorkerReply } from '../core/engine/engine-worker-protocol.ts';

/** An engine in a thread, as a window would have it in a process. */
export class EngineThread {
  readonly #worker: Worker;
  /** Resolves when the engine has ended and its thread as well. */
  readonly stopped: Promise<void>;

  private constructor(worker: Worker) {
    this.#worker = worker;
    this.stopped = once(worker, 'exit').then(() => undefined);
  }

  /** Starts the thread and its engine. */
  static async start(home: string, cores: number): Promise<EngineThread> {
    const file = new URL('../core/engine/engine-worker.ts', import.meta.url);
    const worker = new Worker(file);
    const thread = new EngineThread(worker);
    worker.postMessage({ kind: 'start', home, cores });
    const [reply] = (await once(worker, 'message')) as [EngineWorkerReply];
    if (reply.kind !== 'ready')
      throw new Error(`the engine did not start: ${JSON.stringify(reply)}`);
    return thread;
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
}
