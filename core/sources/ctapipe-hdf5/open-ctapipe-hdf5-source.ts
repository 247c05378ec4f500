import { PhotoelectronError } from '../../foundation/errors.ts';
import type { Table } from '../../foundation/table.ts';
import { type Hdf5File, openHdf5 } from '../../formats/hdf5/open-hdf5.ts';
import type { AttributeRead } from '../../formats/hdf5/reader-protocol.ts';
import { focalLength } from '../../instrument/focal-length.ts';
import { selectSubarray } from '../../instrument/select-subarray.ts';
import type { DataLevel, EventSource, SourceOptions } from '../event-source.ts';
import { CtapipeHdf5Source } from './ctapipe-hdf5-source.ts';
import { readEventList } from './event-list.ts';
import { readInstrument } from './read-instrument.ts';
import { readStoredTable } from './read-stored-table.ts';

const levelGroups: readonly (readonly [DataLevel, string])[] = [
  ['R0', '/r0/event/telescope'],
  ['R1', '/r1/event/telescope'],
  ['DL1_IMAGES', '/dl1/event/telescope/images'],
  ['DL1_PARAMETERS', '/dl1/event/telescope/parameters'],
  ['DL1_MUON', '/dl1/event/telescope/muon'],
  ['DL2', '/dl2'],
  ['SIMULATION', '/simulation'],
];

const oldestMajor = 4;
const newestMajor = 7;

function textOf(attributes: Readonly<Record<string, AttributeRead>>): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'string') result[name] = value;
    else if (typeof value === 'number' || typeof value === 'boolean') result[name] = String(value);
  }
  return result;
}

/** Major and minor version of the data model. */
function modelVersion(path: string, metadata: Readonly<Record<string, string>>): [number, number] {
  const version = metadata['CTA PRODUCT DATA MODEL VERSION'] as string | undefined;
  const match = /^v(\d+)\.(\d+)\.(\d+)$/.exec(version ?? '');
  const major = Number(match?.[1] ?? NaN);
  if (!(major >= oldestMajor && major <= newestMajor)) {
    throw new PhotoelectronError(
      'format-unsupported',
      version === undefined
        ? `${path} is an HDF5 file without the reference metadata of ctapipe, so its layout is unknown.`
        : `${path} is of ctapipe's data model ${version}; versions v${String(oldestMajor)} to v${String(newestMajor)} can be read.`,
      { path },
    );
  }
  return [major, Number(match?.[2])];
}

/**
 * Whether event type 2 means a sky pedestal, as it did before ctapipe 0.27; today it means a
 * pedestal of unknown kind and sky pedestals are 5.
 */
function hasOldEventTypes(metadata: Readonly<Record<string, string>>, major: number): boolean {
  if (metadata['CTA ACTIVITY SOFTWARE NAME'] !== 'ctapipe') return major < newestMajor;
  const match = /^(\d+)\.(\d+)/.exec(metadata['CTA ACTIVITY SOFTWARE VERSION']);
  if (match === null) return major < newestMajor;
  return Number(match[1]) === 0 && Number(match[2]) < 27;
}

async function openSource(file: Hdf5File, options: SourceOptions): Promise<EventSource> {
  const metadata = textOf(await file.attributes('/'));
  const [major, minor] = modelVersion(file.path, metadata);
  const { subarray: all, maskOrder } = await readInstrument(file);
  const subarray =
    options.allowedTels === undefined ? all : selectSubarray(all, options.allowedTels);
  for (const optics of subarray.optics) {
    focalLength(optics, options.focalLengthChoice ?? 'EFFECTIVE');
  }
  const dataLevels: DataLevel[] = [];
  for (const [level, group] of levelGroups) {
    if ((await file.kind(group)) === 'group') dataLevels.push(level);
  }
  const none: Table = { nRows: 0, columns: [] };
  const read = (path: string) => readStoredTable(file, path);
  return new CtapipeHdf5Source(file, {
    format: `ctapipe HDF5 v${String(major)}.${String(minor)}`,
    metadata,
    subarray,
    maskOrder,
    dataLevels,
    events: await readEventList(file, hasOldEventTypes(metadata, major)),
    simulationRuns: (await read('/configuration/simulation/run')) ?? none,
    showerDistribution: await read('/simulation/service/shower_distribution'),
    atmosphereProfile: await read('/simulation/service/atmosphere_density_profile'),
    schedulingBlocks: (await read('/configuration/observation/scheduling_block')) ?? none,
    observationBlocks: (await read('/configuration/observation/observation_block')) ?? none,
    options,
  });
}

/**
 * Opens an HDF5 file in ctapipe's layout (data model v4 to v7: ours and those of ctapipe 0.12 and
 * later) as array events: images, waveforms, true images, showers, triggers and what describes the
 * runs. Image parameters and reconstructions are not delivered: they are to be made again.
 *
 * `skipCalibrationEvents` has no effect here: which events are in the file was decided when it was
 * written.
 *
 * @throws PhotoelectronError `file-not-found`, `file-unreadable`, `format-unknown`,
 * `format-unsupported`, `format-damaged`, `focal-length-missing`, `argument-invalid` when a chosen
 * telescope does not exist
 */
export async function openCtapipeHdf5Source(
  path: string,
  options: SourceOptions = {},
): Promise<EventSource> {
  const file = await openHdf5(path);
  try {
    return await openSource(file, options);
  } catch (cause) {
    await file.close();
    throw cause;
  }
}
