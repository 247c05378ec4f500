import { onBeforeUnmount, onMounted, type Ref, shallowRef } from 'vue';

/** Colours that canvases take from the theme's custom properties. */
export type ThemeColors = Readonly<Record<keyof typeof properties, string>>;

const properties = {
  background: '--surface',
  text: '--text',
  muted: '--muted',
  accent: '--accent',
  invalid: '--camera-invalid',
  hatch: '--camera-hatch',
  border: '--camera-border',
  halo: '--camera-halo',
  mask: '--camera-mask',
  onlyA: '--camera-only-a',
  onlyB: '--camera-only-b',
  leakage: '--camera-leakage',
  hillas: '--camera-hillas',
  source: '--camera-source',
  reconstructed: '--camera-reconstructed',
  muon: '--camera-muon',
  label: '--camera-label',
} as const;

/** Follows the colours of the theme: `data-theme` of the page, or the system's where there is none. */
export function useThemeColors(
  element: Readonly<Ref<HTMLElement | null>>,
): Ref<ThemeColors | undefined> {
  const colors = shallowRef<ThemeColors>();
  const read = () => {
    if (element.value === null) return;
    const style = getComputedStyle(element.value);
    const entries = Object.entries(properties).map(
      ([name, property]) => [name, style.getPropertyValue(property).trim()] as const,
    );
    colors.value = Object.fromEntries(entries) as ThemeColors;
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
  return colors;
}
