import type { ColumnData } from '../foundation/table.ts';
import type { ArrayEventBatch, SimulatedShowers } from './array-event-batch.ts';
import { selectRows } from './select-rows.ts';
import { selectTelescopeRows, selectTimes } from './select-telescope-rows.ts';

/**
 * Keeps some array events of a batch together with their telescope events; blocks in which no
 * telescope event is left are dropped. The same object is returned when nothing has to go.
 *
 * @param keep 1 where an event stays, shape (n_events)
 */
export function selectEvents(batch: ArrayEventBatch, keep: Uint8Array): ArrayEventBatch {
  const events = [...keep.keys()].filter((event) => keep[event] !== 0);
  const { nEvents } = batch;
  if (events.length === nEvents) return batch;
  const select = <T extends ColumnData>(data: T) => selectRows(data, events, nEvents);
  const newIndex = new Uint32Array(nEvents);
  for (const [index, event] of events.entries()) newIndex[event] = index;
  const telescopes = batch.telescopes.map((block) => {
    const rows = [...block.event.keys()].filter((row) => keep[block.event[row]] !== 0);
    const kept = selectTelescopeRows(block, rows);
    return { ...kept, event: kept.event.map((event) => newIndex[event]) };
  });
  return {
    ...batch,
    nEvents: events.length,
    eventId: select(batch.eventId),
    eventType: select(batch.eventType),
    time: selectTimes(batch.time, events, nEvents),
    telsWithTrigger: select(batch.telsWithTrigger),
    pointingAlt: select(batch.pointingAlt),
    pointingAz: select(batch.pointingAz),
    arrayPointingAlt: select(batch.arrayPointingAlt),
    arrayPointingAz: select(batch.arrayPointingAz),
    ...(batch.showers && { showers: selectShowers(batch.showers, select) }),
    telescopes: telescopes.filter((block) => block.event.length > 0),
  };
}

function selectShowers(
  showers: SimulatedShowers,
  select: <T extends ColumnData>(data: T) => T,
): SimulatedShowers {
  return {
    energy: select(showers.energy),
    alt: select(showers.alt),
    az: select(showers.az),
    coreX: select(showers.coreX),
    coreY: select(showers.coreY),
    hFirstInt: select(showers.hFirstInt),
    xMax: select(showers.xMax),
    startingGrammage: select(showers.startingGrammage),
    showerPrimaryId: select(showers.showerPrimaryId),
  };
}
