import { defineStore } from 'pinia';
import { computed, markRaw, ref, shallowRef, watch } from 'vue';
import { EngineError } from '../../../core/contract/engine-error.ts';
import type { ArrayEvent } from '../../../core/contract/records/event.ts';
import { useEngine } from '../../engine/engine-link.ts';
import { useEventChoices } from './event-choices.ts';
import { type EventTarget, mergeTargets } from './event-target.ts';
import { NewestWins } from './newest-wins.ts';
import { useOpenedFiles } from './opened-files-store.ts';

/** An event and its place. */
interface PlacedEvent {
  readonly event: ArrayEvent;
  readonly place: Place;
}

interface Place {
  readonly index: number;
  /** Place in the list; null when the event does not pass the filter. */
  readonly position: number | null;
  readonly total: number;
}

/** An event that is fetched before it is asked for. */
interface Prefetched {
  readonly key: string;
  readonly answer: Promise<PlacedEvent | undefined>;
}

/**
 * The event that is shown, and the way to others. One event is fetched at a time; what is asked for
 * meanwhile becomes one wish. The neighbour in the direction of the last step is fetched beforehand.
 */
export const useEventStepper = defineStore('event-stepper', () => {
  const engine = useEngine();
  const { state } = useEventChoices();
  const files = useOpenedFiles();
  const event = shallowRef<ArrayEvent>();
  const place = shallowRef<Place>();
  const error = shallowRef<EngineError>();
  const isWaiting = ref(false);
  /** What a step could not do: said, not shown as an error. */
  const note = ref('');
  let prefetched: Prefetched | undefined;
  /** An event that may still be found while the file is looked through. */
  let awaited: EventTarget | undefined;

  const session = computed(() => {
    const file = files.current;
    return file?.isOpen === true ? file.session : undefined;
  });
  /** What is known of the file that is shown, also when it can no longer be read. */
  const knownSession = computed(() => files.current?.session);
  const choice = computed(() => ({
    filter: state.filter,
    ...(state.sort === null ? {} : { sort: state.sort.key, descending: state.sort.descending }),
  }));

  const steps = new NewestWins<EventTarget>(go, mergeTargets);

  /** Shows another event; one that is on its way is drawn first, if it comes before the next wish. */
  function ask(target: EventTarget): void {
    if (session.value !== undefined) steps.ask(target);
  }

  async function go(wish: EventTarget): Promise<void> {
    const id = session.value?.id;
    if (id === undefined) return;
    // A step while an event is still looked for goes on from there.
    const target = mergeTargets(awaited, wish);
    awaited = undefined;
    isWaiting.value = true;
    const indexBefore = files.current?.index;
    try {
      const found = await fetchTarget(id, target);
      if (session.value?.id !== id) return;
      error.value = undefined;
      if (found === undefined) {
        // More events may have become known meanwhile.
        if (files.current?.index === indexBefore) miss(target);
        else lookAgain(target);
        return;
      }
      note.value = '';
      take(found);
      const { step } = target;
      if (Math.abs(step) === 1 || prefetched === undefined) prefetch(id, found.place, step || 1);
    } catch (thrown) {
      if (!(thrown instanceof EngineError)) throw thrown;
      const isOurs = session.value?.id === id && thrown.code !== 'connection-closed';
      if (isOurs && thrown.code !== 'cancelled') error.value = thrown;
    } finally {
      isWaiting.value = false;
    }
  }

  /** Looks for something again; what was asked for meanwhile goes on from there. */
  function lookAgain(target: EventTarget): void {
    awaited = target;
    steps.askAgain({ base: 'shown', step: 0 });
  }

  /** What was asked for is not there, or not yet. */
  function miss(target: EventTarget): void {
    const isNumber = typeof target.base === 'object' && 'eventId' in target.base;
    if (files.current?.index?.isComplete !== true && (isNumber || event.value === undefined)) {
      awaited = target;
      note.value = isNumber ? 'Looking for the event …' : '';
      return;
    }
    note.value = noteFor(target);
    if (isNumber && event.value === undefined) steps.ask({ base: 'first', step: 0 });
  }

  async function fetchTarget(id: number, target: EventTarget): Promise<PlacedEvent | undefined> {
    const { base, step } = target;
    const shown = event.value;
    const isNear = base === 'shown' && shown !== undefined;
    if (isNear && prefetched?.key === keyOf(id, shown.index, step)) {
      const ready = await prefetched.answer;
      if (ready !== undefined) return ready;
    }
    const found = await findTarget(id, target);
    return found === undefined ? undefined : get(id, found);
  }

  /** Asks for the place of an event. */
  async function findTarget(id: number, { base, step }: EventTarget): Promise<Place | undefined> {
    const find = async (to: FindTo) => {
      const { index, position, total } = await engine.request('events.find', {
        id,
        ...choice.value,
        to,
      });
      return index === null ? undefined : { index, position, total };
    };
    // Steps that go beyond an end of the list stop there.
    const go = async (from: number) =>
      (await find({ from, step })) ??
      (Math.abs(step) > 1 ? find({ end: step > 0 ? 'last' : 'first' }) : undefined);
    const shown = event.value;
    if (base === 'shown' && shown !== undefined) return go(shown.index);
    if (typeof base === 'object' && 'index' in base) return go(base.index);
    const start = await find(
      typeof base === 'object' ? base : { end: base === 'last' ? 'last' : 'first' },
    );
    if (start === undefined || step === 0) return start;
    return go(start.index);
  }

  async function get(id: number, found: Place): Promise<PlacedEvent> {
    const answer = await engine.request('events.get', { id, index: found.index });
    return { event: markRaw(answer), place: found };
  }

  function take(found: PlacedEvent): void {
    event.value = found.event;
    place.value = found.place;
    state.obsId = found.event.obsId;
    state.eventId = found.event.eventId;
  }

  function keyOf(id: number, index: number, step: number): string {
    const { sort } = state;
    return JSON.stringify([id, index, step, state.filter, sort?.key, sort?.descending]);
  }

  function prefetch(id: number, from: Place, step: number): void {
    const direction = step < 0 ? -1 : 1;
    const answer = findTarget(id, { base: { index: from.index }, step: direction })
      .then((found) => (found === undefined ? undefined : get(id, found)))
      // Asked for again when it is really wanted, and then told.
      .catch(() => undefined);
    prefetched = { key: keyOf(id, from.index, direction), answer };
  }

  // Another filter or order: the same event has another place, or none.
  watch(choice, () => {
    prefetched = undefined;
    if (event.value !== undefined) ask({ base: { index: event.value.index }, step: 0 });
  });
  watch(
    () => files.current?.index,
    () => {
      if (awaited !== undefined) lookAgain(awaited);
    },
  );
  // A file that was opened, for the first time or again: the event that was shown, else the first one.
  watch(
    () => session.value?.id,
    (id) => {
      prefetched = undefined;
      awaited = undefined;
      steps.clear();
      if (id === undefined) return;
      const { obsId, eventId } = state;
      if (eventId === null) ask({ base: 'first', step: 0 });
      else ask({ base: { eventId, ...(obsId === null ? {} : { obsId }) }, step: 0 });
    },
    { immediate: true },
  );
  watch(
    () => state.path,
    () => {
      event.value = undefined;
      place.value = undefined;
      error.value = undefined;
    },
  );

  return {
    ...{ event, place, error, note, isWaiting, ask, session, knownSession, choice },
    isBusy: () => steps.isBusy,
  };
});

type FindTo =
  | { readonly eventId: number; readonly obsId?: number }
  | { readonly from: number; readonly step: number }
  | { readonly end: 'first' | 'last' };

function noteFor({ base, step }: EventTarget): string {
  if (typeof base === 'object' && 'eventId' in base) {
    return `There is no event ${base.eventId}`;
  }
  if (step > 0) return 'Last event of the list';
  if (step < 0) return 'First event of the list';
  return '';
}
