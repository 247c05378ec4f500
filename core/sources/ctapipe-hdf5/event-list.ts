import { PhotoelectronError } from '../../foundation/errors.ts';
import type { Hdf5File } from '../../formats/hdf5/open-hdf5.ts';
import { EventType } from '../../datamodel/event-type.ts';
import { numbersOf } from './column-access.ts';

export const triggerPath = '/dl1/event/subarray/trigger';

/** More array events than any file holds; a damaged header may promise more than fits in memory. */
const maxEvents = 200_000_000;
const rowsPerRead = 65_536;

/** All array events of a file, in its order; shape (n_events) each. */
export interface EventList {
  readonly obsIds: Float64Array;
  readonly eventIds: Float64Array;
  readonly eventTypes: Uint8Array;
  /** Translates a stored event type. */
  readonly translateType: (type: number) => number;
}

/**
 * Reads the keys of all array events. A file without the table of array events has none: ctapipe
 * writes no tables when nothing was triggered.
 *
 * @param oldTypes whether event type 2 means a sky pedestal
 * @throws PhotoelectronError `format-damaged`, `format-unsupported`
 */
export async function readEventList(file: Hdf5File, oldTypes: boolean): Promise<EventList> {
  const translateType = (type: number) =>
    oldTypes && type === EventType.PEDESTAL ? EventType.SKY_PEDESTAL : type;
  if ((await file.kind(triggerPath)) !== 'dataset') {
    const none = new Float64Array(0);
    return { obsIds: none, eventIds: none, eventTypes: new Uint8Array(0), translateType };
  }
  const { nRows, members } = await file.describe(triggerPath);
  if (nRows > maxEvents) {
    throw new PhotoelectronError(
      'format-damaged',
      `${file.path} promises ${String(nRows)} array events; it is probably damaged.`,
      { path: file.path, item: triggerPath },
    );
  }
  const hasType = members.some(({ name }) => name === 'event_type');
  const columns = ['obs_id', 'event_id', ...(hasType ? ['event_type'] : [])];
  const obsIds = new Float64Array(nRows);
  const eventIds = new Float64Array(nRows);
  const eventTypes = new Uint8Array(nRows).fill(EventType.UNKNOWN);
  for (let start = 0; start < nRows; start += rowsPerRead) {
    const count = Math.min(rowsPerRead, nRows - start);
    const table = await file.readRows(triggerPath, { start, count, columns });
    obsIds.set(numbersOf(table, 'obs_id'), start);
    eventIds.set(numbersOf(table, 'event_id'), start);
    if (hasType) eventTypes.set(numbersOf(table, 'event_type').map(translateType), start);
  }
  return { obsIds, eventIds, eventTypes, translateType };
}
