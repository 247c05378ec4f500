import { PhotoelectronError } from '../foundation/errors.ts';
import type { Carrier } from './carrier.ts';
import { closedError } from './carriers/closed-error.ts';
import { checkEventParams, checkParams } from './check-params.ts';
import {
  CONTRACT_VERSION,
  type EventName,
  type EventParams,
  type EventPayload,
  events,
  type RequestName,
  type RequestParams,
  type RequestProgress,
  type RequestResult,
  requests,
} from './contract.ts';
import type { RequestDefinition } from './definition.ts';
import { contractError } from './contract-error.ts';
import { EngineError } from './engine-error.ts';
import { type ClientMessage, type ServerMessage, serverMessageSchema } from './wire.ts';

/** How a request is made. */
export interface RequestOptions<N extends RequestName> {
  /** Cancels the request. */
  readonly signal?: AbortSignal | undefined;
  /** Told how far the work is; the newest state, not every one. */
  readonly onProgress?: ((progress: RequestProgress<N>) => void) | undefined;
}

interface Waiting {
  readonly name: RequestName;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: EngineError) => void;
  readonly onProgress: ((progress: never) => void) | undefined;
}

interface Subscription {
  readonly name: EventName;
  readonly listener: (payload: never) => void;
  readonly onError: (error: EngineError) => void;
}

/** A client of the engine, over whatever carrier. What it sends and what it gets is checked. */
export class EngineClient {
  readonly #carrier: Carrier;
  readonly #waiting = new Map<number, Waiting>();
  readonly #subscriptions = new Map<number, Subscription>();
  readonly #closeListeners = new Set<(error: EngineError) => void>();
  #lastId = 0;
  #ended: EngineError | undefined;

  constructor(carrier: Carrier) {
    this.#carrier = carrier;
    carrier.onMessage((message) => {
      this.#receive(message);
    });
    carrier.onClose((reason) => {
      this.#end(closedError(reason));
    });
    this.#send({ kind: 'hello', contractVersion: CONTRACT_VERSION });
  }

