import { onScopeDispose, type Ref, ref, watch } from 'vue';

let openDialogs = 0;

/**
 * Layer (z-index) of a dialog within a component: a dialog that another one opens lies above it, in
 * whatever order they stand in the document.
 */
export function useDialogLayer(isOpen: Readonly<Ref<boolean>>): Readonly<Ref<number>> {
  const layer = ref(100);
  let isCounted = false;
  const count = (counts: boolean) => {
    if (counts === isCounted) return;
    isCounted = counts;
    openDialogs += counts ? 1 : -1;
    if (counts) layer.value = 100 + openDialogs;
  };
  watch(isOpen, count, { immediate: true, flush: 'sync' });
  onScopeDispose(() => {
    count(false);
  });
  return layer;
}
