import type { StoredRows } from '../../formats/hdf5/open-rows.ts';
import { findColumn, numbersOf } from '../ctapipe-hdf5/column-access.ts';
import { eventTypeName } from '../recognition/run-tally.ts';
import type { EventTable } from './event-table.ts';

/** Times in UNIX seconds (UTC) of lstchain and magic-cta-pipe, in the order of trust. */
const TIMES = ['dragon_time', 'ucts_time', 'tib_time', 'timestamp', 'time_sec', 'trigger_time'];
/** Altitudes of the pointing [rad]. */
const ALTITUDES = ['alt_tel', 'pointing_alt'];
const DEGREES = 180 / Math.PI;

/** Whether rows are telescope events with times. */
export function isTelescopeRows({ columns }: StoredRows): boolean {
  const has = (name: string) => columns.includes(name);
  return ['obs_id', 'event_id', 'tel_id'].every(has) && TIMES.some(has);
}

/** Rows of telescope events; an array event counts once, at the time of its first row. */
export function telescopeRows(item: string, rows: StoredRows): EventTable {
  const first = (names: readonly string[]) => names.find((name) => rows.columns.includes(name));
  const time = first(TIMES) ?? '';
  const altitude = first(ALTITUDES);
  const seen = new Set<number>();
  return {
    item,
    rows,
    columns: [
      ...['obs_id', 'event_id', 'tel_id', 'event_type', time, 'time_nanosec'],
      ...(altitude === undefined ? [] : [altitude]),
    ],
    hasZenith: altitude !== undefined,
    count: (table, obsId, bins) => {
      const [obsIds, eventIds, telIds, seconds] = ['obs_id', 'event_id', 'tel_id', time].map(
        (name) => numbersOf(table, name),
      );
      const nanoseconds = time === 'time_sec' ? numbersOf(table, 'time_nanosec') : undefined;
      const types = findColumn(table, 'event_type') && numbersOf(table, 'event_type');
      const altitudes = altitude === undefined ? undefined : numbersOf(table, altitude);
      for (let row = 0; row < table.nRows; row++) {
        if (obsIds[row] !== obsId) continue;
        const utcMs = seconds[row] * 1000 + (nanoseconds?.[row] ?? 0) / 1e6;
        bins.addTelescope(utcMs, telIds[row]);
        if (seen.has(eventIds[row])) continue;
        seen.add(eventIds[row]);
        bins.add({
          utcMs,
          type: types && eventTypeName(types[row]),
          zenithDeg: altitudes && 90 - altitudes[row] * DEGREES,
        });
      }
    },
  };
}
