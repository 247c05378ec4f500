import type { Carrier } from '../contract/carrier.ts';
import { contractError } from '../contract/contract-error.ts';
import type { ServerMessage } from '../contract/wire.ts';
import { PhotoelectronError } from '../foundation/errors.ts';

/** How long a newer state waits after one was sent [ms]. */
const PROGRESS_INTERVAL_MS = 100;

/** A client with more unread bytes than this is slow: progress is dropped and events wait. */
const SLOW_BYTES = 1024 * 1024;

/** A client with more unread bytes than this is disconnected. */
const MAX_UNREAD_BYTES = 64 * 1024 * 1024;

/** Events that wait for a slow client; with more of them it is disconnected. */
const MAX_WAITING_EVENTS = 1000;

type EventMessage = ServerMessage & { kind: 'event' };

/** Who is told of what goes wrong with sending. */
export interface OutboxHooks {
  /** The client is to be disconnected. */
  readonly onTooSlow: (reason: PhotoelectronError) => void;
  /** An event or a state could not travel; it is lost to the client. */
  readonly onUnsendable: (error: unknown) => void;
}

/**
 * Sends messages of the engine to one client as fast as that takes them. Results and errors go at once;
 * of the progress of a request only the newest counts; events keep their order and wait, up to a bound.
 */
export class Outbox {
  readonly #carrier: Carrier;
  readonly #hooks: OutboxHooks;
  readonly #progress = new Map<number, unknown>();
  #events: EventMessage[] = [];
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;
  #isGivenUp = false;

  constructor(carrier: Carrier, hooks: OutboxHooks) {
    this.#carrier = carrier;
    this.#hooks = hooks;
  }

  /** Sends a message now; one to a carrier that has ended is dropped, as is one that cannot travel. */
  send(message: ServerMessage): void {
    try {
      this.#send(message);
    } catch (error) {
      this.#hooks.onUnsendable(error);
    }
  }

  /** Sends the newest progress of a request, a few times a second. */
  sendProgress(id: number, progress: unknown): void {
    if (this.#isClosed) return;
    const isFirst = this.#timer === undefined && !this.#isSlow();
    if (isFirst) this.send({ kind: 'progress', id, progress });
    else this.#progress.set(id, progress);
    this.#wait();
  }

  /** Sends the last message of a request, behind its last progress. */
  sendLast(id: number, message: ServerMessage & { id: number }): void {
    const progress = this.#progress.get(id);
    this.#progress.delete(id);
    if (progress !== undefined && !this.#isSlow()) this.send({ kind: 'progress', id, progress });
    try {
      this.#send(message);
    } catch (error) {
      // The answer itself cannot travel, such as one that is too large.
      this.send({ kind: 'error', id, error: contractError(error, 'sending the answer') });
    }
  }

  sendEvent(message: EventMessage): void {
    if (this.#isClosed) return;
    if (this.#events.length === 0 && !this.#isSlow()) {
      this.send(message);
      return;
    }
    this.#events.push(message);
    if (this.#events.length > MAX_WAITING_EVENTS) this.#giveUp();
    else this.#wait();
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#events = [];
    this.#progress.clear();
  }

  /** @throws PhotoelectronError `message-invalid`, `message-too-large` */
  #send(message: ServerMessage): void {
    if (this.#isClosed) return;
    try {
      this.#carrier.send(message);
    } catch (error) {
      if (error instanceof PhotoelectronError && error.code === 'connection-closed') return;
      throw error;
    }
    if (this.#carrier.bufferedBytes() > MAX_UNREAD_BYTES) this.#giveUp();
  }

  #isSlow(): boolean {
    return this.#carrier.bufferedBytes() > SLOW_BYTES;
  }

  #wait(): void {
    if (this.#isClosed) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#flush();
    }, PROGRESS_INTERVAL_MS);
  }

  #flush(): void {
    if (!this.#isSlow()) {
      for (const [id, progress] of this.#progress) this.send({ kind: 'progress', id, progress });
      this.#progress.clear();
    }
    while (this.#events.length > 0 && !this.#isSlow()) this.send(this.#events.shift()!);
    if (this.#progress.size > 0 || this.#events.length > 0) this.#wait();
  }

  #giveUp(): void {
    // What the client is told now is unread as well.
    if (this.#isGivenUp) return;
    this.#isGivenUp = true;
    this.#hooks.onTooSlow(
      new PhotoelectronError(
        'connection-closed',
        'The client does not read what it is sent; connect again.',
      ),
    );
  }
}
