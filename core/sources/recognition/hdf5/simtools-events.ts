import { numbersOf, textsOf } from '../../ctapipe-hdf5/column-access.ts';
import type { FileFacts } from '../file-facts.ts';
import { corsikaPrimaryName } from '../primary-name.ts';
import { RunTally } from '../run-tally.ts';
import {
  eachPiece,
  hasDataset,
  type Hdf5Survey,
  rowsAt,
  smallTable,
  textAttribute,
} from './hdf5-survey.ts';

/** Longest metadata that are read [bytes]. */
const maxMetadata = 4 << 20;

/** What the metadata say of the making, if they are what simtools writes. */
interface Metadata {
  readonly cta?: {
    readonly activity?: {
      readonly id?: unknown;
      readonly software?: { readonly name?: unknown; readonly version?: unknown };
    };
  };
}

async function maker(survey: Hdf5Survey): Promise<Partial<FileFacts>> {
  if (!hasDataset(survey, '/METADATA')) return { software: 'simtools' };
  const read = await survey.file.readArray('/METADATA', { count: 1 });
  const text = 'text' in read ? read.text[0] : '';
  if (text === '' || text.length > maxMetadata) return { software: 'simtools' };
  let metadata: Metadata | null;
  try {
    metadata = JSON.parse(text) as Metadata | null;
  } catch {
    return { software: 'simtools' };
  }
  const activity = metadata?.cta?.activity;
  const name = activity?.software?.name;
  const version = activity?.software?.version;
  const id = activity?.id;
  return {
    software:
      typeof name === 'string' && typeof version === 'string' ? `${name} ${version}` : 'simtools',
    ...(typeof id === 'string' && { activityId: id }),
  };
}

/** Settings of a simulation and the names that simtools has for them. */
const settingNames: readonly (readonly [name: string, column: string])[] = [
  ['energy_range_min', 'energy_min'],
  ['energy_range_max', 'energy_max'],
  ['spectral_index', 'spectral_index'],
  ['min_viewcone_radius', 'viewcone_min'],
  ['max_viewcone_radius', 'viewcone_max'],
  ['min_scatter_range', 'core_scatter_min'],
  ['max_scatter_range', 'core_scatter_max'],
];

/**
 * Reduced event data of simtools: what was simulated, which showers there were and which of them
 * triggered. The run is told by its number or, before there was one, by the name of the input file.
 *
 * @returns undefined for other files
 * @throws PhotoelectronError `format-damaged`, `cancelled`
 */
export async function simtoolsEvents(survey: Hdf5Survey): Promise<FileFacts | undefined> {
  const info = await smallTable(survey, '/FILE_INFO');
  const showers = await rowsAt(survey, '/SHOWERS');
  const triggers = await rowsAt(survey, '/TRIGGERS');
  if (info === undefined || showers === undefined || triggers === undefined) return undefined;
  const numbers = numbersOf(info, 'run_number');
  const runs = textsOf(info, 'file_name').map((name, row) =>
    Number.isFinite(numbers[row]) ? numbers[row] : Number(/run0*(\d+)/.exec(name)?.[1] ?? NaN),
  );
  const fileIds = [...numbersOf(info, 'file_id')];
  const particles = numbersOf(info, 'particle_id');
  const zenith = numbersOf(info, 'zenith');
  const azimuth = numbersOf(info, 'azimuth');
  const settings = settingNames.map(([name, column]) => [name, numbersOf(info, column)] as const);
  const tally = new RunTally();
  runs.forEach((obsId, row) => {
    if (!Number.isFinite(obsId)) return;
    const primary = corsikaPrimaryName(particles[row]);
    tally.add({
      obsId,
      ...(primary !== undefined && { primary }),
      ...(Number.isFinite(zenith[row]) && {
        pointingAltDeg: 90 - zenith[row],
        pointingAzDeg: azimuth[row],
      }),
      simulation: Object.fromEntries(
        settings.flatMap(([name, values]) =>
          Number.isFinite(values[row]) ? [[name, values[row]]] : [],
        ),
      ),
    });
  });
  const whole = await eachPiece(survey, triggers, ['file_id'], (table) => {
    for (const id of numbersOf(table, 'file_id')) {
      const obsId = runs.at(fileIds.indexOf(id)) ?? NaN;
      if (Number.isFinite(obsId)) tally.arrayEvent(obsId);
    }
  });
  if (!whole) tally.forgetCounts(triggers.nRows);
  const status = textAttribute(survey.attributes, 'simtools_write_status');
  return {
    kind: 'events',
    format: 'simtools reduced events HDF5',
    description: `${String(triggers.nRows)} triggered of ${String(showers.nRows)} simulated showers, without images.`,
    dataLevels: ['SIMULATION'],
    isSimulation: true,
    ...(await maker(survey)),
    runs: tally.runs(),
    ...(status !== '' && { isComplete: status === 'complete' }),
    ...(status !== '' && status !== 'complete' && { reason: `Its writing is marked "${status}".` }),
  };
}
