import type { StoredRows } from '../../formats/hdf5/open-rows.ts';
import { findColumn, numbersOf, textsOf } from '../ctapipe-hdf5/column-access.ts';
import { factRun, factTime } from '../recognition/hdf5/fact-events.ts';
import type { EventTable } from './event-table.ts';

/** Zenith distances of the drive [deg]. */
const ZENITHS = ['pointing_position_zd', 'zd_tracking', 'zenith'];

/** Events of FACT, one row each. @returns undefined when they have no runs or times */
export function factRows(item: string, rows: StoredRows): EventTable | undefined {
  const first = (...names: readonly string[]) => names.find((name) => rows.columns.includes(name));
  const night = first('night', 'NIGHT');
  const run = first('run_id', 'RUNID');
  const time = first('timestamp', 'unix_time_utc');
  if (night === undefined || run === undefined || time === undefined) return undefined;
  const zenith = first(...ZENITHS);
  return {
    item,
    rows,
    columns: [night, run, time, ...(zenith === undefined ? [] : [zenith])],
    hasZenith: zenith !== undefined,
    count: (table, obsId, bins) => {
      const [nights, runs] = [night, run].map((name) => numbersOf(table, name));
      const zeniths = zenith === undefined ? undefined : numbersOf(table, zenith);
      const stamps = textsOf(table, time);
      const parts = findColumn(table, time)?.data;
      for (let row = 0; row < table.nRows; row++) {
        if (factRun(nights[row], runs[row]) !== obsId) continue;
        const utcMs =
          parts === undefined
            ? factTime(stamps[row])
            : Number(parts[2 * row]) * 1000 + Number(parts[2 * row + 1]) / 1000;
        bins.add({ utcMs, zenithDeg: zeniths?.[row] });
      }
    },
  };
}
