import { computed, type WritableComputedRef } from 'vue';
import { useCameraWall } from './wall-store.ts';

/** The telescope whose camera is selected, by number. */
export function useSelectedTelescope(): WritableComputedRef<number | undefined> {
  const wall = useCameraWall();
  return computed({
    get: () => wall.selected?.telId,
    set: (telId) => {
      if (telId !== undefined) wall.select(telId);
    },
  });
}
