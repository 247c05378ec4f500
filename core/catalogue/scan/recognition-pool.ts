import { Worker } from 'node:worker_threads';
import type { FileLook } from './scanned-file.ts';
import { unreadableFacts } from './unreadable-facts.ts';

/** A file to look at. */
export interface RecognitionTask {
  readonly path: string;
  /** Contents of which everything is known: the look ends when it is one of them, with `all` in any case. */
  readonly knownHashes: readonly string[] | 'all';
}

/** Largest heap of a thread [MiB]: a file that asks for more is given up, not the program. */
const HEAP_MIB = 2048;

/** Looks at files in threads of their own. A file that brings its thread down is one with that reason. */
export class RecognitionPool {
  readonly #worker: URL;
  readonly #idle: Worker[] = [];
  readonly #workers = new Set<Worker>();
  readonly #waiting: ((worker: Worker) => void)[] = [];
  readonly #nThreads: number;
  #closed = false;

  /**
   * @param nThreads threads that look at files at the same time
   * @param worker program of the threads, for tests
   */
  constructor(nThreads: number, worker = new URL('./recognition-worker.ts', import.meta.url)) {
    this.#nThreads = nThreads;
    this.#worker = worker;
  }

  /**
   * Looks at a file.
   *
   * @returns undefined when the file is gone, or the pool was closed meanwhile
   */
  async look(task: RecognitionTask): Promise<FileLook | undefined> {
    const worker = await this.#take();
    if (this.#closed) return undefined;
    return new Promise((resolve) => {
      let fault: Error | undefined;
      const onMessage = (look: FileLook | undefined) => {
        finish(look);
        this.#give(worker);
      };
      const onError = (error: Error) => {
        fault = error;
      };
      const onExit = () => {
        const why = fault === undefined ? '' : ` (${fault.message})`;
        finish(
          this.#closed
            ? undefined
            : {
                facts: unreadableFacts(`The thread that looked at it came to a sudden end${why}.`),
              },
        );
        this.#replace();
      };
      const finish = (look: FileLook | undefined) => {
        worker.off('message', onMessage);
        worker.off('error', onError);
        worker.off('exit', onExit);
        resolve(look);
      };
      worker.on('message', onMessage);
      worker.on('error', onError);
      worker.on('exit', onExit);
      worker.postMessage(task);
    });
  }

  /** Ends the threads at once; looks under way give undefined. */
  async close(): Promise<void> {
    this.#closed = true;
    const workers = [...this.#workers];
    await Promise.all(workers.map((worker) => worker.terminate()));
    for (const take of this.#waiting.splice(0)) take(workers[0]);
  }

  #take(): Promise<Worker> {
    const idle = this.#idle.pop();
    if (idle !== undefined) return Promise.resolve(idle);
    if (this.#workers.size < this.#nThreads) return Promise.resolve(this.#start());
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
    });
  }

  #give(worker: Worker): void {
    const take = this.#waiting.shift();
    if (take === undefined) this.#idle.push(worker);
    else take(worker);
  }

  /** Starts a thread in the place of one that ended, when a file waits for it. */
  #replace(): void {
    if (!this.#closed && this.#waiting.length > 0) this.#give(this.#start());
  }

  #start(): Worker {
    const worker = new Worker(this.#worker, {
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MIB },
    });
    this.#workers.add(worker);
    // A thread may also come to its end while it has nothing to do.
    worker.on('error', () => undefined);
    worker.on('exit', () => {
      this.#workers.delete(worker);
      const index = this.#idle.indexOf(worker);
      if (index >= 0) this.#idle.splice(index, 1);
    });
    return worker;
  }
}
