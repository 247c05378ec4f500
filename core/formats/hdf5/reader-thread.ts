import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { ReaderCall, ReaderCalls, ReaderFailure, ReaderReply } from './reader-protocol.ts';

/** Threads that stay alive for the next file: starting one costs about 0.1 s. */
const maxIdle = Math.max(2, availableParallelism());

const idle: ReaderThread[] = [];

/** A reading thread died or did not answer. */
export type ThreadFailure = 'lost';

interface Pending {
  readonly settle: (result: ReaderReply | undefined) => void;
  readonly timer: NodeJS.Timeout;
}

/** Answer of a reading thread, or why there is none. */
export type Reply<C extends ReaderCall> =
  | { readonly ok: true; readonly answer: ReaderCalls[C]['answer'] }
  | { readonly ok: false; readonly failure: ReaderFailure | ThreadFailure };

/**
 * A thread with an HDF5 library in it. Each serves one file at a time, so that a damaged file can
 * harm no other that is open; it serves another file only when it could close the last one.
 */
export class ReaderThread {
  readonly #worker: Worker;
  readonly #pending = new Map<number, Pending>();
  #lastId = 0;
  #alive = true;

  private constructor() {
    // The glue around the library may warn on the console: kept away from ours and never read
    // (reading would keep the process alive).
    this.#worker = new Worker(new URL('./reader-worker.ts', import.meta.url), {
      // Flags of the program, such as --input-type, may not suit a file.
      execArgv: [],
      stdout: true,
      stderr: true,
    });
    this.#worker.unref();
    this.#worker.on('message', (reply: ReaderReply) => {
      this.#pending.get(reply.id)?.settle(reply);
    });
    this.#worker.on('error', () => {
      this.#lose();
    });
    this.#worker.on('exit', () => {
      this.#lose();
    });
  }

  /** An idle thread, or a new one. */
  static acquire(): ReaderThread {
    return idle.pop() ?? new ReaderThread();
  }

  /**
   * Asks the thread.
   *
   * @param patienceMs longest time for the answer before the thread is taken for lost: there is damage
   *   that the library never comes back from
   */
  ask<C extends ReaderCall>(
    call: C,
    ask: ReaderCalls[C]['ask'],
    patienceMs: number,
  ): Promise<Reply<C>> {
    if (!this.#alive) return Promise.resolve({ ok: false, failure: 'lost' });
    const id = ++this.#lastId;
    return new Promise((resolve) => {
      const settle = (result: ReaderReply | undefined) => {
        clearTimeout(timer);
        this.#pending.delete(id);
        if (this.#pending.size === 0) this.#worker.unref();
        if (result !== undefined && 'answer' in result) {
          resolve({ ok: true, answer: result.answer as ReaderCalls[C]['answer'] });
          return;
        }
        resolve({ ok: false, failure: result?.failure ?? 'lost' });
      };
      const timer = setTimeout(() => {
        this.#lose();
      }, patienceMs);
      this.#pending.set(id, { settle, timer });
      this.#worker.ref();
      this.#worker.postMessage({ id, call, ask });
    });
  }

  /** Closes the file and keeps the thread for the next one, or ends it. */
  async release(patienceMs: number): Promise<void> {
    const reply = await this.ask('close', null, patienceMs);
    if (reply.ok && reply.answer && idle.length < maxIdle) {
      idle.push(this);
      return;
    }
    this.#lose();
    await this.#worker.terminate();
  }

  #lose(): void {
    if (!this.#alive) return;
    this.#alive = false;
    void this.#worker.terminate();
    for (const { settle } of [...this.#pending.values()]) settle(undefined);
  }
}
