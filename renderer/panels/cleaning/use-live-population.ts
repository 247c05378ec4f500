import { computed, onScopeDispose, shallowRef, watch } from 'vue';
import type { RequestParams, RequestResult } from '../../../core/contract/contract.ts';
import { useLatestRequest } from '../../engine/use-latest-request.ts';
import { useSteadyRequest } from '../../engine/use-steady-request.ts';
import type { CleaningState } from './cleaning-session.ts';
import { histogramBins } from './histogram-bins.ts';
import type { CleanerSides } from './use-cleaner-sides.ts';
import type { PopulationRecord } from './use-population.ts';

type Answer = RequestResult<'population.clean'>;

/**
 * What the cleanings make of all images of the chosen telescope type, asked for anew whenever a cleaner
 * or an axis changes: at most once a frame, one request at a time, the newest next.
 */
export function useLivePopulation(
  state: CleaningState,
  record: () => PopulationRecord | undefined,
  { sides }: Pick<CleanerSides, 'sides'>,
) {
  const ranges = useLatestRequest('population.ranges');
  const cleaned = useSteadyRequest('population.clean');
  const type = computed(() =>
    record()?.types.find((each) => each.type === state.telescopeType && each.nImages > 0),
  );
  /** The chosen columns that this population has. */
  const axes = computed(() =>
    state.axes.filter(({ column }) => record()?.columns.some(({ name }) => name === column)),
  );

  watch(
    () => [record(), type.value, axes.value.map(({ column }) => column).join()] as const,
    ([population, chosen]) => {
      if (population === undefined || chosen === undefined || axes.value.length === 0) return;
      void ranges.ask({
        id: population.id,
        telescopeType: chosen.type,
        columns: axes.value.map(({ column }) => column),
      });
    },
    { immediate: true },
  );

  const histograms = computed(() =>
    axes.value.map((axis) => {
      const range = ranges.result.value?.find(({ column }) => column === axis.column);
      const about = record()?.columns.find(({ name }) => name === axis.column);
      const isCount = axis.column.startsWith('morphology_n_');
      const kind = isCount ? 'count' : about?.unit === 'p.e.' ? 'charge' : 'other';
      return { column: axis.column, bins: histogramBins(axis, range, kind) };
    }),
  );
  /** Undefined as long as something is missing. */
  const question = computed((): RequestParams<'population.clean'> | undefined => {
    const [population, chosen, a, b] = [record(), type.value, sides.a.value, sides.b.value];
    const hasRanges = ranges.result.value !== undefined || axes.value.length === 0;
    if (population === undefined || chosen === undefined || a === undefined) return undefined;
    if (!hasRanges) return undefined;
    return {
      id: population.id,
      telescopeType: chosen.type,
      a: a.document as never,
      ...(state.b.isOn && b !== undefined ? { b: b.document as never } : {}),
      histograms: histograms.value,
    };
  });

  const answered = shallowRef<{ readonly of: string; readonly result: Answer }>();
  const subject = computed(() => `${record()?.id ?? 0} ${type.value?.type ?? ''}`);
  async function ask(): Promise<void> {
    if (question.value === undefined) {
      cleaned.cancel();
      return;
    }
    const of = subject.value;
    const answer = await cleaned.ask(question.value);
    if (answer !== undefined) answered.value = { of, result: answer };
  }
  let frame = 0;
  watch(
    () => JSON.stringify(question.value),
    () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => void ask());
    },
    { immediate: true },
  );
  onScopeDispose(() => {
    cancelAnimationFrame(frame);
  });

  return {
    type,
    axes,
    histograms,
    /** Undefined as long as there is none for the images that are chosen now. */
    result: computed(() =>
      answered.value?.of === subject.value ? answered.value.result : undefined,
    ),
    error: cleaned.error,
    isWaiting: cleaned.isWaiting,
    ask,
  };
}
