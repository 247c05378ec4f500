import { EventType } from '../../datamodel/event-type.ts';

/** Codes of the event types that hold nothing but noise. */
const pedestalTypes: ReadonlySet<number> = new Set([
  EventType.PEDESTAL,
  EventType.DARK_PEDESTAL,
  EventType.ELECTRONIC_PEDESTAL,
  EventType.SKY_PEDESTAL,
]);

/** Whether events of a type hold nothing but noise. */
export function isPedestal(eventType: number): boolean {
  return pedestalTypes.has(eventType);
}
