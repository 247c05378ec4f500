import { Worker } from 'node:worker_threads';

/** Largest heap of a thread [MiB]: a file that asks for more is given up, not the program. */
const HEAP_MIB = 2048;

/**
 * Threads for files of events. One is kept ready: to start a thread takes longer than to open a file.
 */
export class EventThreads {
  readonly #program: URL;
  #spare: Worker | undefined;
  #isClosed = false;

  /** @param program of the threads, for tests */
  constructor(program = new URL('./event-worker.ts', import.meta.url)) {
    this.#program = program;
  }

  /** A thread, which belongs to the caller. */
  take(): Worker {
    const worker = this.#spare ?? this.#start();
    this.#spare = undefined;
    worker.removeAllListeners();
    worker.ref();
    return worker;
  }

  /** Has a thread ready for the next file. */
  prepare(): void {
    if (this.#isClosed || this.#spare !== undefined) return;
    const worker = this.#start();
    this.#spare = worker;
    const forget = () => {
      if (this.#spare === worker) this.#spare = undefined;
    };
    worker.on('error', forget);
    worker.on('exit', forget);
    // Nothing needs to go on for its sake.
    worker.unref();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#spare?.terminate();
  }

  #start(): Worker {
    return new Worker(this.#program, { resourceLimits: { maxOldGenerationSizeMb: HEAP_MIB } });
  }
}
