import { EventType } from '../datamodel/event-type.ts';
import type { EventSource } from '../sources/event-source.ts';
import { numberRanges } from './source-summary.ts';
import type { CommandContext } from './terminal.ts';

/** One array event, as `pe info --events --json` gives it. */
export interface ListedEvent {
  readonly obsId: number;
  readonly eventId: number;
  readonly eventType: string;
  /** Telescopes with data. */
  readonly telescopes: readonly number[];
  /** True energy [TeV] of simulated showers. */
  readonly trueEnergy?: number;
}

const eventTypeNames = new Map<number, string>(
  Object.entries(EventType).map(([name, code]) => [code, name]),
);

/** Gives the array events of a source, in its order, batch by batch. */
async function* listEvents(source: EventSource): AsyncGenerator<readonly ListedEvent[]> {
  for await (const batch of source.batches()) {
    const telescopes = Array.from({ length: batch.nEvents }, (): number[] => []);
    for (const { telId, event } of batch.telescopes) {
      for (const [row, id] of telId.entries()) telescopes[event[row]].push(id);
    }
    yield telescopes.map((ids, i) => {
      const energy = batch.showers?.energy[i] ?? NaN;
      return {
        obsId: batch.obsId,
        eventId: batch.eventId[i],
        eventType: eventTypeNames.get(batch.eventType[i]) ?? 'UNKNOWN',
        telescopes: ids.toSorted((a, b) => a - b),
        ...(Number.isNaN(energy) ? {} : { trueEnergy: energy }),
      };
    });
  }
}

/**
 * Prints the array events of a source, one a line, as they are read.
 *
 * @param json one JSON array instead of text
 */
export async function printEvents(
  source: EventSource,
  json: boolean,
  { terminal }: CommandContext,
): Promise<void> {
  const line = (cells: readonly string[]) =>
    `${cells.map((cell, i) => (i === 4 ? cell : cell.padStart(widths[i]))).join('  ')}\n`;
  await terminal.out(
    json
      ? '['
      : `${source.path}\n${line(['obs_id', 'event_id', 'event_type', 'energy [TeV]', 'telescopes with data'])}`,
  );
  let first = true;
  for await (const events of listEvents(source)) {
    const parts = events.map((event) => {
      if (json) {
        const separator = first ? '\n' : ',\n';
        first = false;
        return separator + JSON.stringify(event);
      }
      return line([
        String(event.obsId),
        String(event.eventId),
        event.eventType,
        event.trueEnergy === undefined ? '' : String(Number(event.trueEnergy.toPrecision(4))),
        `${event.telescopes.length}: ${numberRanges(event.telescopes)}`,
      ]);
    });
    await terminal.out(parts.join(''));
  }
  if (json) await terminal.out('\n]\n');
}

/** Widths of the columns: the lines are printed before the last is known. */
const widths = [10, 12, 17, 12, 0];
