import { onScopeDispose, type Ref, ref, shallowRef, triggerRef } from 'vue';

/** A piece of a long list, and how long the list is. */
export interface RowsPage<Row> {
  readonly total: number;
  readonly rows: readonly Row[];
}

/** Rows of which only what is looked at is held. */
export interface PagedRows<Row> {
  readonly rowCount: Readonly<Ref<number>>;
  /** A row; undefined as long as it has not come. */
  readonly row: (index: number) => Row | undefined;
  /** To be called with the rows that are seen: the missing ones are asked for. */
  readonly need: (first: number, end: number) => void;
  /** Asks anew, after the list has changed; what is held stays until the new rows come. */
  readonly reload: () => void;
  /** Forgets all rows, for another list. */
  readonly clear: () => void;
  /** Why the newest request failed. */
  readonly error: Readonly<Ref<unknown>>;
  readonly isWaiting: Readonly<Ref<boolean>>;
}

/** Pages held at most; beyond them those that were not seen for longest are dropped. */
const MOST_PAGES = 50;

/**
 * Fetches a long list page by page as it is scrolled. One request at a time: while a quick hand passes
 * many pages, only what is seen in the end is asked for.
 *
 * @param fetchRows gives rows from an offset on; a rejection is told in `error`
 * @param pageLength rows per request
 */
export function usePagedRows<Row>(
  fetchRows: (offset: number, limit: number, signal: AbortSignal) => Promise<RowsPage<Row>>,
  pageLength = 200,
): PagedRows<Row> {
  const rowCount = ref(0);
  const pages = shallowRef(new Map<number, readonly Row[]>());
  const error = shallowRef<unknown>();
  const isWaiting = ref(false);
  let stale = new Set<number>();
  let seen: readonly [number, number] = [0, 1];
  let current: { readonly page: number; readonly control: AbortController } | undefined;

  const wantedPage = (): number | undefined => {
    const last = Math.floor(Math.max(seen[0], seen[1] - 1) / pageLength);
    for (let page = Math.floor(seen[0] / pageLength); page <= last; page++) {
      if (!pages.value.has(page) || stale.has(page)) return page;
    }
    return undefined;
  };
  const isSeen = (page: number) => page * pageLength < seen[1] && (page + 1) * pageLength > seen[0];
  const keep = (page: number, rows: readonly Row[]) => {
    stale.delete(page);
    pages.value.delete(page);
    pages.value.set(page, rows);
    for (const other of pages.value.keys()) {
      if (pages.value.size <= MOST_PAGES) break;
      if (!isSeen(other)) pages.value.delete(other);
    }
    triggerRef(pages);
  };
  const work = async (): Promise<void> => {
    const page = wantedPage();
    if (page === undefined || current !== undefined) return;
    const own = { page, control: new AbortController() };
    current = own;
    isWaiting.value = true;
    try {
      const answer = await fetchRows(page * pageLength, pageLength, own.control.signal);
      if (current !== own) return;
      error.value = undefined;
      rowCount.value = answer.total;
      keep(page, answer.rows);
    } catch (thrown) {
      if (current !== own) return;
      error.value = thrown;
      // Asked for again by the next look, not at once.
      return;
    } finally {
      if (current === own) {
        current = undefined;
        isWaiting.value = false;
      }
    }
    await work();
  };
  const stop = () => {
    current?.control.abort();
    current = undefined;
    isWaiting.value = false;
  };
  onScopeDispose(stop);
  return {
    rowCount,
    row: (index) => pages.value.get(Math.floor(index / pageLength))?.[index % pageLength],
    need: (first, end) => {
      seen = [first, end];
      if (current !== undefined && !isSeen(current.page)) stop();
      void work();
    },
    reload: () => {
      stop();
      stale = new Set(pages.value.keys());
      void work();
    },
    clear: () => {
      stop();
      rowCount.value = 0;
      stale.clear();
      pages.value.clear();
      triggerRef(pages);
      void work();
    },
    error,
    isWaiting,
  };
}
