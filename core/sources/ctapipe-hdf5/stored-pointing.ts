import type { Hdf5File } from '../../formats/hdf5/open-hdf5.ts';
import type { Table } from '../../foundation/table.ts';
import { findColumn, numbersOf } from './column-access.ts';
import { readStoredTable } from './read-stored-table.ts';
import { copyTimes, emptyTimes } from './stored-time.ts';

/** Altitude and azimuth [deg]. */
export interface Pointing {
  readonly alt: number;
  readonly az: number;
}

const unknown: Pointing = { alt: NaN, az: NaN };

/** Where a telescope or the array points in an observation at a time [s, TAI since 1970]. */
export type PointingAt = (obsId: number, time: number) => Pointing;

/** Angles of a column in degrees. */
function degrees(table: Table, name: string): Float64Array {
  const inRadians = findColumn(table, name)?.meta.unit === 'rad';
  return numbersOf(table, name).map((angle) => (inRadians ? (angle * 180) / Math.PI : angle));
}

/** Times of a table in s (TAI since 1970). */
function times(table: Table): Float64Array {
  const column = findColumn(table, 'time');
  if (column === undefined) return new Float64Array(table.nRows).fill(NaN);
  const rows = Array.from({ length: table.nRows }, (_, row) => row);
  const into = emptyTimes(table.nRows);
  copyTimes(column, rows, rows, into);
  return Float64Array.from(rows, (row) => into.seconds[row] + into.quarterNanoseconds[row] / 4e9);
}

/** First row that is not before a time. */
function firstNotBefore(ascending: Float64Array, time: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle] < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Pointing that is constant in each observation (ctapipe ≥ 0.21). */
function constant(table: Table): PointingAt {
  const obsIds = [...numbersOf(table, 'obs_id')];
  const alt = degrees(table, 'telescope_pointing_altitude');
  const az = degrees(table, 'telescope_pointing_azimuth');
  return (obsId) => {
    const row = obsIds.indexOf(obsId);
    return row < 0 ? unknown : { alt: alt[row], az: az[row] };
  };
}

/** The entry nearest in time, as ctapipe reads the tables of its versions before 0.21. */
function nearest(table: Table, altitude: string, azimuth: string): PointingAt {
  const at = times(table);
  const alt = degrees(table, altitude);
  const az = degrees(table, azimuth);
  return (_, time) => {
    if (at.length === 0) return unknown;
    const after = Math.min(firstNotBefore(at, time), at.length - 1);
    const row = after > 0 && time - at[after - 1] < at[after] - time ? after - 1 : after;
    return { alt: alt[row], az: az[row] };
  };
}

/** Linear interpolation between the entries, unknown before the first and after the last. */
function interpolated(table: Table): PointingAt {
  const at = times(table);
  const alt = degrees(table, 'altitude');
  const az = degrees(table, 'azimuth');
  return (_, time) => {
    const after = firstNotBefore(at, time);
    if (after === at.length || (after === 0 && at[0] !== time)) return unknown;
    if (after === 0) return { alt: alt[0], az: az[0] };
    const weight = (time - at[after - 1]) / (at[after] - at[after - 1]);
    // The short way round, so that nothing happens at north.
    const turn = ((((az[after] - az[after - 1]) % 360) + 540) % 360) - 180;
    return {
      alt: alt[after - 1] + weight * (alt[after] - alt[after - 1]),
      az: (az[after - 1] + weight * turn + 360) % 360,
    };
  };
}

/**
 * Where the pointing of a telescope is found: monitoring of data, else one value per observation, else
 * the table of ctapipe before 0.21.
 *
 * @param table name of the telescope's tables, such as `tel_001`
 * @throws PhotoelectronError `format-damaged`, `format-unsupported`
 */
export async function telescopePointing(file: Hdf5File, table: string): Promise<PointingAt> {
  const monitored = await readStoredTable(file, `/dl0/monitoring/telescope/pointing/${table}`);
  if (monitored !== undefined) return interpolated(monitored);
  const fixed = await readStoredTable(file, `/configuration/telescope/pointing/${table}`);
  if (fixed !== undefined) return constant(fixed);
  const old = await readStoredTable(file, `/dl1/monitoring/telescope/pointing/${table}`);
  return old === undefined ? () => unknown : nearest(old, 'altitude', 'azimuth');
}

/**
 * The nominal pointing of the array: of the observation block where it is given in altitude and
 * azimuth, else the table of ctapipe before 0.21.
 *
 * @param blocks observation blocks of the file
 * @throws PhotoelectronError `format-damaged`, `format-unsupported`
 */
export async function arrayPointing(file: Hdf5File, blocks: Table): Promise<PointingAt> {
  const altAz = 0;
  const obsIds = [...numbersOf(blocks, 'obs_id')];
  const frames = numbersOf(blocks, 'subarray_pointing_frame');
  const alt = degrees(blocks, 'subarray_pointing_lat');
  const az = degrees(blocks, 'subarray_pointing_lon');
  const table = await readStoredTable(file, '/dl1/monitoring/subarray/pointing');
  const old =
    table === undefined ? () => unknown : nearest(table, 'array_altitude', 'array_azimuth');
  return (obsId, time) => {
    const row = obsIds.indexOf(obsId);
    const known = row >= 0 && frames[row] === altAz && !Number.isNaN(alt[row]);
    return known ? { alt: alt[row], az: az[row] } : old(obsId, time);
  };
}
