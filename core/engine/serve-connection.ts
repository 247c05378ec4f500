import type { Carrier } from '../contract/carrier.ts';
import {
  checkEventParams,
  checkParams,
  isEventName,
  isRequestName,
  unknownName,
} from '../contract/check-params.ts';
import {
  CONTRACT_VERSION,
  type EventName,
  events,
  type RequestName,
  requests,
} from '../contract/contract.ts';
import { contractError } from '../contract/contract-error.ts';
import type { RequestDefinition } from '../contract/definition.ts';
import { type ClientMessage, clientMessageSchema, type ServerMessage } from '../contract/wire.ts';
import { PhotoelectronError } from '../foundation/errors.ts';
import type { EventSources, Handlers } from './handler.ts';
import { Outbox } from './outbox.ts';

/** What a connection is served with. */
export interface ConnectionService {
  readonly handlers: Handlers;
  readonly eventSources: EventSources;
  /** Told of errors that clients hear of only as `internal`. */
  readonly onInternalError: (name: string, error: unknown) => void;
}

/** How much one connection may ask for. */
export interface ConnectionLimits {
  /** Requests at once. */
  readonly requests: number;
  /** Subscriptions at once. */
  readonly subscriptions: number;
}

const defaultLimits: ConnectionLimits = { requests: 64, subscriptions: 64 };

/**
 * Serves one client: checks what it sends, runs the handlers, and sends what they answer, after it has
 * been checked as well. A client that does not keep to the contract is told why and disconnected. When
 * the connection ends, everything it asked for is cancelled.
 *
 * @returns ends the connection, with what the client is told
 */
export function serveConnection(
  carrier: Carrier,
  service: ConnectionService,
  limits: ConnectionLimits = defaultLimits,
): (reason: PhotoelectronError) => void {
  const connection = new Connection(carrier, service, limits);
  return (reason) => {
    connection.end(reason);
  };
}

type AnyHandler = (
  params: unknown,
  context: {
    readonly signal: AbortSignal;
    readonly connection: AbortSignal;
    readonly onProgress: (progress: unknown) => void;
  },
) => Promise<unknown>;

type AnyEventSource = (
  params: unknown,
  emit: (payload: unknown) => void,
  connection: AbortSignal,
) => () => void;

class Connection {
  readonly #carrier: Carrier;
  readonly #service: ConnectionService;
  readonly #limits: ConnectionLimits;
  readonly #outbox: Outbox;
  readonly #running = new Map<number, AbortController>();
  readonly #subscriptions = new Map<number, () => void>();
  readonly #gone = new AbortController();
  #isGreeted = false;
  #isEnded = false;

