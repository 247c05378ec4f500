import { onBeforeUnmount, onMounted, type Ref, shallowRef } from 'vue';
import type { PlotTheme } from './plot-theme.ts';

/** Follows the theme of the page: `data-theme`, or the system's where there is none. */
export function usePlotTheme(
  element: Readonly<Ref<HTMLElement | null>>,
): Ref<PlotTheme | undefined> {
  const theme = shallowRef<PlotTheme>();
  const read = () => {
    if (element.value === null) return;
    const style = getComputedStyle(element.value);
    const property = (name: string) => style.getPropertyValue(name).trim();
    // A style sheet in use changes by itself: what it says now is kept.
    const named = new Map<string, string>();
    theme.value = {
      surface: property('--surface'),
      raised: property('--raised'),
      line: property('--line'),
      axis: property('--line-strong'),
      text: property('--text'),
      muted: property('--muted'),
      textFont: property('--font-text'),
      numberFont: property('--font-number'),
      color: (name) => {
        if (!name.startsWith('--')) return name;
        const known = named.get(name) ?? property(name);
        named.set(name, known);
        return known;
      },
    };
  };
  const observer = new MutationObserver(read);
  const system = window.matchMedia('(prefers-color-scheme: light)');
  onMounted(() => {
    read();
    observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    system.addEventListener('change', read);
  });
  onBeforeUnmount(() => {
    observer.disconnect();
    system.removeEventListener('change', read);
  });
  return theme;
}
