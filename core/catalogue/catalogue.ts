import { Worker } from 'node:worker_threads';
import { PhotoelectronError } from '../foundation/errors.ts';
import type { WorkerReply, WorkerRequest, WorkerStart } from './catalogue-protocol.ts';
import type { OperationAnswer, OperationAsk, OperationName } from './operations.ts';

interface Waiting {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** The catalogue: an SQLite database with a thread of its own, so that no query holds anything up. */
export class Catalogue {
  readonly file: string;
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;
  #closed = false;

  private constructor(file: string, worker: Worker) {
    this.file = file;
    this.#worker = worker;
    worker.on('message', (reply: WorkerReply) => {
      this.#settle(reply);
    });
    worker.on('error', (error) => {
      this.#fail(error);
    });
    worker.on('exit', () => {
      this.#fail(undefined);
    });
  }

  /**
   * Opens the catalogue, makes it where there is none, and brings an older one up to date.
   *
   * @param file path of the database
   * @throws PhotoelectronError `catalogue-locked`, `catalogue-damaged`, `catalogue-too-new`,
   *   `file-unwritable`, `disk-full`
   */
  static async open(
    file: string,
    options: { readonly busyTimeoutMs?: number } = {},
  ): Promise<Catalogue> {
    const start: WorkerStart = { file, ...options };
    const worker = new Worker(new URL('./catalogue-worker.ts', import.meta.url), {
      workerData: start,
    });
    const catalogue = new Catalogue(file, worker);
    try {
      await new Promise((resolve, reject) => {
        catalogue.#waiting.set(0, { resolve, reject });
      });
      return catalogue;
    } catch (error) {
      catalogue.#closed = true;
      await worker.terminate();
      throw error;
    }
  }

  /**
   * Does an operation.
   *
   * @throws PhotoelectronError what the operation throws; `catalogue-locked`, `disk-full`,
   *   `catalogue-damaged`, `file-unwritable` from SQLite; `state-conflict` after `close`
   */
  async ask<N extends OperationName>(name: N, ask: OperationAsk<N>): Promise<OperationAnswer<N>> {
    return (await this.#send(name, ask)) as OperationAnswer<N>;
  }

  /** Ends the thread after what was asked before has been done. */
  async close(): Promise<void> {
    if (this.#closed) return;
    const closing = this.#send('close', null);
    this.#closed = true;
    await closing;
    await this.#worker.terminate();
  }

  #send(name: WorkerRequest['name'], ask: unknown): Promise<unknown> {
    if (this.#closed) {
      return Promise.reject(
        new PhotoelectronError('state-conflict', `The catalogue ${this.file} has been closed.`, {
          path: this.file,
        }),
      );
    }
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ id, name, ask } satisfies WorkerRequest);
    });
  }

  #settle(reply: WorkerReply): void {
    const waiting = this.#waiting.get(reply.id);
    if (waiting === undefined) return;
    this.#waiting.delete(reply.id);
    if ('answer' in reply) waiting.resolve(reply.answer);
    else {
      const { code, message, place } = reply.failure;
      waiting.reject(new PhotoelectronError(code, message, place));
    }
  }

  /** The thread is gone: whoever waits for it is told. */
  #fail(cause: unknown): void {
    this.#closed = true;
    for (const { reject } of this.#waiting.values()) {
      reject(
        new PhotoelectronError(
          'worker-crashed',
          `The thread of the catalogue ${this.file} has ended.`,
          { path: this.file },
          cause,
        ),
      );
    }
    this.#waiting.clear();
  }
}
