import { onScopeDispose, readonly, ref, shallowRef } from 'vue';
import type { RequestName, RequestParams, RequestResult } from '../../core/contract/contract.ts';
import { EngineError } from '../../core/contract/engine-error.ts';
import { useEngine } from './engine-link.ts';
import type { LatestRequest } from './use-latest-request.ts';

interface Asked<N extends RequestName> {
  readonly params: RequestParams<N>;
  readonly resolve: (answer: RequestResult<N> | undefined) => void;
}

/**
 * Requests of one kind for a hand that moves, within a component: one is under way at a time, and of
 * those that come meanwhile only the newest is asked next; the others are dropped. Unlike
 * `useLatestRequest` it lets what has begun come to its end, so that the picture follows a hand that is
 * quicker than the engine instead of waiting until it rests.
 */
export function useSteadyRequest<N extends RequestName>(name: N): LatestRequest<N> {
  const engine = useEngine();
  const result = shallowRef<RequestResult<N>>();
  const error = shallowRef<EngineError>();
  const isWaiting = ref(false);
  let running: AbortController | undefined;
  let next: Asked<N> | undefined;

  const ask = (params: RequestParams<N>): Promise<RequestResult<N> | undefined> =>
    new Promise((resolve) => {
      next?.resolve(undefined);
      next = { params, resolve };
      isWaiting.value = true;
      if (running === undefined) void run();
    });

  const run = async (): Promise<void> => {
    const own = new AbortController();
    running = own;
    while (next !== undefined && running === own) {
      const { params, resolve } = next;
      next = undefined;
      resolve(await answerTo(params, own));
    }
    if (running === own) {
      running = undefined;
      isWaiting.value = false;
    }
  };

  const answerTo = async (
    params: RequestParams<N>,
    own: AbortController,
  ): Promise<RequestResult<N> | undefined> => {
    try {
      const answer = await engine.request(name, params, { signal: own.signal });
      if (running !== own) return undefined;
      result.value = answer;
      error.value = undefined;
      return answer;
    } catch (thrown) {
      if (!(thrown instanceof EngineError)) throw thrown;
      if (running === own && thrown.code !== 'cancelled') error.value = thrown;
      return undefined;
    }
  };

  const cancel = () => {
    running?.abort();
    running = undefined;
    next?.resolve(undefined);
    next = undefined;
    isWaiting.value = false;
  };
  onScopeDispose(cancel);
  return { result, error, isWaiting: readonly(isWaiting), ask, cancel };
}
