import { findColumn, numbersOf, toNumbers } from '../../ctapipe-hdf5/column-access.ts';
import type { FileFacts, TelescopeFacts } from '../file-facts.ts';
import { primaryName } from '../primary-name.ts';
import { RunTally } from '../run-tally.ts';
import {
  childrenOf,
  eachPiece,
  hasDataset,
  type Hdf5Survey,
  numberAttribute,
  rowsAt,
  textAttribute,
} from './hdf5-survey.ts';

/** Most cameras and tables that are looked at in one file. */
const maxItems = 64;

/** Shape of a dataset; empty when it is of another kind. */
async function shapeOf(survey: Hdf5Survey, path: string): Promise<readonly number[]> {
  return hasDataset(survey, path) ? (await survey.file.describeArray(path)).shape : [];
}

/** Positions and focal lengths of the telescopes that dl_data_dumper lists. */
async function dumpedTelescopes(survey: Hdf5Survey): Promise<TelescopeFacts[]> {
  const rows = await rowsAt(survey, '/telescopeInfos');
  if (rows?.columns.includes('telescopeId') !== true || rows.nRows > 100_000) return [];
  const table = await rows.read();
  const focalLengths = numbersOf(table, 'telescopeFocal');
  const positions = findColumn(table, 'telescopePosition');
  const xyz = positions?.meta.shape?.[0] === 3 ? toNumbers(positions.data) : undefined;
  return Array.from(numbersOf(table, 'telescopeId'), (telId, row) => ({
    telId,
    ...(Number.isFinite(focalLengths[row]) && { equivalentFocalLengthM: focalLengths[row] }),
    ...(xyz !== undefined && {
      positionM: [xyz[3 * row], xyz[3 * row + 1], xyz[3 * row + 2]] as const,
    }),
  }));
}

/**
 * Simulated images per camera as dl_data_dumper wrote them for machine learning.
 *
 * @returns undefined for other files
 * @throws PhotoelectronError `format-damaged`, `cancelled`
 */
export async function dumpedImages(survey: Hdf5Survey): Promise<FileFacts | undefined> {
  const cameras = childrenOf(survey, '/Cameras')
    .filter((name) => hasDataset(survey, `/Cameras/${name}/images`))
    .slice(0, maxItems);
  const events = await rowsAt(survey, '/eventSimu');
  if (cameras.length === 0 || events?.columns.includes('runId') !== true) return undefined;
  const tally = new RunTally();
  const whole = await eachPiece(survey, events, ['runId'], (table) => {
    for (const obsId of numbersOf(table, 'runId')) tally.arrayEvent(obsId);
  });
  if (!whole) tally.forgetCounts(events.nRows);
  const kinds: string[] = [];
  for (const camera of cameras) {
    const path = `/Cameras/${camera}`;
    const [nImages = 0, nPixels = 0] = await shapeOf(survey, `${path}/images`);
    kinds.push(`${String(nImages)} of ${camera} (${String(nPixels)} pixels)`);
    const rows = await rowsAt(survey, path);
    // Positions of pixels have other lengths than the images, so the group is no table.
    const [runIds, telIds] = await Promise.all(
      ['runId', 'telescopeId'].map(async (name) => {
        const shape = await shapeOf(survey, `${path}/${name}`);
        if (shape.length !== 1 || shape[0] > 10_000_000 || rows !== undefined) return undefined;
        const read = await survey.file.readArray(`${path}/${name}`);
        return 'data' in read ? toNumbers(read.data) : undefined;
      }),
    );
    if (whole && runIds !== undefined && telIds !== undefined) {
      runIds.forEach((obsId, row) => {
        if (row < telIds.length) tally.telescopeEvent(obsId, telIds[row]);
      });
    }
  }
  const primary = primaryName(numberAttribute(survey.attributes, 'particleType'));
  for (const { obsId } of tally.runs()) {
    if (primary !== undefined) tally.add({ obsId, primary });
  }
  const version = textAttribute(survey.attributes, 'converter_version');
  return {
    kind: 'events',
    format: 'dl_data_dumper HDF5',
    ...(version !== '' && { formatVersion: version }),
    description: `Simulated images: ${kinds.join(', ')}.`,
    dataLevels: ['DL1_IMAGES', 'SIMULATION'],
    isSimulation: true,
    software: `dl_data_dumper ${version}`.trim(),
    telescopes: await dumpedTelescopes(survey),
    runs: tally.runs(),
  };
}

