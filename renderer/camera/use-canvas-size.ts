import { onBeforeUnmount, onMounted, type Ref, shallowRef } from 'vue';

/** Size of an element and of the pixels of the screen. */
export interface CanvasSize {
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** Device pixels per CSS pixel. */
  readonly ratio: number;
}

/** Follows the size of an element, and the screen it is on. */
export function useCanvasSize(element: Readonly<Ref<HTMLElement | null>>): Ref<CanvasSize> {
  const size = shallowRef<CanvasSize>({ width: 0, height: 0, ratio: 1 });
  let observer: ResizeObserver | undefined;
  let screen: MediaQueryList | undefined;
  const measure = () => {
    const current = element.value;
    if (current === null) return;
    const next = {
      width: current.clientWidth,
      height: current.clientHeight,
      ratio: window.devicePixelRatio,
    };
    const { width, height, ratio } = size.value;
    if (next.width !== width || next.height !== height || next.ratio !== ratio) size.value = next;
  };
  const followScreen = () => {
    screen?.removeEventListener('change', followScreen);
    screen = window.matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`);
    screen.addEventListener('change', followScreen);
    measure();
  };
  onMounted(() => {
    observer = new ResizeObserver(measure);
    if (element.value !== null) observer.observe(element.value);
    followScreen();
  });
  onBeforeUnmount(() => {
    observer?.disconnect();
    screen?.removeEventListener('change', followScreen);
  });
  return size;
}
