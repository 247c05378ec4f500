import { onScopeDispose, readonly, type Ref, ref, watch } from 'vue';

/** Until this long after the question nothing says that something is waited for [ms]. */
const PATIENCE = 150;

/** Whether something is waited for longer than a person expects. */
export function usePatience(isWaiting: () => boolean): Readonly<Ref<boolean>> {
  const isSlow = ref(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  watch(
    isWaiting,
    (now) => {
      clearTimeout(timer);
      isSlow.value = false;
      if (!now) return;
      timer = setTimeout(() => {
        isSlow.value = true;
      }, PATIENCE);
    },
    { immediate: true },
  );
  onScopeDispose(() => {
    clearTimeout(timer);
  });
  return readonly(isSlow);
}
