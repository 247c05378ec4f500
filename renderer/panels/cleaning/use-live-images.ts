import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue';
import type {
  CameraRecord,
  EventSession,
  TelescopeEvent,
} from '../../../core/contract/records/event.ts';
import { EngineError } from '../../../core/contract/engine-error.ts';
import { useEngine } from '../../engine/engine-link.ts';
import { useSteadyRequest } from '../../engine/use-steady-request.ts';
import type { CleaningState } from './cleaning-session.ts';
import type { ImageChoice } from './image-choice.ts';
import type { CleanerSides, SideName } from './use-cleaner-sides.ts';
import { useEventSessions } from './use-event-sessions.ts';

interface Found {
  readonly choice: ImageChoice;
  readonly session: EventSession;
  /** Place of the event in the file. */
  readonly index: number;
}

/** The chosen image, cleaned by A and by B: asked for anew when it, or a cleaner, changes. */
export function useLiveImages(
  state: CleaningState,
  choice: () => ImageChoice | undefined,
  { sides }: Pick<CleanerSides, 'sides'>,
) {
  const engine = useEngine();
  const { sessionOf } = useEventSessions(() => state);
  const found = shallowRef<Found>();
  const findError = shallowRef<EngineError>();
  /** Whether the file has not been looked through far enough to know where the event is. */
  const isSearching = ref(false);
  const isMissing = ref(false);
  let stopListening: (() => void) | undefined;
  const requests = {
    a: useSteadyRequest('events.get'),
    b: useSteadyRequest('events.get'),
  } as const;

  async function find(): Promise<void> {
    stopListening?.();
    const wanted = choice();
    isMissing.value = false;
    isSearching.value = wanted !== undefined;
    if (wanted === undefined) {
      found.value = undefined;
      return;
    }
    await orError(wanted, async () => {
      const session = await sessionOf(wanted.path);
      if (choice() === wanted) await findIn(session, wanted);
    });
  }

  /** Finds the event, again whenever more of the file was looked through. */
  async function findIn(session: EventSession, wanted: ImageChoice): Promise<void> {
    const { id } = session;
    const { eventId, obsId } = wanted;
    const { isComplete, nEvents } = await engine.request('events.index', { id });
    const { index } = await engine.request('events.find', { id, to: { eventId, obsId } });
    if (choice() !== wanted) return;
    findError.value = undefined;
    if (index !== null) {
      found.value = { choice: wanted, session, index };
      isSearching.value = false;
    } else if (isComplete) {
      found.value = undefined;
      isMissing.value = true;
      isSearching.value = false;
    } else {
      const stop = engine.subscribe('events.indexed', { id }, (now) => {
        if (now.nEvents === nEvents && !now.isComplete) return;
        stop();
        if (choice() === wanted) void orError(wanted, () => findIn(session, wanted));
      });
      stopListening = stop;
    }
  }
  async function orError(wanted: ImageChoice, action: () => Promise<void>): Promise<void> {
    try {
      await action();
    } catch (thrown) {
      if (!(thrown instanceof EngineError)) throw thrown;
      if (choice() !== wanted || thrown.code === 'cancelled') return;
      findError.value = thrown;
      isSearching.value = false;
    }
  }
  onScopeDispose(() => stopListening?.());
  watch([choice, () => state.config, () => state.focalLength], () => void find(), {
    immediate: true,
  });
  onScopeDispose(engine.onReady(() => void find()));

  const frames = { a: 0, b: 0 };
  function ask(name: SideName): void {
    const [place, side] = [found.value, sides[name].value];
    if (place === undefined || side === undefined || (name === 'b' && !state.b.isOn)) return;
    void requests[name].ask({
      id: place.session.id,
      index: place.index,
      telIds: [place.choice.telId],
      cleaner: side.document as never,
    });
  }
  for (const name of ['a', 'b'] as const) {
    watch(
      () => [found.value, sides[name].value?.document, name === 'a' || state.b.isOn],
      () => {
        cancelAnimationFrame(frames[name]);
        frames[name] = requestAnimationFrame(() => {
          ask(name);
        });
      },
      { immediate: true },
    );
  }
  onScopeDispose(() => {
    for (const frame of Object.values(frames)) cancelAnimationFrame(frame);
  });

  /** The image of a side; undefined while there is none of the chosen event. */
  function imageOf(name: SideName): TelescopeEvent | undefined {
    const [place, event] = [found.value, requests[name].result.value];
    if (place === undefined || event?.eventId !== place.choice.eventId) return undefined;
    if (event.obsId !== place.choice.obsId || (name === 'b' && !state.b.isOn)) return undefined;
    return event.telescopes.find(({ telId }) => telId === place.choice.telId);
  }
  const telescope = computed(() =>
    found.value?.session.telescopes.find(({ telId }) => telId === found.value?.choice.telId),
  );
  return {
    images: { a: computed(() => imageOf('a')), b: computed(() => imageOf('b')) },
    telescope,
    camera: computed((): CameraRecord | undefined =>
      telescope.value === undefined
        ? undefined
        : found.value?.session.cameras[telescope.value.camera],
    ),
    isSimulation: computed(() => found.value?.session.isSimulation ?? false),
    isSearching,
    /** The event of the choice is not in its file. */
    isMissing,
    error: computed(
      () => findError.value ?? requests.a.error.value ?? requests.b.error.value ?? undefined,
    ),
    again: find,
  };
}
