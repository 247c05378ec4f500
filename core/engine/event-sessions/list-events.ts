import { eventTypeName, timeText } from '../../processing/events/array-event-contents.ts';
import type { EventFile } from '../../processing/events/event-file.ts';
import type { EventCalls, FindTarget } from './event-worker-protocol.ts';

/** Part of a list of events, as columns. */
export function listEvents(
  file: EventFile,
  { columns, offset, limit, ...choice }: EventCalls['list']['ask'],
): EventCalls['list']['answer'] {
  const { table } = file;
  const wanted = columns.map((name) => table.column(name));
  const order = file.list(choice).order();
  const events = order.slice(offset, offset + limit);
  const numbers = (name: string) =>
    Float64Array.from(events, (event) => eventValue(file, name, event));
  return {
    total: order.length,
    index: file.index(),
    rows: {
      index: events,
      obsId: numbers('obs_id'),
      eventId: numbers('event_id'),
      time: Array.from(events, (event) =>
        timeText(table.seconds.at(event), table.quarterNanoseconds.at(event)),
      ),
      eventType: Array.from(events, (event) =>
        eventTypeName(eventValue(file, 'event_type', event)),
      ),
      nTelescopes: Int32Array.from(events, (event) => table.nImagesOf(event)),
      values: Object.fromEntries(
        wanted.map((column) => [
          column.name,
          Float64Array.from(events, (event) => table.value(column, event)),
        ]),
      ),
    },
  };
}

/** The place of an event in a file and in a list. */
export function findEvent(
  file: EventFile,
  { to, ...choice }: EventCalls['find']['ask'],
): EventCalls['find']['answer'] {
  const list = file.stepThrough(choice);
  const order = list.order();
  const total = order.length;
  const at = (position: number) => {
    const isThere = position >= 0 && position < total;
    return isThere ? { index: order[position], position, total } : none(total);
  };
  if ('end' in to) return at(to.end === 'first' ? 0 : total - 1);
  if ('from' in to) {
    const position = list.position(to.from);
    if (position >= 0) return at(position + to.step);
    // From an event that is not in the list, the first step goes to the one beside it.
    const after = to.from < file.table.nEvents ? list.positionBefore(to.from) : total;
    return at(to.step > 0 ? after + to.step - 1 : after + to.step);
  }
  const index = findById(file, to);
  if (index < 0) return none(total);
  const position = list.position(index);
  return { index, position: position < 0 ? null : position, total };
}

function none(total: number) {
  return { index: null, position: null, total };
}

function findById(
  { table }: EventFile,
  { eventId, obsId }: Extract<FindTarget, { readonly eventId: number }>,
): number {
  const eventIds = table.events.get('event_id')!.values;
  const obsIds = table.events.get('obs_id')!.values;
  return eventIds.findIndex(
    (id, event) => id === eventId && (obsId === undefined || obsIds[event] === obsId),
  );
}

function eventValue({ table }: EventFile, name: string, event: number): number {
  return table.events.get(name)!.at(event);
}
