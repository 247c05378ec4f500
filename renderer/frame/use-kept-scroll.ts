import { nextTick, onMounted, onScopeDispose, type Ref } from 'vue';

/**
 * Keeps how far the parts of an element are scrolled while it is taken out of the page, which would
 * forget it.
 *
 * @returns puts everything back where it was
 */
export function useKeptScroll(host: Readonly<Ref<HTMLElement | null>>): () => void {
  const places = new Map<Element, { readonly top: number; readonly left: number }>();
  const note = ({ target }: Event) => {
    if (target instanceof Element && target.isConnected) {
      places.set(target, { top: target.scrollTop, left: target.scrollLeft });
    }
  };
  onMounted(() => host.value?.addEventListener('scroll', note, { capture: true, passive: true }));
  onScopeDispose(() => host.value?.removeEventListener('scroll', note, { capture: true }));
  return () => {
    void nextTick(() => {
      for (const [element, { top, left }] of places) {
        if (element.isConnected) element.scrollTo({ top, left, behavior: 'instant' });
        else places.delete(element);
      }
    });
  };
}
