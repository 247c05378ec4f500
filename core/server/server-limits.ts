import { MAX_MESSAGE_BYTES } from '../contract/message-limits.ts';

/** What the server bears from its clients. */
export interface ServerLimits {
  /** WebSockets at a time. */
  readonly maxClients: number;
  /** TCP connections at a time. */
  readonly maxSockets: number;
  /** Largest message to a client [bytes]. */
  readonly maxMessageBytes: number;
  /** Largest message from a client [bytes]. */
  readonly maxRequestBytes: number;
  /** Largest number of frames that a message may be split into. */
  readonly maxFragments: number;
  /** What may wait for a client that does not read [bytes]; then it is closed. */
  readonly maxBufferedBytes: number;
  /** Request line and headers together [bytes]. */
  readonly maxHeaderBytes: number;
  /** Time for a client to send its whole request [ms]. */
  readonly requestTimeoutMs: number;
  /** Time without a byte after which an HTTP connection is closed [ms]. */
  readonly quietTimeoutMs: number;
  /** Time between two pings; a client that has not answered by the next one is gone [ms]. */
  readonly pingIntervalMs: number;
  /** Time for a client to answer the end of its WebSocket [ms]. */
  readonly closeTimeoutMs: number;
  /** Wrong tokens that are borne within `attemptWindowMs`. */
  readonly maxAttempts: number;
  readonly attemptWindowMs: number;
}

/** Enough for a class in front of one machine; little enough that no client can exhaust it. */
export const defaultServerLimits: ServerLimits = {
  maxClients: 64,
  maxSockets: 256,
  maxMessageBytes: MAX_MESSAGE_BYTES,
  // The largest is a configuration as text, with every character escaped. What is larger takes the
  // engine seconds and a hundred times its size to read.
  maxRequestBytes: 2 * 2 ** 20,
  maxFragments: 1024,
  maxBufferedBytes: 16 * 2 ** 20,
  maxHeaderBytes: 16 * 2 ** 10,
  requestTimeoutMs: 10_000,
  quietTimeoutMs: 30_000,
  pingIntervalMs: 20_000,
  closeTimeoutMs: 2_000,
  maxAttempts: 20,
  attemptWindowMs: 60_000,
};
