import { astropyColumns } from '../../../formats/hdf5/astropy-columns.ts';
import type { FileFacts } from '../file-facts.ts';
import { hasDataset, childrenOf, type Hdf5Survey, rowsAt } from './hdf5-survey.ts';
import { layoutPath, storedInstrument } from './stored-instrument.ts';
import { telescopeKinds } from '../telescope-kinds.ts';

/**
 * Files that describe instruments only: arrays as ctapipe's SubarrayDescription stores them, and camera
 * geometries that astropy wrote.
 *
 * @returns undefined for other files
 * @throws PhotoelectronError `format-damaged`
 */
export async function instrumentFile(survey: Hdf5Survey): Promise<FileFacts | undefined> {
  const top = childrenOf(survey, '/');
  if (top.length === 1 && hasDataset(survey, layoutPath)) {
    const instrument = await storedInstrument(survey);
    if (instrument === undefined) return undefined;
    return {
      kind: 'instrument',
      format: 'ctapipe SubarrayDescription HDF5',
      description: `Array of ${telescopeKinds(instrument.telescopes)}.`,
      dataLevels: [],
      ...(instrument.software !== undefined && { software: instrument.software }),
      ...(instrument.name !== undefined && { instrument: instrument.name }),
      ...(instrument.site !== undefined && { site: instrument.site }),
      telescopes: instrument.telescopes,
      runs: [],
    };
  }
  const tables = top.filter((name) => !name.endsWith('.__table_column_meta__'));
  if (tables.length !== 1 || !hasDataset(survey, `/${tables[0]}`)) return undefined;
  const table = await rowsAt(survey, `/${tables[0]}`);
  if (table === undefined) return undefined;
  if (!['pix_id', 'pix_x', 'pix_y', 'pix_area'].every((name) => table.columns.includes(name))) {
    return undefined;
  }
  const camera = (await astropyColumns(survey.file, `/${tables[0]}`))?.meta.CAM_ID;
  const name = typeof camera === 'string' ? ` of ${camera}` : '';
  return {
    kind: 'instrument',
    format: 'camera geometry HDF5',
    description: `Camera geometry${name}: ${String(table.nRows)} pixels.`,
    dataLevels: [],
    runs: [],
  };
}
