import { onScopeDispose, readonly, type Ref, ref, shallowRef, watch } from 'vue';
import type { NightSummary } from '../../../core/contract/records/run.ts';
import { EngineError } from '../../../core/contract/engine-error.ts';
import { useEngine } from '../../engine/engine-link.ts';
import { askedFilter } from './asked-filter.ts';
import type { ChosenFilter } from './nights-session.ts';

const PAGE = 1000;
/** Nights follow what is typed a moment later: the list of runs comes first [ms]. */
const DELAY_MS = 150;

/** All nights with runs that pass a filter. */
export interface Nights {
  readonly nights: Readonly<Ref<readonly NightSummary[]>>;
  readonly error: Readonly<Ref<EngineError | undefined>>;
  /** Whether they have come at least once. */
  readonly isKnown: Readonly<Ref<boolean>>;
  readonly refresh: () => void;
}

/** Nights of a filter, which does not count for the night itself: the calendar shows all. */
export function useNights(filter: () => ChosenFilter): Nights {
  const engine = useEngine();
  const nights = shallowRef<readonly NightSummary[]>([]);
  const error = shallowRef<EngineError>();
  const isKnown = ref(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let current: AbortController | undefined;

  const read = async (): Promise<void> => {
    current?.abort();
    const own = new AbortController();
    current = own;
    const found: NightSummary[] = [];
    try {
      for (let total = 1; found.length < total;) {
        const page = await engine.request(
          'nights.list',
          {
            filter: { ...askedFilter(filter()), night: undefined },
            offset: found.length,
            limit: PAGE,
          },
          { signal: own.signal },
        );
        if (page.rows.length === 0) break;
        found.push(...page.rows);
        total = page.total;
      }
      nights.value = found;
      error.value = undefined;
      isKnown.value = true;
    } catch (thrown) {
      if (!(thrown instanceof EngineError)) throw thrown;
      if (current === own && thrown.code !== 'cancelled') error.value = thrown;
    }
  };
  const refresh = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void read(), isKnown.value ? DELAY_MS : 0);
  };
  watch(() => JSON.stringify({ ...filter(), night: undefined }), refresh);
  onScopeDispose(engine.onReady(refresh));
  onScopeDispose(
    engine.subscribe('catalogue.changed', {}, ({ areas }) => {
      if (areas.includes('runs')) refresh();
    }),
  );
  onScopeDispose(() => {
    clearTimeout(timer);
    current?.abort();
  });
  return { nights, error, isKnown: readonly(isKnown), refresh };
}
