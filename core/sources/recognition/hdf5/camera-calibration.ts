import { findColumn, numbersOf, toNumbers } from '../../ctapipe-hdf5/column-access.ts';
import type { FileFacts, RunFacts } from '../file-facts.ts';
import {
  childrenOf,
  hasDataset,
  type Hdf5Survey,
  smallTable,
  textAttribute,
} from './hdf5-survey.ts';

/** Tables of ctapipe's calibration containers. */
const tableNames = ['calibration', 'flatfield', 'pedestal', 'pixel_status'];

/** Columns that state when the events were taken. */
const timeColumns = ['time_min', 'time_max', 'sample_time_min', 'sample_time_max'];

/** Attributes that say who made a table. */
const makerAttributes = [
  'LSTCHAIN_VERSION',
  'NECTARCHAIN_VERSION',
  'CTAPIPE_VERSION',
  'CONTACT',
  'config',
];

/** Run that the events were of, as the stored configuration names its input. */
function runOfInput(config: string): number | undefined {
  const match = /\.Run0*(\d+)\.\d+\.fits/.exec(config) ?? /"run(?:_number)?":\s*(\d+)/.exec(config);
  return match === null ? undefined : Number(match[1]);
}

/** First and last of the times that the columns of a table state [UNIX s, UTC]. */
function timeRange(tables: readonly Awaited<ReturnType<typeof smallTable>>[]) {
  const values = tables.flatMap((table) => {
    if (table === undefined) return [];
    return timeColumns.flatMap((name) => {
      const column = findColumn(table, name);
      return column === undefined ? [] : [...toNumbers(column.data)];
    });
  });
  // Earlier numbers are seconds within the run or placeholders.
  return values.filter((value) => Number.isFinite(value) && value > 1e9);
}

/**
 * Camera calibrations as ctapipe's containers: groups `tel_N` with tables of gains, flat fields and
 * pedestals (LST-1, NectarCAM).
 *
 * @returns undefined for other files
 * @throws PhotoelectronError `format-damaged`
 */
export async function cameraCalibration(survey: Hdf5Survey): Promise<FileFacts | undefined> {
  const groups = childrenOf(survey, '/').filter((name) => /^tel_\d+$/.test(name));
  const paths = groups.flatMap((group) =>
    tableNames.map((name) => `/${group}/${name}`).filter((path) => hasDataset(survey, path)),
  );
  if (paths.length === 0) return undefined;
  const telIds = groups.map((group) => Number(group.slice('tel_'.length)));
  const attributes = await survey.file.attributes(paths[0], makerAttributes);
  const text = (name: string) => textAttribute(attributes, name);
  const config = text('config');
  const tables = await Promise.all(
    paths.map((path) => smallTable(survey, path, [...timeColumns, 'n_events'])),
  );
  const described = await Promise.all(paths.map((path) => survey.file.describe(path)));
  const nPixels = described
    .flatMap(({ members }) => members.map(({ shape }) => shape.at(-1) ?? 1))
    .reduce((most, n) => Math.max(most, n), 0);
  const events = tables.flatMap((table) =>
    table !== undefined && findColumn(table, 'n_events') ? [...numbersOf(table, 'n_events')] : [],
  );
  const nEvents = events.length === 0 ? 0 : Math.max(...events);
  const times = timeRange(tables);
  const obsId = runOfInput(config);
  const run: RunFacts | undefined =
    obsId === undefined
      ? undefined
      : {
          obsId,
          telIds,
          ...(times.length > 0 && {
            startUtcMs: Math.min(...times) * 1000,
            stopUtcMs: Math.max(...times) * 1000,
          }),
        };
  const isNectar = text('NECTARCHAIN_VERSION') !== '' || /NectarCAM/i.test(text('CONTACT'));
  const isLst = /\bLST-?1\b/.test(config) || text('LSTCHAIN_VERSION') !== '';
  const software = [
    ['lstchain', text('LSTCHAIN_VERSION')],
    ['nectarchain', text('NECTARCHAIN_VERSION')],
    ['ctapipe', text('CTAPIPE_VERSION')],
  ].find(([, version]) => version !== '');
  const contents = tableNames.filter((name) => paths.some((path) => path.endsWith(`/${name}`)));
  const names = contents.map((name) => name.replace('_', ' ').replace('flatfield', 'flat field'));
  return {
    kind: 'calibration',
    format: 'ctapipe camera calibration HDF5',
    description: `Camera calibration (${names.join(', ')}) of ${String(nPixels)} pixels${nEvents > 0 ? ` from ${String(nEvents)} events` : ''}.`,
    dataLevels: [],
    isSimulation: false,
    ...(software !== undefined && { software: software.join(' ') }),
    ...(isNectar ? { instrument: 'NectarCAM' } : isLst ? { instrument: 'LST-1' } : {}),
    telescopes: telIds.map((telId) => ({ telId, nPixels })),
    runs: run === undefined ? [] : [run],
  };
}
