import type { ConfigurationDocument } from '../config/configuration-schema.ts';
import { EventType } from '../datamodel/event-type.ts';
import type { SubarrayDescription } from '../instrument/subarray-description.ts';
import type { ArrayEventBatch } from '../sources/array-event-batch.ts';
import { filterEventTypes } from './event-type-filter.ts';
import { applySoftwareTrigger } from './software-trigger.ts';

/** What decides which array events are processed. */
export interface BatchSelection {
  readonly document: Pick<ConfigurationDocument, 'event_type_filter' | 'software_trigger'>;
  readonly subarray: SubarrayDescription;
}

/**
 * Applies the event type filter and the software trigger of a configuration.
 *
 * @param onDropped told how many events one of them left out
 */
export function selectBatch(
  batch: ArrayEventBatch,
  { document, subarray }: BatchSelection,
  onDropped: (reason: string, nEvents: number) => void = () => undefined,
): ArrayEventBatch {
  const ofType = filterEventTypes(batch, eventTypeCodes(document.event_type_filter.allowed_types));
  if (batch.nEvents > ofType.nEvents) onDropped('event type', batch.nEvents - ofType.nEvents);
  const trigger = document.software_trigger;
  const triggered = applySoftwareTrigger(ofType, subarray, {
    minTelescopes: trigger.min_telescopes,
    minTelescopesOfType: trigger.min_telescopes_of_type,
    allowedTelescopeEventTypes: eventTypeCodes(trigger.allowed_telescope_event_types),
  });
  if (ofType.nEvents > triggered.nEvents) {
    onDropped('software trigger', ofType.nEvents - triggered.nEvents);
  }
  return triggered;
}

/** Codes of event types given by name; undefined for all. */
function eventTypeCodes(names: readonly (keyof typeof EventType)[] | null): number[] | undefined {
  return names?.map((name) => EventType[name]);
}
