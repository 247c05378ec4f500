import { computed, type ComputedRef, type Ref, shallowRef } from 'vue';
import type { RowKey } from '../../table/table-column.ts';
import type { NightsSession } from './nights-session.ts';

/** Which runs are chosen. */
export interface SelectedRuns {
  /** Rows that are chosen. */
  readonly selected: Ref<readonly RowKey[]>;
  /** The row that the keys stand on, whose sheet is shown. */
  readonly current: Ref<RowKey | undefined>;
  /** What an action is for: the chosen rows, or the current one where none is. */
  readonly targets: ComputedRef<readonly number[]>;
}

/** Rows that are chosen; the current one comes back with the session. */
export function useSelectedRuns(session: NightsSession): SelectedRuns {
  const selected = shallowRef<readonly RowKey[]>(session.runId === null ? [] : [session.runId]);
  const current = computed<RowKey | undefined>({
    get: () => session.runId ?? undefined,
    set: (id) => {
      session.runId = id === undefined ? null : Number(id);
    },
  });
  const targets = computed(() => {
    if (selected.value.length > 0) return selected.value.map(Number);
    return session.runId === null ? [] : [session.runId];
  });
  return { selected, current, targets };
}
