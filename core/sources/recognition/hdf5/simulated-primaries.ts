import { numbersOf } from '../../ctapipe-hdf5/column-access.ts';
import { primaryName } from '../primary-name.ts';
import { eachPiece, type Hdf5Survey, rowsAt } from './hdf5-survey.ts';

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
