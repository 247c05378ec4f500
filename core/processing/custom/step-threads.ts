import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { PhotoelectronError } from '../../foundation/errors.ts';
import type { StepReply, StepTask } from './step-task.ts';

interface Waiting {
  readonly task: StepTask;
  readonly resolve: (result: Uint8Array | Float64Array) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Threads that run steps written in TypeScript. They start with the first task and live until
 * `close`, because starting one costs more than cleaning a few images.
 */
export class StepThreads {
  #idle: Worker[] = [];
  #busy = new Map<Worker, Waiting>();
  #queue: Waiting[] = [];
  #nextId = 0;
  readonly #limit: number;

  /** @param limit number of threads; default: all cores */
  constructor(limit = availableParallelism()) {
    this.#limit = limit;
  }

  /**
   * Runs one stack on a free thread.
   *
   * @throws PhotoelectronError `config-invalid` with the step's own message when it fails
   */
  run(task: Omit<StepTask, 'id'>): Promise<Uint8Array | Float64Array> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ task: { ...task, id: this.#nextId++ }, resolve, reject });
      this.#dispatch();
    });
  }

  /** Ends the threads; what they still had to do is rejected with `cancelled`. */
  async close(): Promise<void> {
    const workers = [...this.#idle, ...this.#busy.keys()];
    const left = [...this.#busy.values(), ...this.#queue];
    this.#queue = [];
    this.#idle = [];
    this.#busy.clear();
    for (const { reject } of left) {
      reject(new PhotoelectronError('cancelled', 'The steps written in TypeScript were ended.'));
    }
    await Promise.all(workers.map((worker) => worker.terminate()));
  }

  #dispatch(): void {
    while (this.#queue.length > 0) {
      const worker = this.#idle.pop() ?? this.#start();
      if (worker === undefined) return;
      const waiting = this.#queue.shift()!;
      this.#busy.set(worker, waiting);
      worker.postMessage(waiting.task);
    }
  }

  #start(): Worker | undefined {
    if (this.#busy.size >= this.#limit) return undefined;
    const worker = new Worker(new URL('./custom-step-worker.ts', import.meta.url));
    const fail = (problem: string) => {
      const waiting = this.#busy.get(worker);
      this.#busy.delete(worker);
      waiting?.reject(stepError(waiting.task.module, problem));
      this.#dispatch();
    };
    worker.on('message', (reply: StepReply) => {
      const waiting = this.#busy.get(worker);
      this.#busy.delete(worker);
      this.#idle.push(worker);
      if ('error' in reply) waiting?.reject(stepError(waiting.task.module, reply.error));
      else waiting?.resolve(reply.result);
      this.#dispatch();
    });
    worker.on('error', (error) => {
      fail(String(error));
    });
    // A step that ends its thread would otherwise be waited for forever.
    worker.on('exit', () => {
      this.#idle = this.#idle.filter((other) => other !== worker);
      fail('it ended its thread');
    });
    return worker;
  }
}

function stepError(module: string, message: string): PhotoelectronError {
  const problem = message
    .trim()
    .replace(/\s*\n\s*/g, ' ')
    .replace(/\.$/, '');
  return new PhotoelectronError('config-invalid', `The step in ${module} failed: ${problem}.`, {
    path: module,
  });
}
