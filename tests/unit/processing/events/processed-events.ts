import type {
  ProcessedBatch,
  ProcessedBlock,
} from '../../../../core/processing/processed-batch.ts';
import { EventTable } from '../../../../core/processing/events/event-table.ts';
import type { EventColumn } from '../../../../core/processing/events/event-columns.ts';
import { telescopeOrder } from '../../../../core/processing/telescope-order.ts';
import type { SubarrayDescription } from '../../../../core/instrument/subarray-description.ts';

/** An array event: its number, and the intensity and islands of the image of each telescope. */
export interface GivenEvent {
  readonly eventId: number;
  readonly energy?: number;
  /** By tel_id. */
  readonly images: Readonly<Record<number, readonly [intensity: number, islands: number]>>;
}

const telIds = [1, 2, 3];
const telescopes = telIds.map((telId) => ({ telId }));

function column(name: string, of: EventColumn['of']): EventColumn {
  return { name, unit: '', description: '', of, isTruth: false };
}

/** A table of a few columns without events. */
export function emptyTable(): EventTable {
  return new EventTable([
    column('obs_id', 'event'),
    column('event_id', 'event'),
    column('event_type', 'event'),
    column('n_telescopes', 'event'),
    column('n_triggered', 'event'),
    column('true_energy', 'event'),
    column('tel_id', 'image'),
    column('hillas_intensity', 'image'),
    column('morphology_n_islands', 'image'),
  ]);
}

/** What the steps would have made of events; what tables do not look at is not there. */
export function processedEvents(events: readonly GivenEvent[]): ProcessedBatch {
  const rows = events.flatMap(({ images }, event) =>
    Object.entries(images).map(([telId, values]) => ({ event, telId: Number(telId), values })),
  );
  const nEvents = events.length;
  const block = {
    event: Uint32Array.from(rows, ({ event }) => event),
    telId: Uint16Array.from(rows, ({ telId }) => telId),
    nTriggerPixels: new Int32Array(rows.length).fill(-1),
  } as unknown as ProcessedBlock['block'];
  const zeros = new Uint32Array(nEvents);
  return {
    batch: {
      obsId: 5,
      nEvents,
      eventId: Float64Array.from(events, ({ eventId }) => eventId),
      eventType: new Uint8Array(nEvents).fill(32),
      time: { seconds: zeros, quarterNanoseconds: zeros },
      telsWithTrigger: Uint8Array.from(
        events.flatMap(({ images }) => telIds.map((telId) => (telId in images ? 1 : 0))),
      ),
      showers: { energy: Float64Array.from(events, ({ energy }) => energy ?? NaN) },
    } as unknown as ProcessedBatch['batch'],
    blocks: [
      {
        block,
        images: {},
        parameters: {
          columns: {
            hillas_intensity: Float64Array.from(rows, ({ values }) => values[0]),
            morphology_n_islands: Int32Array.from(rows, ({ values }) => values[1]),
          },
          custom: [],
        },
      } as unknown as ProcessedBlock,
    ],
    order: telescopeOrder({ telescopes } as unknown as SubarrayDescription, nEvents, [block]),
    showers: [],
  };
}
