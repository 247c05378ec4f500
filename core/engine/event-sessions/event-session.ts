import type { Worker } from 'node:worker_threads';
import { PhotoelectronError } from '../../foundation/errors.ts';
import type {
  EventCall,
  EventCalls,
  EventWorkerReply,
  EventWorkerRequest,
} from './event-worker-protocol.ts';

interface Waiting {
  readonly resolve: (answer: EventCalls[EventCall]['answer']) => void;
  readonly reject: (error: unknown) => void;
}

/** A file that is open in a thread of its own. */
export class EventSession {
  readonly path: string;
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  readonly #listeners = new Set<(index: EventCalls['index']['answer']) => void>();
  #lastId = 0;
  /** Why nothing can be asked any more. */
  #end: PhotoelectronError | undefined;

  /** @param worker thread that nobody else asks */
  constructor(path: string, worker: Worker) {
    this.path = path;
    this.#worker = worker;
    this.#worker.on('message', (reply: EventWorkerReply) => {
      this.#settle(reply);
    });
    let fault: Error | undefined;
    this.#worker.on('error', (error: Error) => {
      fault = error;
    });
    this.#worker.on('exit', () => {
      this.#fail(crashed(this.path, fault));
    });
  }

  /**
   * Asks the thread.
   *
   * @throws PhotoelectronError what the thread throws; `worker-crashed` when it has come to an end;
   *   `cancelled` when the file is closed meanwhile or the signal is raised
   */
  ask<C extends EventCall>(
    call: C,
    ask: EventCalls[C]['ask'],
    signal?: AbortSignal,
  ): Promise<EventCalls[C]['answer']> {
    if (this.#end !== undefined) return Promise.reject(this.#end);
    const id = ++this.#lastId;
    const { promise, resolve, reject } = Promise.withResolvers<EventCalls[EventCall]['answer']>();
    this.#waiting.set(id, { resolve, reject });
    this.#worker.postMessage({ id, call, ask } satisfies EventWorkerRequest<C>);
    const cancel = () => {
      this.#waiting.delete(id);
      reject(
        new PhotoelectronError('cancelled', `What was asked of ${this.path} was cancelled.`, {
          path: this.path,
        }),
      );
    };
    signal?.addEventListener('abort', cancel, { once: true });
    return promise.finally(() => {
      signal?.removeEventListener('abort', cancel);
    });
  }

  /** Tells how far the file was looked through; returns what ends it. */
  onIndexed(listener: (index: EventCalls['index']['answer']) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Ends the thread. */
  async close(): Promise<void> {
    this.#fail(closed(this.path));
    await this.#worker.terminate();
  }

  #settle(reply: EventWorkerReply): void {
    if ('indexed' in reply) {
      for (const listener of [...this.#listeners]) listener(reply.indexed);
      return;
    }
    const waiting = this.#waiting.get(reply.id);
    if (waiting === undefined) return;
    this.#waiting.delete(reply.id);
    if ('answer' in reply) {
      waiting.resolve(reply.answer);
      return;
    }
    const { code, message, place, stack } = reply.failure;
    if (stack === undefined) waiting.reject(new PhotoelectronError(code, message, place));
    else waiting.reject(new Error(`${this.path}: ${stack}`));
  }

  #fail(reason: PhotoelectronError): void {
    this.#end ??= reason;
    for (const { reject } of [...this.#waiting.values()]) reject(this.#end);
    this.#waiting.clear();
    this.#listeners.clear();
  }
}

function closed(path: string): PhotoelectronError {
  return new PhotoelectronError('cancelled', `${path} has been closed.`, { path });
}

function crashed(path: string, fault: Error | undefined): PhotoelectronError {
  const why = fault === undefined ? '' : ` (${fault.message})`;
  return new PhotoelectronError(
    'worker-crashed',
    `The thread that reads ${path} has come to a sudden end${why}; open the file again.`,
    { path },
    fault,
  );
}
