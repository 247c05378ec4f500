import { utcMillisecondsFromTai } from '../../foundation/tai-timestamp.ts';
import type { Hdf5File } from '../../formats/hdf5/open-hdf5.ts';
import { openRows, type StoredRows } from '../../formats/hdf5/open-rows.ts';
import { findColumn, numbersOf } from '../ctapipe-hdf5/column-access.ts';
import { hasOldEventTypes } from '../recognition/hdf5/ctapipe-product.ts';
import { layoutPath } from '../recognition/hdf5/stored-instrument.ts';
import { storedTimes } from '../recognition/hdf5/stored-times.ts';
import { eventTypeName } from '../recognition/run-tally.ts';
import type { EventTable } from './event-table.ts';

/** Whether times stand in two columns, as hiperta has them. */
export function hasSplitTimes({ columns }: StoredRows): boolean {
  return columns.includes('timestamp_s') && columns.includes('timestamp_qns');
}

/**
 * The table of triggers of ctapipe's layout, one row per array event; hiperta has the two parts of its
 * times in two columns.
 *
 * @returns undefined when it has no times
 */
export async function triggerRows(
  file: Hdf5File,
  item: string,
  rows: StoredRows,
): Promise<EventTable | undefined> {
  const has = (name: string) => rows.columns.includes(name);
  if (!has('obs_id') || !(has('time') || hasSplitTimes(rows))) return undefined;
  const telIds = await telescopeOrder(file);
  const oldTypes = await hasOldTypes(file);
  return {
    item,
    rows,
    columns: [
      ...['obs_id', 'time', 'timestamp_s', 'timestamp_qns', 'event_type', 'tels_with_trigger'],
    ],
    hasZenith: false,
    count: (table, obsId, bins) => {
      const obsIds = numbersOf(table, 'obs_id');
      const times = hasSplitTimes(rows) ? splitTimes(table) : storedTimes(table, 'time');
      const types = findColumn(table, 'event_type') && numbersOf(table, 'event_type');
      const masks = findColumn(table, 'tels_with_trigger');
      const width = masks?.meta.shape?.[0] === telIds.length ? telIds.length : 0;
      for (let row = 0; row < table.nRows; row++) {
        if (obsIds[row] !== obsId) continue;
        const utcMs = times?.[row] ?? NaN;
        bins.add({ utcMs, type: types && eventTypeName(types[row], oldTypes) });
        for (let tel = 0; tel < width; tel++) {
          if (Number(masks?.data[row * width + tel]) !== 0) bins.addTelescope(utcMs, telIds[tel]);
        }
      }
    },
  };
}

function splitTimes(table: Parameters<typeof numbersOf>[0]): Float64Array {
  const quarters = numbersOf(table, 'timestamp_qns');
  return numbersOf(table, 'timestamp_s').map((second, row) =>
    utcMillisecondsFromTai(second + quarters[row] / 4e9),
  );
}

/** Telescopes in the order of the masks. */
async function telescopeOrder(file: Hdf5File): Promise<number[]> {
  const rows = await openRows(file, layoutPath);
  if (rows?.columns.includes('tel_id') !== true) return [];
  return [...numbersOf(await rows.read({ columns: ['tel_id'] }), 'tel_id')];
}

async function hasOldTypes(file: Hdf5File): Promise<boolean> {
  const name = 'CTA ACTIVITY SOFTWARE NAME';
  const version = 'CTA ACTIVITY SOFTWARE VERSION';
  const attributes = await file.attributes('/', [name, version]);
  const stated = attributes[version];
  return attributes[name] === 'ctapipe' && typeof stated === 'string' && hasOldEventTypes(stated);
}
