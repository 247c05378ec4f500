import { PhotoelectronError } from '../../foundation/errors.ts';
import { EventSession } from './event-session.ts';
import { EventThreads } from './event-threads.ts';
import type { EventCalls, EventWorkerStart } from './event-worker-protocol.ts';

/** How many files may be open. */
export interface EventSessionLimits {
  readonly perConnection: number;
  readonly all: number;
}

// A page shows files in Events and in Cleaning, and opens the next one while another is being closed.
const defaultLimits: EventSessionLimits = { perConnection: 8, all: 16 };

/**
 * The opened files of all connections. Each belongs to the connection that opened it, is seen by no
 * other, and ends with it.
 */
export class EventSessions {
  readonly #limits: EventSessionLimits;
  readonly #threads: EventThreads;
  /** By connection, then by id. */
  readonly #sessions = new Map<AbortSignal, Map<number, EventSession>>();
  #lastId = 0;

  constructor(threads = new EventThreads(), limits: EventSessionLimits = defaultLimits) {
    this.#threads = threads;
    this.#limits = limits;
  }

  /**
   * Opens a file for a connection.
   *
   * @param connection raised when the connection ends
   * @throws PhotoelectronError `state-conflict` when too many are open; what `EventFile.open` throws
   */
  async open(
    connection: AbortSignal,
    start: EventWorkerStart,
    signal: AbortSignal,
  ): Promise<{ readonly id: number; readonly opened: EventCalls['open']['answer'] }> {
    signal.throwIfAborted();
    const own = this.#sessionsOf(connection);
    const { perConnection, all } = this.#limits;
    if (own.size >= perConnection) {
      throw new PhotoelectronError(
        'state-conflict',
        `A client may have ${perConnection} files of events open at once; close one.`,
      );
    }
    if (this.#count() >= all) {
      throw new PhotoelectronError(
        'state-conflict',
        `${all} files of events are open already, as many as may be; close one, or wait until others have done so.`,
      );
    }
    const id = ++this.#lastId;
    const session = new EventSession(start.path, this.#threads.take());
    own.set(id, session);
    try {
      const opened = await session.ask('open', start, signal);
      this.prepare();
      return { id, opened };
    } catch (error) {
      own.delete(id);
      await session.close();
      throw error;
    }
  }

  /** Has a thread ready for the next file that is opened. */
  prepare(): void {
    this.#threads.prepare();
  }

  /**
   * A file of a connection.
   *
   * @throws PhotoelectronError `record-not-found` when the connection has none of this id
   */
  get(connection: AbortSignal, id: number): EventSession {
    const session = this.#sessions.get(connection)?.get(id);
    if (session !== undefined) return session;
    throw new PhotoelectronError(
      'record-not-found',
      `No file of events is open under the id ${id}; open it again.`,
      { item: 'id' },
    );
  }

  /**
   * Closes a file of a connection.
   *
   * @throws PhotoelectronError `record-not-found`
   */
  async release(connection: AbortSignal, id: number): Promise<void> {
    const session = this.get(connection, id);
    this.#sessions.get(connection)?.delete(id);
    await session.close();
  }

  /** Closes all files. */
  async close(): Promise<void> {
    await Promise.all([
      this.#threads.close(),
      ...[...this.#sessions.keys()].map((connection) => this.#end(connection)),
    ]);
  }

  #sessionsOf(connection: AbortSignal): Map<number, EventSession> {
    connection.throwIfAborted();
    let sessions = this.#sessions.get(connection);
    if (sessions === undefined) {
      sessions = new Map();
      this.#sessions.set(connection, sessions);
      connection.addEventListener('abort', () => void this.#end(connection), { once: true });
    }
    return sessions;
  }

  async #end(connection: AbortSignal): Promise<void> {
    const sessions = [...(this.#sessions.get(connection)?.values() ?? [])];
    this.#sessions.delete(connection);
    await Promise.all(sessions.map((session) => session.close()));
  }

  #count(): number {
    return [...this.#sessions.values()].reduce((sum, { size }) => sum + size, 0);
  }
}
