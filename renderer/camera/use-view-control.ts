import { type Ref, shallowRef } from 'vue';
import type { CameraPixels } from './camera-pixels.ts';
import { type CameraView, type PictureSize, panView, zoomView } from './camera-view.ts';

/** What a hand does with a view; lengths in CSS pixels. */
export interface ViewControl {
  /** Whether the camera is being dragged. */
  readonly dragging: Readonly<Ref<boolean>>;
  readonly pointerDown: (event: PointerEvent) => void;
  /** @returns whether the camera was moved by it */
  readonly pointerMove: (event: PointerEvent) => boolean;
  /** @returns whether it was a click, and not the end of a drag */
  readonly pointerUp: (event: PointerEvent) => boolean;
  readonly wheel: (event: WheelEvent) => void;
  readonly pan: (dx: number, dy: number) => void;
  readonly zoom: (factor: number, x?: number, y?: number) => void;
  readonly rotate: (deg: number) => void;
}

/** What it is done with. */
export interface ControlledView {
  readonly pixels: () => CameraPixels | undefined;
  readonly view: Ref<CameraView | undefined>;
  readonly size: () => PictureSize;
  /** The view that shows the whole camera. */
  readonly fitted: () => CameraView | undefined;
}

/** Movements up to this are a click [CSS pixels]. */
const CLICK_REACH = 3;
/** Least and largest magnification, compared with the whole camera. */
const ZOOM_LIMITS = [0.25, 200] as const;

/** Makes a view follow pointer and wheel. */
export function useViewControl({ pixels, view, size, fitted }: ControlledView): ViewControl {
  const dragging = shallowRef(false);
  let pressed: { x: number; y: number } | undefined;

  const pan = (dx: number, dy: number) => {
    const camera = pixels();
    if (camera !== undefined && view.value !== undefined) {
      view.value = panView(camera, view.value, dx, dy);
    }
  };
  const zoom = (factor: number, x?: number, y?: number) => {
    const camera = pixels();
    const whole = fitted();
    if (camera === undefined || whole === undefined || view.value === undefined) return;
    const { width, height } = size();
    view.value = zoomView(camera, view.value, factor, {
      x: x ?? width / 2,
      y: y ?? height / 2,
      size: { width, height },
      limits: [whole.scale * ZOOM_LIMITS[0], whole.scale * ZOOM_LIMITS[1]],
    });
  };
  const rotate = (deg: number) => {
    if (view.value === undefined) return;
    const turned = view.value.rotationDeg + deg;
    view.value = { ...view.value, rotationDeg: ((turned % 360) + 360) % 360 };
  };
  return {
    dragging,
    pan,
    zoom,
    rotate,
    pointerDown(event) {
      if (event.button !== 0) return;
      (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
      pressed = { x: event.clientX, y: event.clientY };
    },
    pointerMove(event) {
      if (pressed === undefined) return false;
      const [dx, dy] = [event.clientX - pressed.x, event.clientY - pressed.y];
      if (!dragging.value && Math.hypot(dx, dy) <= CLICK_REACH) return false;
      dragging.value = true;
      pan(dx, dy);
      pressed = { x: event.clientX, y: event.clientY };
      return true;
    },
    pointerUp() {
      const wasClick = pressed !== undefined && !dragging.value;
      pressed = undefined;
      dragging.value = false;
      return wasClick;
    },
    wheel(event) {
      const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
      const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
      const factor = Math.exp(-event.deltaY * lines * 0.0015);
      zoom(factor, event.clientX - box.left, event.clientY - box.top);
    },
  };
}
