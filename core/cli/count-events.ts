import type { EventSource } from '../sources/event-source.ts';
import { EventType } from '../datamodel/event-type.ts';

/** Counts over all events of a file. */
export interface EventCounts {
  arrayEvents: number;
  telescopeEvents: number;
  /** Array events by name of the event type. */
  readonly byEventType: Record<string, number>;
  /** Telescope events by telescope. */
  readonly byTelescope: Map<number, number>;
  /** Largest number of telescopes in one event. */
  largestMultiplicity: number;
  /** Range of true energies [TeV] of simulated showers; absent when there are none. */
  trueEnergy?: [low: number, high: number];
}

const eventTypeNames = new Map<number, string>(
  Object.entries(EventType).map(([name, code]) => [code, name]),
);

/** Reads a source to its end and counts. */
export async function countEvents(
  source: EventSource,
  onBatch: (counts: EventCounts) => void,
): Promise<EventCounts> {
  const counts: EventCounts = {
    arrayEvents: 0,
    telescopeEvents: 0,
    byEventType: {},
    byTelescope: new Map(),
    largestMultiplicity: 0,
  };
  for await (const batch of source.batches()) {
    const multiplicity = new Uint32Array(batch.nEvents);
    for (const { telId, event } of batch.telescopes) {
      for (const [row, id] of telId.entries()) {
        counts.byTelescope.set(id, (counts.byTelescope.get(id) ?? 0) + 1);
        multiplicity[event[row]]++;
      }
      counts.telescopeEvents += telId.length;
    }
    for (let i = 0; i < batch.nEvents; i++) {
      const name = eventTypeNames.get(batch.eventType[i]) ?? 'UNKNOWN';
      counts.byEventType[name] = (counts.byEventType[name] ?? 0) + 1;
      if (multiplicity[i] > counts.largestMultiplicity) {
        counts.largestMultiplicity = multiplicity[i];
      }
      const energy = batch.showers?.energy[i] ?? NaN;
      if (!Number.isFinite(energy)) continue;
      const [low, high] = counts.trueEnergy ?? [energy, energy];
      counts.trueEnergy = [Math.min(low, energy), Math.max(high, energy)];
    }
    counts.arrayEvents += batch.nEvents;
    onBatch(counts);
  }
  return counts;
}
