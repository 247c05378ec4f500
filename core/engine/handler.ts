import type {
  CheckedEventParams,
  CheckedParams,
  EventName,
  EventPayload,
  RequestName,
  RequestProgress,
  RequestResult,
} from '../contract/contract.ts';

/** What a handler knows beside its parameters. */
export interface HandlerContext<N extends RequestName = RequestName> {
  /** Raised when the client cancels or goes away. */
  readonly signal: AbortSignal;
  /** Raised when the client goes away; the same one for all its requests, so that things may belong to it. */
  readonly connection: AbortSignal;
  /** Tells the client how far the work is; dropped when the client is slow. */
  readonly onProgress: (progress: RequestProgress<N>) => void;
}

/**
 * Answers one request. What it throws reaches the client: a `PhotoelectronError` as it is, anything
 * else as an `internal` error.
 */
export type Handler<N extends RequestName> = (
  params: CheckedParams<N>,
  context: HandlerContext<N>,
) => Promise<RequestResult<N>>;

/** Handlers by name. */
export type Handlers = { readonly [N in RequestName]: Handler<N> };

/**
 * Starts an event stream; returns what ends it. The signal is that of the connection, as in
 * `HandlerContext`.
 */
export type EventSourceOf<N extends EventName> = (
  params: CheckedEventParams<N>,
  emit: (payload: EventPayload<N>) => void,
  connection: AbortSignal,
) => () => void;

/** Event streams by name. */
export type EventSources = { readonly [N in EventName]: EventSourceOf<N> };