  constructor(carrier: Carrier, service: ConnectionService, limits: ConnectionLimits) {
    this.#carrier = carrier;
    this.#service = service;
    this.#limits = limits;
    this.#outbox = new Outbox(carrier, {
      onTooSlow: (reason) => {
        this.end(reason);
      },
      onUnsendable: (error) => {
        service.onInternalError('sending', error);
      },
    });
    carrier.onClose(() => {
      this.#release();
    });
    carrier.onMessage((message) => {
      this.#receive(message);
    });
  }

  /** Tells the client why, and disconnects it. */
  end(reason: PhotoelectronError): void {
    if (this.#isEnded) return;
    this.#outbox.send({ kind: 'closing', error: contractError(reason, 'the connection') });
    this.#release();
    this.#carrier.close(reason.message);
  }

  #release(): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#outbox.close();
    for (const controller of this.#running.values()) controller.abort();
    for (const unsubscribe of this.#subscriptions.values()) unsubscribe();
    this.#gone.abort();
    this.#running.clear();
    this.#subscriptions.clear();
  }

  #receive(received: unknown): void {
    if (this.#isEnded) return;
    const checked = clientMessageSchema.safeParse(received);
    if (!checked.success) {
      this.end(invalid('The client has sent what the contract does not have.'));
      return;
    }
    const message = checked.data;
    if (message.kind === 'hello') {
      this.#greet(message.contractVersion);
      return;
    }
    if (!this.#isGreeted) {
      this.end(invalid('The client did not say first which contract it was written for.'));
      return;
    }
    switch (message.kind) {
      case 'request':
        this.#request(message);
        return;
      case 'subscribe':
        this.#subscribe(message);
        return;
      case 'cancel':
        this.#running.get(message.id)?.abort();
        return;
      case 'unsubscribe':
        this.#subscriptions.get(message.id)?.();
        this.#subscriptions.delete(message.id);
    }
  }

  #greet(version: number): void {
    if (version === CONTRACT_VERSION && !this.#isGreeted) {
      this.#isGreeted = true;
      return;
    }
    this.end(
      invalid(
        this.#isGreeted
          ? 'The client has said a second time which contract it was written for.'
          : `The client was written for version ${version} of the contract and the engine for version ${CONTRACT_VERSION}; use those of the same version.`,
      ),
    );
  }

  #request({ id, name, params }: ClientMessage & { kind: 'request' }): void {
    if (!this.#isFree(id)) return;
    if (!isRequestName(name)) {
      this.#sendError(id, unknownName('request', name), name);
      return;
    }
    if (this.#running.size >= this.#limits.requests) {
      this.#sendError(id, tooMany(`${this.#limits.requests} requests`), name);
      return;
    }
    const controller = new AbortController();
    this.#running.set(id, controller);
    void this.#answer(id, name, params, controller.signal);
  }

  async #answer(
    id: number,
    name: RequestName,
    params: unknown,
    signal: AbortSignal,
  ): Promise<void> {
    const definition: RequestDefinition = requests[name];
    // A name, its handler and its parameters belong together, which types cannot say here.
    const handler = this.#service.handlers[name] as AnyHandler;
    try {
      const result = await handler(checkParams(name, params), {
        signal,
        connection: this.#gone.signal,
        onProgress: (progress) => {
          if (signal.aborted || definition.progress === undefined) return;
          this.#outbox.sendProgress(id, definition.progress.parse(progress));
        },
      });
      if (this.#isEnded) return;
      // After a cancelled request the client may use its place, but does not wait for the result.
      if (signal.aborted) this.#sendError(id, cancelled(name), name);
      else
        this.#outbox.sendLast(id, { kind: 'result', id, result: definition.result.parse(result) });
    } catch (error) {
      if (this.#isEnded) return;
      const isOurs = error instanceof PhotoelectronError;
      this.#sendError(id, !isOurs && signal.aborted ? cancelled(name) : error, name);
    } finally {
      this.#running.delete(id);
    }
  }

  #subscribe({ id, name, params }: ClientMessage & { kind: 'subscribe' }): void {
    if (!this.#isFree(id)) return;
    try {
      if (!isEventName(name)) throw unknownName('event stream', name);
      if (this.#subscriptions.size >= this.#limits.subscriptions) {
        throw tooMany(`${this.#limits.subscriptions} subscriptions`);
      }
      this.#start(id, name, params);
    } catch (error) {
      this.#sendError(id, error, name);
    }
  }

  #start(id: number, name: EventName, params: unknown): void {
    const emit = (payload: unknown) => {
      if (this.#isEnded) return;
      const checked = events[name].payload.safeParse(payload);
      if (checked.success) this.#outbox.sendEvent({ kind: 'event', id, payload: checked.data });
      else this.#service.onInternalError(name, checked.error);
    };
    const source = this.#service.eventSources[name] as AnyEventSource;
    const checked = checkEventParams(name, params);
    this.#subscriptions.set(id, source(checked, emit, this.#gone.signal));
  }

  /** Whether an id names nothing yet; a client that gives one twice is lost count of its own. */
  #isFree(id: number): boolean {
    if (!this.#running.has(id) && !this.#subscriptions.has(id)) return true;
    this.end(invalid(`The client has used the number ${id} a second time.`));
    return false;
  }

  #sendError(id: number, error: unknown, name: string): void {
    if (!(error instanceof PhotoelectronError)) this.#service.onInternalError(name, error);
    const message: ServerMessage = { kind: 'error', id, error: contractError(error, name) };
    this.#outbox.sendLast(id, message);
  }
}

function invalid(sentence: string): PhotoelectronError {
  return new PhotoelectronError('message-invalid', sentence);
}

function tooMany(what: string): PhotoelectronError {
  return new PhotoelectronError(
    'state-conflict',
    `A client may have ${what} at once; wait for the end of some.`,
  );
}

function cancelled(name: string): PhotoelectronError {
  return new PhotoelectronError('cancelled', `${name} was cancelled.`);
}
