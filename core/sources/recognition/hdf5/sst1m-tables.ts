import type { FileFacts } from '../file-facts.ts';
import { childrenOf, type Hdf5Survey, rowsAt } from './hdf5-survey.ts';

/** Columns by which results of the pipeline are known, and what they are. */
const performanceColumns: readonly (readonly [column: string, what: string])[] = [
  ['angular_res', 'Angular resolution'],
  ['energy_res', 'Energy resolution'],
  ['flux_sensitivity', 'Flux sensitivity'],
];

/**
 * Tables of sst1mpipe (SST-1M): calibration constants of pixels (pandas frames of dark runs or their
 * averages) and figures of performance.
 *
 * @returns undefined for other files
 * @throws PhotoelectronError `format-damaged`
 */
export async function sst1mTables(survey: Hdf5Survey): Promise<FileFacts | undefined> {
  const names = childrenOf(survey, '/').filter((name) => !name.includes('__table_column_meta__'));
  if (names.length > 8) return undefined;
  for (const name of names) {
    const rows = await rowsAt(survey, `/${name}`);
    const has = (column: string) => rows?.columns.includes(column) === true;
    const common = { dataLevels: [], instrument: 'SST-1M', runs: [] };
    if (['pixel_id', 'dc_to_pe', 'gain', 'X_talk'].every(has)) {
      const what = has('gain_std') ? 'Averaged calibration' : 'Calibration from a dark run';
      return {
        kind: 'calibration',
        format: 'sst1mpipe calibration HDF5',
        description: `${what} of ${String(rows?.nRows ?? 0)} pixels.`,
        isSimulation: false,
        ...common,
      };
    }
    const figure = performanceColumns.find(([column]) => has(column));
    if (figure !== undefined) {
      return {
        kind: 'benchmark',
        format: 'sst1mpipe performance HDF5',
        description: `${figure[1]} in ${String(rows?.nRows ?? 0)} bins of energy.`,
        ...common,
      };
    }
  }
  return undefined;
}
