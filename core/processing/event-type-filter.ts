import type { ArrayEventBatch } from '../sources/array-event-batch.ts';
import { selectEvents } from '../sources/select-events.ts';

/**
 * Keeps the array events of some types, as ctapipe's `EventTypeFilter`.
 *
 * @param types codes of `EventType` to keep; undefined keeps everything
 */
export function filterEventTypes(
  batch: ArrayEventBatch,
  types: readonly number[] | undefined,
): ArrayEventBatch {
  if (types === undefined) return batch;
  return selectEvents(
    batch,
    batch.eventType.map((type) => (types.includes(type) ? 1 : 0)),
  );
}
