import { computed, type ComputedRef, onBeforeUnmount, onMounted, type Ref, ref } from 'vue';
import { type RowWindow, rowWindow, scrollTopShowing } from './row-window.ts';

/** Which rows a scrolled element shows. */
export interface RowWindowControl {
  readonly window: ComputedRef<RowWindow>;
  /** Rows that fit into the view at once. */
  readonly pageLength: ComputedRef<number>;
  /** To be called when the element was scrolled. */
  readonly scrolled: () => void;
  /** Scrolls as little as is needed to show a row. */
  readonly reveal: (index: number) => void;
}

/**
 * Follows the scroll position and the size of an element that holds equally high rows below a header
 * that stays. An own one rather than a general virtualizer: that takes 70 ms for a million rows, each time their number
 * changes, and cannot go beyond the height that browsers allow.
 *
 * @param rowHeight height of a row [px]
 * @param headerHeight height of the header [px]
 */
export function useRowWindow(
  element: Readonly<Ref<HTMLElement | null>>,
  rowCount: () => number,
  rowHeight: number,
  headerHeight: number,
): RowWindowControl {
  const scrollTop = ref(0);
  const viewHeight = ref(0);
  const rows = () => ({
    rowCount: rowCount(),
    rowHeight,
    viewHeight: viewHeight.value,
    scrollTop: scrollTop.value,
  });
  const scrolled = () => {
    scrollTop.value = element.value?.scrollTop ?? 0;
  };
  const observer = new ResizeObserver(() => {
    viewHeight.value = Math.max(0, (element.value?.clientHeight ?? 0) - headerHeight);
    scrolled();
  });
  onMounted(() => {
    if (element.value !== null) observer.observe(element.value);
  });
  onBeforeUnmount(() => {
    observer.disconnect();
  });
  return {
    window: computed(() => rowWindow(rows())),
    pageLength: computed(() => Math.max(1, Math.floor(viewHeight.value / rowHeight) - 1)),
    scrolled,
    reveal: (index) => {
      if (element.value === null || viewHeight.value === 0) return;
      const next = scrollTopShowing(rows(), index);
      if (next === scrollTop.value) return;
      element.value.scrollTop = next;
      scrolled();
    },
  };
}
