import { computed, type WritableComputedRef } from 'vue';
import { type FrameWindow, useFrame } from './frame-store.ts';

/** Whether a window of the frame is open, to be read and set. */
export function useFrameWindow(name: FrameWindow): WritableComputedRef<boolean> {
  const frame = useFrame();
  return computed({
    get: () => frame.openWindow === name,
    set: (isOpen) => {
      if (isOpen) frame.openWindow = name;
      else if (frame.openWindow === name) frame.openWindow = undefined;
    },
  });
}
