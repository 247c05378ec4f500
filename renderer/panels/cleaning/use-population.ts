import { onScopeDispose, ref, shallowRef } from 'vue';
import type { RequestParams, RequestResult } from '../../../core/contract/contract.ts';
import { EngineError } from '../../../core/contract/engine-error.ts';
import { useEngine } from '../../engine/engine-link.ts';
import { useMessages } from '../../messages/message-store.ts';
import { focalLengthParams } from './population-choice.ts';
import type { CleaningState, EventChoice } from './cleaning-session.ts';

/** The images in the engine's memory. */
export type PopulationRecord = RequestResult<'population.load'>;

type EventTypes = NonNullable<RequestParams<'population.load'>['eventTypes']>;

const showers: EventTypes = [
  ...(['SUBARRAY', 'HARDWARE_STEREO', 'RANDOM_MONO', 'MUON', 'DAQ', 'LONG_EVENT'] as const),
  'UNKNOWN',
];
const pedestals: EventTypes = [
  ...(['PEDESTAL', 'DARK_PEDESTAL', 'ELECTRONIC_PEDESTAL', 'SKY_PEDESTAL'] as const),
];
const others: EventTypes = ['FLATFIELD', 'SINGLE_PE', 'OTHER_CALIBRATION'];

const eventTypes: Readonly<Record<EventChoice, EventTypes | undefined>> = {
  configured: undefined,
  showers,
  'with-pedestals': [...showers, ...pedestals],
  all: [...showers, ...pedestals, ...others],
};

/**
 * The population of the panel: loaded on demand, again by itself when the engine was started anew, and
 * given back when the panel closes.
 */
export function usePopulation(state: CleaningState) {
  const engine = useEngine();
  const messages = useMessages();
  const record = shallowRef<PopulationRecord>();
  const error = shallowRef<EngineError>();
  const isLoading = ref(false);
  const progress = ref<{ readonly nImages: number; readonly fraction: number }>();
  let loading: AbortController | undefined;

  async function load(): Promise<void> {
    loading?.abort();
    const own = new AbortController();
    loading = own;
    const former = record.value;
    record.value = undefined;
    error.value = undefined;
    progress.value = undefined;
    isLoading.value = state.paths.length > 0;
    if (former !== undefined) await release(former.id);
    if (loading !== own || state.paths.length === 0) return;
    const chosen = eventTypes[state.events];
    try {
      const loaded = await engine.request(
        'population.load',
        {
          paths: [...state.paths],
          config: state.config,
          maxImages: state.maxImages,
          ...focalLengthParams(state),
          ...(chosen === undefined ? {} : { eventTypes: chosen }),
        },
        {
          signal: own.signal,
          onProgress: (now) => {
            if (loading === own) progress.value = now;
          },
        },
      );
      if (loading === own) record.value = loaded;
      else await release(loaded.id);
    } catch (thrown) {
      if (!(thrown instanceof EngineError)) throw thrown;
      if (loading === own && thrown.code !== 'cancelled') error.value = thrown;
    } finally {
      if (loading === own) isLoading.value = false;
    }
  }

  async function release(id: number): Promise<void> {
    // It may have gone with its connection.
    await engine.request('population.release', { id }).catch(() => undefined);
  }

  /** Stops loading. */
  function cancel(): void {
    loading?.abort();
    loading = undefined;
    isLoading.value = false;
  }

  let connections = 0;
  const stopListening = engine.onReady(() => {
    connections++;
    const hadImages = record.value !== undefined || error.value?.code === 'connection-closed';
    record.value = undefined;
    if (connections > 1 && hadImages) {
      messages.show({
        level: 'info',
        text: 'The engine was started anew; the images of Cleaning are loaded again.',
      });
    }
    if (connections === 1 || hadImages || isLoading.value) void load();
  });
  onScopeDispose(() => {
    stopListening();
    cancel();
    if (record.value !== undefined) void release(record.value.id);
  });
  return { record, error, isLoading, progress, load, cancel };
}
