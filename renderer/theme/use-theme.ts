import { watchEffect } from 'vue';
import { useSettings } from '../settings/settings-store.ts';

/** Lets the page follow the theme of the settings. */
export function useTheme(): void {
  const { settings } = useSettings();
  watchEffect(() => {
    const { dataset } = document.documentElement;
    if (settings.theme === 'system') delete dataset['theme'];
    else dataset['theme'] = settings.theme;
  });
}
