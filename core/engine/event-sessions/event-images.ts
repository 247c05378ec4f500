import { PhotoelectronError } from '../../foundation/errors.ts';
import { Gate } from '../../foundation/gate.ts';
import type { EventImage, EventImageRequest } from '../../processing/event-image-request.ts';
import { EventSession } from './event-session.ts';
import type { EventThreads } from './event-threads.ts';

/** Single images of files that nobody has opened, made in threads that are used again. */
export class EventImages {
  readonly #threads: EventThreads;
  readonly #gate: Gate;
  readonly #idle: EventSession[] = [];
  #isClosed = false;

  /** @param nThreads images that are made at the same time */
  constructor(threads: EventThreads, nThreads: number) {
    this.#threads = threads;
    this.#gate = new Gate(nThreads);
  }

  /**
   * Makes an image.
   *
   * @param signal ends the search for the event
   * @throws PhotoelectronError what `eventImage` throws; `worker-crashed`
   */
  make(request: Omit<EventImageRequest, 'signal'>, signal: AbortSignal): Promise<EventImage> {
    return this.#gate.pass(signal, async () => {
      const session = this.#idle.pop() ?? new EventSession(request.input, this.#threads.take());
      try {
        const image = await session.ask('image', request, signal);
        await this.#put(session);
        return image;
      } catch (error) {
        // A thread that was left is still at work, or it has ended.
        const isIdle = error instanceof PhotoelectronError && !leaving.includes(error.code);
        await (isIdle ? this.#put(session) : session.close());
        throw error;
      }
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all(this.#idle.splice(0).map((session) => session.close()));
  }

  /** Keeps a thread for the next image. */
  async #put(session: EventSession): Promise<void> {
    if (this.#isClosed) await session.close();
    else this.#idle.push(session);
  }
}

/** Codes of errors after which a thread is not used again. */
const leaving: readonly PhotoelectronError['code'][] = ['cancelled', 'worker-crashed', 'internal'];
