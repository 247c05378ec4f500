import { defineStore } from 'pinia';
import { ref } from 'vue';

/** Windows of the frame, of which one at most is open. */
export type FrameWindow =
  'palette' | 'keys' | 'settings' | 'sessions' | 'messages' | 'guide' | 'about' | 'layouts';

/** What of the frame is open. */
export const useFrame = defineStore('frame', () => {
  const openWindow = ref<FrameWindow>();
  /** Page of the guide that is shown, a file name with or without an anchor: `events.md#keys`. */
  const guidePage = ref('workbench.md');

  function open(name: FrameWindow): void {
    openWindow.value = name;
  }

  /** Opens the guide at a page. */
  function openGuide(page: string): void {
    guidePage.value = page;
    openWindow.value = 'guide';
  }

  return { openWindow, guidePage, open, openGuide };
});
