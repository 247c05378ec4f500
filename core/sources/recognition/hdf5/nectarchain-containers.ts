import type { FileFacts } from '../file-facts.ts';
import { childrenOf, hasDataset, type Hdf5Survey, rowsAt, textAttribute } from './hdf5-survey.ts';
import { firstValue } from './telescope-rows.ts';

/** Containers that hold events; the others are results of calibrations. */
const eventContainers = /^(Waveforms|Charges|ArrayData)/;

/**
 * Containers of nectarchain (NectarCAM): groups with tables named `…Container_N`.
 *
 * @returns undefined for other files
 * @throws PhotoelectronError `format-damaged`
 */
export async function nectarchainContainers(survey: Hdf5Survey): Promise<FileFacts | undefined> {
  const paths = childrenOf(survey, '/')
    .flatMap((group) => childrenOf(survey, `/${group}`).map((name) => `/${group}/${name}`))
    .filter((path) => /Containers?_\d+$/.test(path) && hasDataset(survey, path));
  if (paths.length === 0) return undefined;
  const names = [
    ...new Set(paths.map((path) => (path.split('/').at(-1) ?? '').replace(/_\d+$/, ''))),
  ];
  const isEvents = names.some((name) => eventContainers.test(name));
  const rows = await rowsAt(survey, paths[0]);
  const run = rows && (await firstValue(rows, 'run_number'));
  const attributes = await survey.file.attributes(paths[0], [
    'NECTARCHAIN_VERSION',
    'CTAPIPE_VERSION',
  ]);
  const version = textAttribute(attributes, 'NECTARCHAIN_VERSION');
  const ctapipe = textAttribute(attributes, 'CTAPIPE_VERSION');
  return {
    kind: isEvents ? 'events' : 'calibration',
    format: 'nectarchain HDF5',
    description: `Containers of nectarchain: ${names.slice(0, 6).join(', ')}.`,
    dataLevels: isEvents ? ['R1'] : [],
    isSimulation: false,
    ...(version !== ''
      ? { software: `nectarchain ${version}` }
      : ctapipe !== '' && { software: `ctapipe ${ctapipe}` }),
    instrument: 'NectarCAM',
    runs: run === undefined ? [] : [{ obsId: run }],
  };
}
