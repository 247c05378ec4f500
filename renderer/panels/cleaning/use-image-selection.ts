import { computed, onScopeDispose, shallowRef, watch } from 'vue';
import type { RequestParams, RequestResult } from '../../../core/contract/contract.ts';
import { useEngine } from '../../engine/engine-link.ts';
import { usePagedRows } from '../../table/use-paged-rows.ts';
import type { CleaningState } from './cleaning-session.ts';
import type { ImageChoice } from './image-choice.ts';
import type { CleanerSides, SideName } from './use-cleaner-sides.ts';
import type { PopulationRecord } from './use-population.ts';

/** An image of the population. */
export type SelectedImage = RequestResult<'population.select'>['rows'][number];

/** A range of a histogram. */
export interface Brush {
  readonly column: string;
  readonly min: number;
  readonly max: number;
  /** Whether the upper end belongs to it, as that of the last bin does. */
  readonly includesMax: boolean;
}

type Question = Omit<RequestParams<'population.select'>, 'offset' | 'limit'>;

/** Everything: the contract takes no infinite numbers. */
const ALL = Number.MAX_VALUE;
/** The list may follow a moving slider a little later than the pictures [ms]. */
const PAUSE_MS = 150;

/**
 * The images of a brushed range of a histogram, or without a brush all that have parameters, page by
 * page as they are looked at; and the one that is shown, which may also come from elsewhere.
 */
export function useImageSelection(
  state: CleaningState,
  record: () => PopulationRecord | undefined,
  { sides }: Pick<CleanerSides, 'sides'>,
) {
  const engine = useEngine();
  const brush = shallowRef<Brush>();
  /** Side whose cleaning decides on the images. */
  const side = shallowRef<SideName>('a');
  const current = shallowRef<ImageChoice>();
  /** Place of the shown image in the list, where it is known. */
  const position = shallowRef<number>();
  /** Place of the image that is to be shown as soon as it has come. */
  const wanted = shallowRef<number>();

  const question = computed((): Question | undefined => {
    const [population, cleaner] = [record(), sides[side.value].value];
    const type = population?.types.find((each) => each.type === state.telescopeType);
    if (population === undefined || cleaner === undefined || !type?.nImages) return undefined;
    return {
      id: population.id,
      telescopeType: type.type,
      cleaner: cleaner.document as never,
      column: brush.value?.column ?? state.axes.at(0)?.column ?? 'hillas_intensity',
      min: brush.value?.min ?? -ALL,
      max: brush.value === undefined ? ALL : lastIn(brush.value),
    };
  });
  const list = usePagedRows<SelectedImage>((offset, limit, signal) =>
    question.value === undefined
      ? Promise.resolve({ total: 0, rows: [] })
      : engine.request('population.select', { ...question.value, offset, limit }, { signal }),
  );
  watch(
    list.isWaiting,
    (isWaiting) => {
      if (!isWaiting) settle();
    },
    { flush: 'sync' },
  );

  /** After rows have come: shows what is waited for, and finds the shown image among them. */
  function settle(): void {
    const next = wanted.value === undefined ? undefined : list.row(wanted.value);
    if (next !== undefined) {
      const { path, obsId, eventId, telId } = next;
      current.value = { path, obsId, eventId, telId };
      position.value = wanted.value;
      wanted.value = undefined;
      return;
    }
    const shown = current.value;
    position.value = undefined;
    for (let i = 0; shown !== undefined && i < list.rowCount.value; i++) {
      const row = list.row(i);
      if (row === undefined || !isSameImage(row, shown)) continue;
      position.value = i;
      return;
    }
  }

  /** Shows the image at a place of the list. */
  function goTo(index: number): void {
    const last = list.rowCount.value - 1;
    if (last < 0) return;
    wanted.value = Math.min(Math.max(index, 0), last);
    if (list.row(wanted.value) === undefined) list.need(wanted.value, wanted.value + 1);
    else settle();
  }

  let timer: ReturnType<typeof setTimeout> | undefined;
  watch(
    () => [record(), state.telescopeType, brush.value, JSON.stringify(question.value)] as const,
    (now, before) => {
      clearTimeout(timer);
      const isOther = before === undefined || now.slice(0, 3).some((each, i) => each !== before[i]);
      if (!isOther) {
        timer = setTimeout(list.reload, PAUSE_MS);
        return;
      }
      const staysShown = brush.value === undefined && isOfPopulation(current.value);
      wanted.value = staysShown ? undefined : 0;
      if (question.value !== undefined) list.clear();
    },
    { immediate: true },
  );
  onScopeDispose(() => {
    clearTimeout(timer);
  });

  function isOfPopulation(choice: ImageChoice | undefined): boolean {
    const type = record()?.types.find((each) => each.type === state.telescopeType);
    if (choice === undefined || type === undefined) return false;
    return state.paths.includes(choice.path) && type.telIds.includes(choice.telId);
  }

  return {
    brush,
    side,
    list,
    current,
    position,
    goTo,
    step: (by: number) => {
      goTo((wanted.value ?? position.value ?? (by > 0 ? -1 : list.rowCount.value)) + by);
    },
    /** Shows an image from elsewhere. */
    show(choice: ImageChoice): void {
      wanted.value = undefined;
      current.value = choice;
      settle();
    },
  };
}

export type ImageSelection = ReturnType<typeof useImageSelection>;

/** The largest number of a range: the request counts both ends in. */
function lastIn({ max, includesMax }: Brush): number {
  return includesMax ? max : max - Math.max(Number.MIN_VALUE, Math.abs(max) * Number.EPSILON);
}

function isSameImage(a: ImageChoice, b: ImageChoice): boolean {
  return a.eventId === b.eventId && a.telId === b.telId && a.obsId === b.obsId && a.path === b.path;
}
