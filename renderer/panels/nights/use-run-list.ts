import { onScopeDispose, type Ref, shallowRef, watch } from 'vue';
import type { RequestParams } from '../../../core/contract/contract.ts';
import type { RunRecord } from '../../../core/contract/records/run.ts';
import { useEngine } from '../../engine/engine-link.ts';
import { type PagedRows, usePagedRows } from '../../table/use-paged-rows.ts';
import { askedFilter } from './asked-filter.ts';
import type { NightsSession } from './nights-session.ts';

/** Rows fetched at once: what is seen of a table, and as much again. */
const PAGE = 100;
/** How long the numbers of all runs are put off, so that rows come first while a person types [ms]. */
const IDS_DELAY_MS = 150;

/** The runs of the list: rows as they are seen, and the numbers of all. */
export interface RunList extends PagedRows<RunRecord> {
  /** Numbers of all runs in the order of the list; undefined until they have come. */
  readonly ids: Readonly<Ref<Int32Array | undefined>>;
  readonly positionOf: (id: string | number) => number | undefined;
  /** All of them, asked for if they have not come yet. */
  readonly allIds: () => Promise<readonly number[]>;
  /** Reads the list again; what is shown stays until the new rows are there. */
  readonly refresh: () => void;
}

/** The list of runs that the session's filter and sorting make. */
export function useRunList(session: NightsSession): RunList {
  const engine = useEngine();
  const ids = shallowRef<Int32Array>();
  let places = new Map<number, number>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked: AbortController | undefined;

  const list = (): Required<
    Pick<RequestParams<'runs.list'>, 'filter' | 'sort' | 'descending'>
  > => ({
    filter: askedFilter(session.filter),
    sort: session.sort.key,
    descending: session.sort.descending,
  });
  const rows = usePagedRows<RunRecord>(
    (offset, limit, signal) =>
      engine.request('runs.list', { ...list(), offset, limit }, { signal }),
    PAGE,
  );

  const fetchIds = async (): Promise<Int32Array> => {
    asked?.abort();
    const own = new AbortController();
    asked = own;
    const answer = await engine.request('runs.ids', list(), { signal: own.signal });
    if (asked === own) {
      ids.value = answer.ids;
      places = new Map([...answer.ids].map((id, place) => [id, place]));
    }
    return answer.ids;
  };
  const fetchIdsSoon = () => {
    clearTimeout(timer);
    // The rows tell of what went wrong; the numbers are asked for again with them.
    timer = setTimeout(() => void fetchIds().catch(() => undefined), IDS_DELAY_MS);
  };
  const refresh = () => {
    rows.reload();
    fetchIdsSoon();
  };
  watch(() => [session.filter, session.sort], refresh, { deep: true });
  onScopeDispose(
    engine.onReady(() => {
      refresh();
    }),
  );
  onScopeDispose(
    engine.subscribe('catalogue.changed', {}, ({ areas }) => {
      if (areas.includes('runs')) refresh();
    }),
  );
  onScopeDispose(() => {
    clearTimeout(timer);
    asked?.abort();
  });
  return {
    ...rows,
    ids,
    positionOf: (id) => places.get(Number(id)),
    allIds: async () => [...(await fetchIds())],
    refresh,
  };
}
