import type { Table } from '../../foundation/table.ts';
import { findColumn, numbersOf } from '../ctapipe-hdf5/column-access.ts';

/** What the run is called, in the order of trust. */
const idColumns = ['obs_id', 'run_number', 'run_id'];

/** Names that early versions gave to settings. */
const oldNames = new Map([['num_showers', 'n_showers']]);

/** Settings of one simulated run. */
export interface SimulatedRun {
  readonly obsId: number;
  readonly settings: Readonly<Record<string, number | string | boolean>>;
}

/**
 * Settings of the simulated runs that a table in ctapipe's manner holds (one row per run), by ctapipe's
 * names and in its units; lists are left out.
 */
export function simulatedRuns(table: Table): SimulatedRun[] {
  const idColumn = idColumns.find((name) => findColumn(table, name) !== undefined) ?? '';
  const obsIds = numbersOf(table, idColumn);
  return Array.from({ length: table.nRows }, (_, row) => {
    const settings: Record<string, number | string | boolean> = {};
    for (const column of table.columns) {
      const { name } = column.meta;
      if (
        name === 'obs_id' ||
        name === idColumn ||
        'text' in column ||
        column.meta.shape !== undefined
      )
        continue;
      const value = Number(column.data[row]);
      if (Number.isFinite(value)) settings[oldNames.get(name) ?? name] = value;
    }
    return { obsId: obsIds[row], settings };
  });
}
