import { inject, type InjectionKey, readonly, type Ref, ref, shallowRef } from 'vue';
import type { Carrier } from '../../core/contract/carrier.ts';
import type {
  EventName,
  EventParams,
  EventPayload,
  RequestName,
  RequestParams,
  RequestResult,
} from '../../core/contract/contract.ts';
import { EngineClient, type RequestOptions } from '../../core/contract/engine-client.ts';

/** `lost`: the connection has ended and is made again. */
export type LinkStatus = 'connecting' | 'ready' | 'lost';

interface Subscription {
  readonly open: (client: EngineClient) => () => void;
  end: (() => void) | undefined;
}

/** Pauses between attempts to connect again [ms]; the last one is repeated. */
const PAUSES_MS = [200, 500, 1000, 2000, 5000];

/**
 * The page's connection to the engine. When it ends it is made again: requests that wait are refused
 * with `connection-closed`, subscriptions go on by themselves, and whoever holds something in the engine
 * (an open file, a population) makes it anew in `onReady`.
 */
export class EngineLink {
  readonly #connect: () => Promise<Carrier>;
  readonly #status = ref<LinkStatus>('connecting');
  readonly #reason = ref('');
  readonly #client = shallowRef<EngineClient>();
  readonly #subscriptions = new Set<Subscription>();
  readonly #readyListeners = new Set<() => void>();
  #waiters: ((client: EngineClient) => void)[] = [];
  #attempts = 0;
  #pause: ReturnType<typeof setTimeout> | undefined;

  constructor(connect: () => Promise<Carrier>) {
    this.#connect = connect;
  }

  get status(): Readonly<Ref<LinkStatus>> {
    return readonly(this.#status);
  }

  /** Why the connection ended, one sentence; empty while it is there. */
  get reason(): Readonly<Ref<string>> {
    return readonly(this.#reason);
  }

  /** Connects, and again whenever the connection ends. */
  start(): void {
    void this.#open();
  }

  /** Tries at once to connect again, where that waits. */
  retry(): void {
    if (this.#pause === undefined) return;
    clearTimeout(this.#pause);
    void this.#open();
  }

  /**
   * Asks the engine; waits for the connection where there is none yet.
   *
   * @throws EngineError
   */
  async request<N extends RequestName>(
    name: N,
    params: RequestParams<N>,
    options: RequestOptions<N> = {},
  ): Promise<RequestResult<N>> {
    const client = this.#client.value ?? (await this.#nextClient());
    return client.request(name, params, options);
  }

  /** Listens to an event stream, across connections; returns what ends that. */
  subscribe<N extends EventName>(
    name: N,
    params: EventParams<N>,
    listener: (payload: EventPayload<N>) => void,
  ): () => void {
    const subscription: Subscription = {
      open: (client) => client.subscribe(name, params, listener),
      end: undefined,
    };
    this.#subscriptions.add(subscription);
    if (this.#client.value !== undefined) subscription.end = subscription.open(this.#client.value);
    return () => {
      this.#subscriptions.delete(subscription);
      subscription.end?.();
    };
  }

  /** Calls back whenever a connection is there, at once if it is; returns what ends that. */
  onReady(listener: () => void): () => void {
    this.#readyListeners.add(listener);
    if (this.#client.value !== undefined) listener();
    return () => this.#readyListeners.delete(listener);
  }

  #nextClient(): Promise<EngineClient> {
    return new Promise((resolve) => this.#waiters.push(resolve));
  }

  async #open(): Promise<void> {
    this.#pause = undefined;
    const client = new EngineClient(await this.#connect());
    client.onClose((error) => {
      this.#lose(client, error.message);
    });
    // The first answer shows that somebody is there and speaks the same contract.
    await client.request('engine.info', {}).then(
      () => {
        this.#take(client);
      },
      () => undefined,
    );
  }

  #take(client: EngineClient): void {
    this.#attempts = 0;
    this.#client.value = client;
    this.#status.value = 'ready';
    this.#reason.value = '';
    for (const subscription of this.#subscriptions) subscription.end = subscription.open(client);
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const resolve of waiters) resolve(client);
    for (const listener of [...this.#readyListeners]) listener();
  }

  #lose(client: EngineClient, reason: string): void {
    if (this.#client.value === client) this.#client.value = undefined;
    this.#status.value = 'lost';
    this.#reason.value = reason;
    const pause = PAUSES_MS[Math.min(this.#attempts, PAUSES_MS.length - 1)];
    this.#attempts++;
    this.#pause = setTimeout(() => void this.#open(), pause);
  }
}

export const engineKey: InjectionKey<EngineLink> = Symbol('engine');

/** The engine of the page, within a component. */
export function useEngine(): EngineLink {
  const engine = inject(engineKey);
  if (engine === undefined) throw new Error('The page has no engine.');
  return engine;
}
