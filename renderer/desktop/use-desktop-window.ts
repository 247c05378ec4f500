import { onScopeDispose, watch } from 'vue';
import { useMessages } from '../messages/message-store.ts';
import { useSettings } from '../settings/settings-store.ts';
import { desktopBridge } from './desktop-bridge.ts';

/** Tells the window which theme is chosen, and the user what happened to it; does nothing in a browser. */
export function useDesktopWindow(): void {
  const bridge = desktopBridge();
  if (bridge === undefined) return;
  const { settings } = useSettings();
  const messages = useMessages();
  watch(
    () => settings.theme,
    (theme) => {
      bridge.setTheme(theme);
    },
    { immediate: true },
  );
  onScopeDispose(
    bridge.onNotice((text) => {
      messages.show({ level: 'warning', text });
    }),
  );
}
