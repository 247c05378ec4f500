import type { Table } from '../../../foundation/table.ts';
import type { StoredRows } from '../../../formats/hdf5/open-rows.ts';
import { findColumn, numbersOf } from '../../ctapipe-hdf5/column-access.ts';
import { eventTypeName, type RunTally } from '../run-tally.ts';
import { eachPiece, type Hdf5Survey } from './hdf5-survey.ts';

/** What the columns of a table of telescope events are called. */
export interface TelescopeRowColumns {
  /** Run; rows count as one run of this number where the table has no such column. */
  readonly obsId: string;
  readonly eventId: string;
  readonly telId: string;
  readonly eventType?: string;
  /** Times [UTC]; the first that the table has counts. */
  readonly times: readonly TimeColumns[];
}

/** A time in UNIX seconds (UTC), with nanoseconds in a column of their own where there is one. */
interface TimeColumns {
  readonly seconds: string;
  readonly nanoseconds?: string;
}

/** Times of a piece of rows [UTC, ms since 1970]. */
function times(table: Table, { seconds, nanoseconds }: TimeColumns): Float64Array {
  const whole = numbersOf(table, seconds);
  if (nanoseconds === undefined) return whole.map((second) => second * 1000);
  const rest = numbersOf(table, nanoseconds);
  return whole.map((second, row) => second * 1000 + (rest[row] || 0) / 1e6);
}

/**
 * Counts a table with one row per telescope and event: telescope events by telescope, array events by
 * different event ids, first and last time, run by run.
 *
 * @param countsEvents whether array events are counted here, too
 * @throws PhotoelectronError `format-damaged`, `cancelled`
 */
export async function countTelescopeRows(
  survey: Hdf5Survey,
  rows: StoredRows,
  tally: RunTally,
  columns: TelescopeRowColumns,
  {
    countsEvents = true,
    oldTypes = false,
  }: { readonly countsEvents?: boolean; readonly oldTypes?: boolean } = {},
): Promise<void> {
  const { obsId: runColumn, eventId, telId, eventType } = columns;
  const time = columns.times.find(({ seconds }) => rows.columns.includes(seconds));
  const wanted = [runColumn, eventId, telId, eventType, time?.seconds, time?.nanoseconds];
  const seen = new Map<number, Set<number>>();
  const whole = await eachPiece(
    survey,
    rows,
    wanted.filter((name) => name !== undefined),
    (table) => {
      const obsIds = numbersOf(table, runColumn);
      const eventIds = numbersOf(table, eventId);
      const telIds = findColumn(table, telId) && numbersOf(table, telId);
      const types =
        eventType !== undefined && findColumn(table, eventType)
          ? numbersOf(table, eventType)
          : undefined;
      const utc = time && times(table, time);
      for (let row = 0; row < table.nRows; row++) {
        const obsId = obsIds[row];
        if (!Number.isFinite(obsId)) continue;
        if (telIds !== undefined) tally.telescopeEvent(obsId, telIds[row]);
        if (utc !== undefined) tally.time(obsId, utc[row]);
        if (!countsEvents) continue;
        let events = seen.get(obsId);
        if (events === undefined) {
          events = new Set();
          seen.set(obsId, events);
        }
        if (Number.isFinite(eventIds[row])) {
          if (events.has(eventIds[row])) continue;
          events.add(eventIds[row]);
        }
        tally.arrayEvent(obsId, types && eventTypeName(types[row], oldTypes));
      }
    },
  );
  if (!whole) tally.forgetCounts(rows.nRows);
}

/** First finite value of a column in the first rows; undefined when there is none. */
export async function firstValue(rows: StoredRows, column: string): Promise<number | undefined> {
  if (!rows.columns.includes(column) || rows.nRows === 0) return undefined;
  const table = await rows.read({ count: Math.min(rows.nRows, 16), columns: [column] });
  return numbersOf(table, column).find(Number.isFinite);
}
