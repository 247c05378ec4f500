import { computed, onScopeDispose } from 'vue';
import { useEngine } from '../../engine/engine-link.ts';
import { useLatestRequest } from '../../engine/use-latest-request.ts';

/** The named configurations as they are now: read again when they change and when the engine is back. */
export function useConfigurationList() {
  const engine = useEngine();
  const list = useLatestRequest('configurations.list');
  const load = () => list.ask({});
  onScopeDispose(engine.onReady(() => void load()));
  onScopeDispose(
    engine.subscribe('catalogue.changed', {}, ({ areas }) => {
      if (areas.includes('configurations')) void load();
    }),
  );
  return {
    configurations: computed(() => list.result.value?.configurations ?? []),
    problems: computed(() => list.result.value?.problems ?? []),
    isLoaded: computed(() => list.result.value !== undefined),
    isWaiting: list.isWaiting,
    error: list.error,
    load,
  };
}
