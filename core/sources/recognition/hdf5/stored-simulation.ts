import type { Table } from '../../../foundation/table.ts';
import { findColumn, numbersOf } from '../../ctapipe-hdf5/column-access.ts';
import { primaryName } from '../primary-name.ts';
import { eachPiece, type Hdf5Survey, rowsAt } from './hdf5-survey.ts';

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
  const obsIds = numbersOf(table, findColumn(table, 'obs_id') ? 'obs_id' : 'run_number');
  return Array.from({ length: table.nRows }, (_, row) => {
    const settings: Record<string, number | string | boolean> = {};
    for (const column of table.columns) {
      const { name } = column.meta;
      if (name === 'obs_id' || 'text' in column || column.meta.shape !== undefined) continue;
      const value = Number(column.data[row]);
      if (Number.isFinite(value)) settings[oldNames.get(name) ?? name] = value;
    }
    return { obsId: obsIds[row], settings };
  });
}

/**
 * Primary particle of each run, by the first simulated shower of the run.
 *
 * @param item rows with `obs_id` and the code of sim_telarray
 * @param column the column of the code
 * @throws PhotoelectronError `format-damaged`, `cancelled`
 */
export async function simulatedPrimaries(
  survey: Hdf5Survey,
  item: string,
  column: string,
): Promise<ReadonlyMap<number, string>> {
  const primaries = new Map<number, string>();
  const rows = await rowsAt(survey, item);
  if (rows?.columns.includes(column) !== true) return primaries;
  await eachPiece(survey, rows, ['obs_id', column], (table) => {
    const obsIds = numbersOf(table, 'obs_id');
    numbersOf(table, column).forEach((code, row) => {
      const name = primaryName(code);
      if (name !== undefined && !primaries.has(obsIds[row])) primaries.set(obsIds[row], name);
    });
  });
  return primaries;
}
