import { computed, type ComputedRef, type Ref, ref, watch } from 'vue';
import type { RowKey } from './table-column.ts';

/** Rows as the keyboard walks over them. */
export interface WalkedRows {
  readonly count: () => number;
  /** undefined where the row is not loaded. */
  readonly keyAt: (index: number) => RowKey | undefined;
  /** Place of a row; undefined where it is not known. */
  readonly indexOf: (key: RowKey) => number | undefined;
}

/** The current row: the one that the keyboard acts upon. */
export interface RowFocus {
  readonly index: ComputedRef<number | undefined>;
  /** Makes a row the current one; its key follows when the row is loaded. */
  readonly goTo: (index: number) => void;
}

/**
 * Keeps the place of the current row: by its key when the rows change their order, by its number while
 * the row is not loaded.
 */
export function useRowFocus(current: Ref<RowKey | undefined>, rows: WalkedRows): RowFocus {
  const place = ref<number>();
  /** Whether the row gone to has not come yet. */
  let isAwaited = false;
  const find = (key: RowKey | undefined) => {
    if (key === undefined) return undefined;
    const known = place.value;
    return known !== undefined && rows.keyAt(known) === key ? known : rows.indexOf(key);
  };
  watch(
    current,
    () => {
      isAwaited = false;
    },
    { flush: 'sync' },
  );
  watch(
    [current, () => find(current.value)],
    ([key, found]) => {
      if (isAwaited) return;
      if (found !== undefined || key === undefined) place.value = found;
    },
    { immediate: true },
  );
  watch(
    () => (place.value === undefined ? undefined : rows.keyAt(place.value)),
    (key) => {
      if (isAwaited && key !== undefined) current.value = key;
    },
  );
  return {
    index: computed(() =>
      place.value === undefined || rows.count() === 0
        ? undefined
        : Math.min(place.value, rows.count() - 1),
    ),
    goTo: (index) => {
      place.value = index;
      const key = rows.keyAt(index);
      if (key !== undefined) current.value = key;
      isAwaited = key === undefined;
    },
  };
}
