import { onScopeDispose, readonly, type Ref, ref, shallowRef, type ShallowRef } from 'vue';
import type { RequestName, RequestParams, RequestResult } from '../../core/contract/contract.ts';
import { EngineError } from '../../core/contract/engine-error.ts';
import { useEngine } from './engine-link.ts';

/** A request of which only the newest answer counts. */
export interface LatestRequest<N extends RequestName> {
  /** Answer to the newest request that was answered. */
  readonly result: Readonly<ShallowRef<RequestResult<N> | undefined>>;
  /** Why the newest request failed. */
  readonly error: Readonly<ShallowRef<EngineError | undefined>>;
  readonly isWaiting: Readonly<Ref<boolean>>;
  /** Asks; cancels what was asked before and is not answered. */
  readonly ask: (params: RequestParams<N>) => Promise<RequestResult<N> | undefined>;
  readonly cancel: () => void;
}

/**
 * Requests of one kind of which the newest wins, within a component: older ones are cancelled, never
 * queued, and their answers dropped.
 */
export function useLatestRequest<N extends RequestName>(name: N): LatestRequest<N> {
  const engine = useEngine();
  const result = shallowRef<RequestResult<N>>();
  const error = shallowRef<EngineError>();
  const isWaiting = ref(false);
  let current: AbortController | undefined;

  const cancel = () => {
    current?.abort();
    current = undefined;
    isWaiting.value = false;
  };
  const ask = async (params: RequestParams<N>): Promise<RequestResult<N> | undefined> => {
    cancel();
    const own = new AbortController();
    current = own;
    isWaiting.value = true;
    try {
      const answer = await engine.request(name, params, { signal: own.signal });
      if (current !== own) return undefined;
      result.value = answer;
      error.value = undefined;
      return answer;
    } catch (thrown) {
      if (!(thrown instanceof EngineError)) throw thrown;
      if (current === own && thrown.code !== 'cancelled') error.value = thrown;
      return undefined;
    } finally {
      if (current === own) isWaiting.value = false;
    }
  };
  onScopeDispose(cancel);
  return { result, error, isWaiting: readonly(isWaiting), ask, cancel };
}