  /**
   * Asks the engine.
   *
   * @throws EngineError what the engine answers;
   *   `argument-invalid` for parameters that the contract does not have; `cancelled`;
   *   `connection-closed`; `message-invalid` for an answer that is not what the contract says
   */
  async request<N extends RequestName>(
    name: N,
    params: RequestParams<N>,
    { signal, onProgress }: RequestOptions<N> = {},
  ): Promise<RequestResult<N>> {
    // Checked here for an early answer; sent as given, because the engine fills in its own defaults.
    withRemedies(() => checkParams(name, params));
    if (this.#ended !== undefined) throw this.#ended;
    if (signal?.aborted === true) throw cancelled(name);
    const id = ++this.#lastId;
    const cancel = () => {
      const waiting = this.#waiting.get(id);
      if (waiting === undefined) return;
      this.#waiting.delete(id);
      this.#send({ kind: 'cancel', id });
      waiting.reject(cancelled(name));
    };
    try {
      const result = await new Promise((resolve, reject) => {
        this.#waiting.set(id, { name, resolve, reject, onProgress });
        signal?.addEventListener('abort', cancel, { once: true });
        withRemedies(() => {
          this.#carrier.send({ kind: 'request', id, name, params } satisfies ClientMessage);
        });
      });
      return result as RequestResult<N>;
    } finally {
      this.#waiting.delete(id);
      signal?.removeEventListener('abort', cancel);
    }
  }

  /**
   * Listens to an event stream. Events of before the subscription are not told; those after it are
   * told before the answers to requests that were made after it.
   *
   * @param onError called when the engine refuses the subscription or ends it, or the connection ends
   * @returns what ends the subscription
   * @throws PhotoelectronError `argument-invalid` for parameters that the contract does not have
   */
  subscribe<N extends EventName>(
    name: N,
    params: EventParams<N>,
    listener: (payload: EventPayload<N>) => void,
    onError: (error: EngineError) => void = () => undefined,
  ): () => void {
    withRemedies(() => checkEventParams(name, params));
    if (this.#ended !== undefined) throw this.#ended;
    const id = ++this.#lastId;
    withRemedies(() => {
      this.#carrier.send({ kind: 'subscribe', id, name, params } satisfies ClientMessage);
    });
    this.#subscriptions.set(id, { name, listener, onError });
    return () => {
      if (this.#subscriptions.delete(id)) this.#send({ kind: 'unsubscribe', id });
    };
  }

  /** Calls back once when the connection ends; returns what ends that. */
  onClose(listener: (error: EngineError) => void): () => void {
    if (this.#ended !== undefined) {
      listener(this.#ended);
      return () => undefined;
    }
    this.#closeListeners.add(listener);
    return () => this.#closeListeners.delete(listener);
  }

  /** Ends the connection; whoever still waits is told `connection-closed`. */
  close(): void {
    this.#end(closedError('the client has ended it'));
    this.#carrier.close();
  }

  /** Sends what needs no answer; a carrier that has ended tells so by itself. */
  #send(message: ClientMessage): void {
    if (this.#ended !== undefined) return;
    try {
      this.#carrier.send(message);
    } catch (error) {
      if (!(error instanceof PhotoelectronError) || error.code !== 'connection-closed') throw error;
    }
  }

  #receive(received: unknown): void {
    if (this.#ended !== undefined) return;
    const checked = serverMessageSchema.safeParse(received);
    if (!checked.success) {
      this.#fail('the engine has sent what the contract does not have');
      return;
    }
    const message = checked.data;
    if (message.kind === 'closing') {
      this.#end(new EngineError(message.error));
      this.#carrier.close();
      return;
    }
    // What belongs to a request or subscription that was given up meanwhile is dropped.
    const waiting = this.#waiting.get(message.id);
    if (waiting !== undefined) this.#answer(waiting, message);
    const subscription = this.#subscriptions.get(message.id);
    if (subscription !== undefined) this.#tell(subscription, message);
  }

  #answer(waiting: Waiting, message: Exclude<ServerMessage, { kind: 'closing' }>): void {
    const definition: RequestDefinition = requests[waiting.name];
    switch (message.kind) {
      case 'result': {
        this.#waiting.delete(message.id);
        const result = definition.result.safeParse(message.result);
        if (result.success) waiting.resolve(result.data);
        else waiting.reject(unexpected(waiting.name));
        return;
      }
      case 'error':
        this.#waiting.delete(message.id);
        waiting.reject(new EngineError(message.error));
        return;
      case 'progress': {
        const progress = definition.progress?.safeParse(message.progress);
        if (progress?.success === true) waiting.onProgress?.(progress.data as never);
        else this.#fail(`the progress of ${waiting.name} is not what the contract says`);
        return;
      }
      case 'event':
        this.#fail(`an event came for the request ${waiting.name}`);
    }
  }

  #tell(
    { name, listener, onError }: Subscription,
    message: Exclude<ServerMessage, { kind: 'closing' }>,
  ): void {
    switch (message.kind) {
      case 'event': {
        const payload = events[name].payload.safeParse(message.payload);
        if (payload.success) listener(payload.data as never);
        else this.#fail(`an event of ${name} is not what the contract says`);
        return;
      }
      case 'error':
        this.#subscriptions.delete(message.id);
        onError(new EngineError(message.error));
        return;
      case 'result':
      case 'progress':
        this.#fail(`an answer came for the subscription ${name}`);
    }
  }

  /** Gives up a connection whose other side does not keep to the contract. */
  #fail(reason: string): void {
    this.#end(closedError(reason));
    this.#carrier.close(reason);
  }

  #end(reason: PhotoelectronError): void {
    if (this.#ended !== undefined) return;
    const error = engineError(reason);
    this.#ended = error;
    const waiting = [...this.#waiting.values()];
    const subscriptions = [...this.#subscriptions.values()];
    const listeners = [...this.#closeListeners];
    this.#waiting.clear();
    this.#subscriptions.clear();
    this.#closeListeners.clear();
    for (const { reject } of waiting) reject(error);
    for (const { onError } of subscriptions) onError(error);
    for (const listener of listeners) listener(error);
  }
}

/** Does something of which the errors are to carry what to do, as those of the engine. */
function withRemedies(action: () => unknown): void {
  try {
    action();
  } catch (error) {
    throw error instanceof PhotoelectronError ? engineError(error) : error;
  }
}

function engineError(error: PhotoelectronError): EngineError {
  return error instanceof EngineError ? error : new EngineError(contractError(error, ''));
}

function cancelled(name: string): EngineError {
  return engineError(new PhotoelectronError('cancelled', `${name} was cancelled.`));
}

function unexpected(name: string): EngineError {
  return engineError(
    new PhotoelectronError(
      'message-invalid',
      `The answer to ${name} is not what the contract says; use a client of the same version as the engine.`,
      { item: name },
    ),
  );
}
