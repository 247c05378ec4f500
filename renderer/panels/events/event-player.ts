import { onScopeDispose, ref, watch } from 'vue';
import { useEventChoices } from './event-choices.ts';
import { useEventStepper } from './event-stepper-store.ts';
import { useOpenedFiles } from './opened-files-store.ts';

/** Steps through the list by itself; an event that is late is waited for, none is queued. */
export function useEventPlayer() {
  const { state } = useEventChoices();
  const stepper = useEventStepper();
  const files = useOpenedFiles();
  const isPlaying = ref(false);
  let timer: ReturnType<typeof setInterval> | undefined;

  function step(): void {
    const { place, session } = stepper;
    const isLast = place?.position === (place?.total ?? 0) - 1;
    if (session === undefined || (isLast && files.current?.index?.isComplete !== false)) {
      isPlaying.value = false;
    } else if (!stepper.isBusy() && !isLast) stepper.ask({ base: 'shown', step: 1 });
  }
  watch([isPlaying, () => state.playSpeed], () => {
    clearInterval(timer);
    if (isPlaying.value) timer = setInterval(step, 1000 / state.playSpeed);
  });
  onScopeDispose(() => {
    clearInterval(timer);
  });
  return {
    isPlaying,
    toggle: () => {
      isPlaying.value = !isPlaying.value;
    },
  };
}