/**
 * Events of MAGIC as a table of charges and arrival times of all pixels.
 *
 * @returns undefined for other files
 * @throws PhotoelectronError `format-damaged`
 */
export async function magicImages(survey: Hdf5Survey): Promise<FileFacts | undefined> {
  if (!hasDataset(survey, '/MAGIC')) return undefined;
  const rows = await rowsAt(survey, '/MAGIC');
  if (!['image_charge', 'arrival_time'].every((name) => rows?.columns.includes(name))) {
    return undefined;
  }
  const { members, nRows } = await survey.file.describe('/MAGIC');
  const nPixels = members.find(({ name }) => name === 'image_charge')?.shape[0] ?? 0;
  return {
    kind: 'events',
    format: 'MAGIC HDF5',
    description: `Images and arrival times of ${String(nRows)} events of MAGIC in ${String(nPixels)} pixels.`,
    dataLevels: ['DL1_IMAGES'],
    instrument: 'MAGIC',
    runs: [],
  };
}

/**
 * Waveforms of digicamtoy, the toy simulation of the SST-1M camera.
 *
 * @returns undefined for other files
 * @throws PhotoelectronError `format-damaged`
 */
export async function digicamtoyWaveforms(survey: Hdf5Survey): Promise<FileFacts | undefined> {
  const path = '/data/adc_count';
  if (!hasDataset(survey, path) || !hasDataset(survey, '/config/nsb_rate')) return undefined;
  const [nEvents = 0, nPixels = 0, nSamples = 0] = await shapeOf(survey, path);
  return {
    kind: 'events',
    format: 'digicamtoy HDF5',
    description: `Toy waveforms of ${String(nEvents)} events in ${String(nPixels)} pixels of ${String(nSamples)} samples.`,
    dataLevels: ['R0', 'SIMULATION'],
    isSimulation: true,
    software: 'digicamtoy',
    instrument: 'SST-1M',
    runs: [],
  };
}

/**
 * Photo-electrons of sstcam-simulation: for every event a list of pixels and one of times.
 *
 * @returns undefined for other files
 * @throws PhotoelectronError `format-damaged`
 */
export async function sstcamPhotoelectrons(survey: Hdf5Survey): Promise<FileFacts | undefined> {
  const lists = ['/Data/photoelectron_arrival_pixel', '/Data/photoelectron_arrival_time'];
  if (!lists.every((path) => hasDataset(survey, path))) return undefined;
  const [nEvents = 0] = await shapeOf(survey, lists[0]);
  const [nPixels = 0] = await shapeOf(survey, '/Geometry/pixel_x');
  return {
    kind: 'photons',
    format: 'sstcam-simulation HDF5',
    description: `Photo-electrons of ${String(nEvents)} simulated events in a camera of ${String(nPixels)} pixels.`,
    dataLevels: ['SIMULATION'],
    isSimulation: true,
    software: 'sstcam-simulation',
    instrument: 'SSTCAM',
    runs: [],
  };
}

/**
 * Raw data as ctapipe's first HDF5 writer stored them: tables `R0/tel_NNN`.
 *
 * @returns undefined for other files
 * @throws PhotoelectronError `format-damaged`
 */
export async function earlyCtapipeRaw(survey: Hdf5Survey): Promise<FileFacts | undefined> {
  const tables = childrenOf(survey, '/R0').filter((name) => /^tel_\d+$/.test(name));
  if (tables.length === 0) return undefined;
  const path = `/R0/${tables[0]}`;
  const rows = await rowsAt(survey, path);
  if (rows === undefined || !rows.columns.some((name) => name.startsWith('adc_'))) return undefined;
  const attributes = await survey.file.attributes(path, ['CTAPIPE_VERSION']);
  const version = textAttribute(attributes, 'CTAPIPE_VERSION');
  const isSimulation = hasDataset(survey, '/R0/MC');
  return {
    kind: 'events',
    format: 'early ctapipe HDF5',
    description: `Raw data of ${String(rows.nRows)} events of ${String(tables.length)} telescopes.`,
    dataLevels: ['R0', ...(isSimulation ? ['SIMULATION'] : [])],
    isSimulation,
    ...(version !== '' && { software: `ctapipe ${version}` }),
    telescopes: tables.map((name) => ({ telId: Number(name.slice('tel_'.length)) })),
    runs: [],
  };
}
