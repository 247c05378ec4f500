import { defineStore } from 'pinia';
import { computed, markRaw, shallowRef, watch } from 'vue';
import type { SessionTelescope, TelescopeEvent } from '../../../core/contract/records/event.ts';
import { automaticLimits } from '../../camera/automatic-limits.ts';
import type { CameraView } from '../../camera/camera-view.ts';
import type { ColorLimits, ScaleKind } from '../../camera/color-scale.ts';
import type { PixelReading } from '../../camera/pixel-reading.ts';
import {
  type QuantityName,
  quantityLooks,
  quantityValues,
} from '../../event-images/shown-quantity.ts';
import { percentileChoices, useEventChoices } from './event-choices.ts';
import { useEventStepper } from './event-stepper-store.ts';
import { orderTelescopes } from './order-telescopes.ts';
import { ShownDisplays } from './shown-displays.ts';

/** Limits of quantities whose values are known beforehand. */
const fixedLimits: Readonly<Partial<Record<QuantityName, ColorLimits>>> = {
  mask: { low: 0, high: 1 },
  unusable: { low: 0, high: 1 },
  gain: { low: 0, high: 1 },
};

/** What the cameras of an event have in common: order, selection, limits, views, held pixels. */
export const useCameraWall = defineStore('camera-wall', () => {
  const choices = useEventChoices();
  const { state } = choices;
  const stepper = useEventStepper();

  const telescopes = computed<ReadonlyMap<number, SessionTelescope>>(
    () => new Map(stepper.knownSession?.telescopes.map((each) => [each.telId, each])),
  );
  const images = computed(() =>
    orderTelescopes(stepper.event?.telescopes ?? [], telescopes.value, state.order),
  );
  /** The selected telescope's image, else the first one. */
  const selected = computed<TelescopeEvent | undefined>(
    () => images.value.find(({ telId }) => telId === state.telId) ?? images.value[0],
  );
  function select(telId: number): void {
    state.telId = telId;
  }
  /** Selects the telescope so many places further in the order. */
  function selectNext(step: number): void {
    const at = images.value.findIndex(({ telId }) => telId === selected.value?.telId);
    const next = images.value.at(Math.min(images.value.length - 1, Math.max(0, at + step)));
    if (next !== undefined) select(next.telId);
  }

  // Limits of the colours.
  const look = computed(() => quantityLooks[state.quantity]);
  /** Scales that make sense for the quantity: logarithms have no middle for colours that diverge from zero. */
  const scales = computed<readonly ScaleKind[]>(() => {
    if (look.value.discrete) return ['linear'];
    return look.value.diverging ? ['linear', 'symlog'] : ['linear', 'log', 'symlog'];
  });
  const scale = computed<ScaleKind>(() => {
    const wanted = look.value.diverging && state.scale === 'log' ? 'symlog' : state.scale;
    return scales.value.includes(wanted) ? wanted : 'linear';
  });
  const valuesOf = (image: TelescopeEvent) =>
    quantityValues(state.quantity, image, state.cleanedTimesOnly);
  function ownLimits(image: TelescopeEvent): ColorLimits {
    const fixed = fixedLimits[state.quantity];
    if (fixed !== undefined) return fixed;
    return automaticLimits(valuesOf(image) ?? [], {
      scale: scale.value,
      diverging: look.value.diverging,
      percentiles: percentileChoices[state.percentiles],
    });
  }
  const commonLimits = computed<ColorLimits>(() => {
    const all = images.value.map(ownLimits).filter(({ low, high }) => low <= high);
    return {
      low: Math.min(...all.map(({ low }) => low)),
      high: Math.max(...all.map(({ high }) => high)),
    };
  });
  const keyOf = (telId: number) =>
    state.sharesLimits ? state.quantity : `${state.quantity}/${telId}`;
  /** Limits of a camera; undefined where they are taken from its values. */
  function limitsOf(telId: number): ColorLimits | undefined {
    const key = keyOf(telId);
    if (Object.hasOwn(state.limits, key)) return state.limits[key];
    if (state.sharesLimits && images.value.length > 1) return commonLimits.value;
    return fixedLimits[state.quantity];
  }
  function setLimits(telId: number, limits: ColorLimits | undefined): void {
    const others = Object.entries(state.limits).filter(([key]) => key !== keyOf(telId));
    const next = Object.fromEntries(others);
    if (limits !== undefined) next[keyOf(telId)] = limits;
    choices.change('limits', next, 'Change limits of the colours');
  }
  /** Keeps the limits as they are now for the events to come, or lets them go. */
  function lockLimits(locks: boolean): void {
    choices.change('locksLimits', locks, locks ? 'Lock limits' : 'Unlock limits');
    if (!locks) {
      state.limits = {};
      return;
    }
    const now = images.value.map(
      (image) => [keyOf(image.telId), limitsOf(image.telId) ?? ownLimits(image)] as const,
    );
    state.limits = { ...state.limits, ...Object.fromEntries(now) };
  }
  watch(
    () => stepper.event,
    () => {
      if (!state.locksLimits && Object.keys(state.limits).length > 0) state.limits = {};
    },
  );

  // Views: of one camera, or of all cameras of a kind.
  const views = shallowRef<ReadonlyMap<string, CameraView>>(new Map());
  const viewKey = (telId: number) =>
    state.sharesZoom ? `camera ${telescopes.value.get(telId)?.camera ?? 0}` : `tel ${telId}`;
  const viewOf = (telId: number) => views.value.get(viewKey(telId));
  function setView(telId: number, view: CameraView | undefined): void {
    const next = new Map(views.value);
    if (view === undefined) next.delete(viewKey(telId));
    else next.set(viewKey(telId), view);
    views.value = next;
  }
  watch([() => state.frame, () => state.rotationDeg, () => state.sharesZoom], () => {
    views.value = new Map();
  });

  // Pixels that are held, by telescope.
  const pins = shallowRef<ReadonlyMap<number, readonly number[]>>(new Map());
  const noPins: readonly number[] = [];
  const pinsOf = (telId: number) => pins.value.get(telId) ?? noPins;
  function setPins(telId: number, pixels: readonly number[]): void {
    const next = new Map(pins.value);
    if (pixels.length === 0) next.delete(telId);
    else next.set(telId, pixels);
    pins.value = next;
  }
  watch(
    () => stepper.knownSession?.path,
    () => {
      pins.value = new Map();
      views.value = new Map();
    },
  );

  /** The pixel under the pointer, and its telescope. */
  const pointed = shallowRef<{ readonly telId: number; readonly reading: PixelReading }>();

  const displays = markRaw(new ShownDisplays());
  /** Scrolls the wall by so many pages; set by the wall. */
  const turnPage = shallowRef<(pages: number) => void>(() => undefined);

  return {
    ...{ telescopes, images, selected, select, selectNext },
    ...{ look, scales, scale, valuesOf, ownLimits, limitsOf, setLimits, lockLimits },
    ...{ viewOf, setView, pinsOf, setPins, pointed, turnPage },
    /** Tools of the selected camera's display. */
    selectedTools: () => displays.of(selected.value?.telId ?? NaN),
    displays,
  };
});
