import { PhotoelectronError } from '../../../foundation/errors.ts';
import type { Table } from '../../../foundation/table.ts';
import { findColumn, numbersOf } from '../../ctapipe-hdf5/column-access.ts';
import type { FileFacts } from '../file-facts.ts';
import { RunTally } from '../run-tally.ts';
import { arrayTriggerPath, countArrayTriggers } from './array-triggers.ts';
import {
  childrenOf,
  hasDataset,
  type Hdf5Survey,
  smallTable,
  textAttribute,
} from './hdf5-survey.ts';
import { simulatedRuns } from '../simulated-runs.ts';
import { simulatedPrimaries } from './simulated-primaries.ts';
import { storedInstrument } from './stored-instrument.ts';
import { telescopeKinds } from '../telescope-kinds.ts';
import { utcFromTaiDay } from './stored-times.ts';

/** Groups by which a data level shows. */
const levelGroups: readonly (readonly [level: string, group: string])[] = [
  ['R0', '/r0/event/telescope'],
  ['R1', '/r1/event/telescope'],
  ['DL0', '/dl0/event/telescope'],
  ['DL1_IMAGES', '/dl1/event/telescope/images'],
  ['DL1_PARAMETERS', '/dl1/event/telescope/parameters'],
  ['DL1_MUON', '/dl1/event/telescope/muon'],
  ['DL2', '/dl2/event'],
  ['SIMULATION', '/simulation'],
];

/** Data levels of a file in ctapipe's layout, by its groups. */
export function ctapipeLevels({ kinds }: Hdf5Survey): string[] {
  return levelGroups.flatMap(([level, group]) => (kinds.get(group) === 'group' ? [level] : []));
}

/** Whether a version of ctapipe has the event types before 0.27; unknown versions have today's. */
export function hasOldEventTypes(version: string): boolean {
  const match = /^v?(\d+)\.(\d+)/.exec(version);
  return match !== null && Number(match[1]) === 0 && Number(match[2]) < 27;
}

/** The unit of a column, as both generations of ctapipe's writer note it. */
async function angleFactor(survey: Hdf5Survey, path: string, table: Table, column: string) {
  const place = table.columns.findIndex(({ meta }) => meta.name === column);
  const names = [`CTAFIELD_${String(place)}_UNIT`, `${column}_UNIT`];
  const attributes = await survey.file.attributes(path, names);
  return names.some((name) => attributes[name] === 'deg') ? 1 : 180 / Math.PI;
}

/** Tables of pointings: path, column of the altitude, column of the azimuth; the best first. */
function pointingTables(survey: Hdf5Survey): (readonly [string, string, string])[] {
  const firstOf = (folder: string) =>
    childrenOf(survey, folder)
      .map((name) => `${folder}/${name}`)
      .filter((path) => hasDataset(survey, path))
      .slice(0, 1);
  return [
    ...firstOf('/configuration/telescope/pointing').map(
      (path) => [path, 'telescope_pointing_altitude', 'telescope_pointing_azimuth'] as const,
    ),
    ...['/dl1/monitoring/subarray/pointing']
      .filter((path) => hasDataset(survey, path))
      .map((path) => [path, 'array_altitude', 'array_azimuth'] as const),
    ...firstOf('/dl0/monitoring/telescope/pointing').map(
      (path) => [path, 'altitude', 'azimuth'] as const,
    ),
  ];
}

/** Adds the pointing where the observation blocks do not tell it; of data that at the beginning. */
async function addPointings(survey: Hdf5Survey, tally: RunTally): Promise<void> {
  const [path, alt, az] = pointingTables(survey).at(0) ?? [];
  if (path === undefined || alt === undefined || az === undefined) return;
  const table = await smallTable(survey, path);
  if (table === undefined || table.nRows === 0 || findColumn(table, alt) === undefined) return;
  const factor = await angleFactor(survey, path, table, alt);
  const alts = numbersOf(table, alt);
  const azs = numbersOf(table, az);
  // Without a run the pointing is that of all of them; several runs were then merged and differ.
  const runs = tally.runs();
  const obsIds = findColumn(table, 'obs_id') && numbersOf(table, 'obs_id');
  for (const { obsId, pointingAltDeg, pointingRaDeg } of runs) {
    const row = obsIds === undefined ? (runs.length === 1 ? 0 : -1) : obsIds.indexOf(obsId);
    if (row < 0 || !Number.isFinite(alts[row])) continue;
    if (pointingAltDeg !== undefined || pointingRaDeg !== undefined) continue;
    tally.add({
      obsId,
      pointingAltDeg: alts[row] * factor,
      pointingAzDeg: azs[row] * factor,
    });
  }
}

/** Adds runs, pointings and times of the observation blocks. */
async function addObservationBlocks(survey: Hdf5Survey, tally: RunTally): Promise<void> {
  const table = await smallTable(survey, '/configuration/observation/observation_block');
  if (table === undefined) return;
  const obsIds = numbersOf(table, 'obs_id');
  const [lat, lon, frame, start, minutes] = [
    'subarray_pointing_lat',
    'subarray_pointing_lon',
    'subarray_pointing_frame',
    'actual_start_time',
    'actual_duration',
  ].map((name) => numbersOf(table, name));
  for (let row = 0; row < table.nRows; row++) {
    const pointed = Number.isFinite(lat[row]) && Number.isFinite(lon[row]);
    const begin = utcFromTaiDay(start[row]);
    const hasDuration = Number.isFinite(minutes[row]) && minutes[row] > 0;
    tally.add({
      obsId: obsIds[row],
      ...(pointed && frame[row] === 0 && { pointingAltDeg: lat[row], pointingAzDeg: lon[row] }),
      ...(pointed && frame[row] === 1 && { pointingRaDeg: lon[row], pointingDecDeg: lat[row] }),
      ...(Number.isFinite(begin) && begin > 0 && { startUtcMs: begin }),
      ...(hasDuration && { durationS: 60 * minutes[row] }),
    });
  }
}

/** Runs with events, times, pointings and settings, as ctapipe stores them. */
export async function ctapipeRuns(
  survey: Hdf5Survey,
  telIds: readonly number[],
  oldTypes: boolean,
): Promise<FileFacts['runs']> {
  const tally = new RunTally();
  await addObservationBlocks(survey, tally);
  const hasEvents = await countArrayTriggers(survey, tally, telIds, { oldTypes });
  // No table is written when nothing was triggered.
  if (!hasEvents) for (const { obsId } of tally.runs()) tally.add({ obsId, nEvents: 0 });
  const [settings, primaries] = await Promise.all([
    smallTable(survey, '/configuration/simulation/run'),
    simulatedPrimaries(survey, '/simulation/event/subarray/shower', 'true_shower_primary_id'),
  ]);
  for (const run of settings === undefined ? [] : simulatedRuns(settings)) {
    tally.add({ obsId: run.obsId, simulation: run.settings });
  }
  for (const [obsId, primary] of primaries) tally.add({ obsId, primary });
  await addPointings(survey, tally);
  return tally.runs();
}

/** A text of a file; undefined where it cannot be read, for which the events are not left out. */
async function textBesideEvents(survey: Hdf5Survey, path: string): Promise<string | undefined> {
  if (!hasDataset(survey, path)) return undefined;
  try {
    return await survey.file.readText(path);
  } catch (error) {
    const isOfText =
      error instanceof PhotoelectronError &&
      (error.code === 'format-damaged' || error.code === 'format-unsupported');
    if (!isOfText) throw error;
    return undefined;
  }
}

/** What our own products say of themselves beyond ctapipe's metadata. */
async function ownProvenance(survey: Hdf5Survey): Promise<Partial<FileFacts>> {
  const activityRecord = await textBesideEvents(survey, '/provenance/activity');
  const configurationDocument = await textBesideEvents(survey, '/provenance/configuration');
  const hash = textAttribute(survey.attributes, 'PHOTOELECTRON CONFIGURATION SHA256');
  const complete = survey.attributes['PHOTOELECTRON COMPLETE'];
  return {
    ...(activityRecord !== undefined && { activityRecord }),
    ...(configurationDocument !== undefined && { configurationDocument }),
    ...(hash !== '' && { configurationHash: hash }),
    ...(typeof complete === 'boolean' && { isComplete: complete }),
    ...(complete === false && { reason: 'It was made from an input that ended early.' }),
  };
}

/** Words for the data levels in a sentence. */
export function levelWords(levels: readonly string[]): string {
  const words = new Map([
    ['R0', 'raw waveforms'],
    ['R1', 'calibrated waveforms'],
    ['DL0', 'reduced waveforms'],
    ['DL1_IMAGES', 'images'],
    ['DL1_PARAMETERS', 'image parameters'],
    ['DL1_MUON', 'muon rings'],
    ['DL2', 'reconstructed events'],
  ]);
  const named = levels.flatMap((level) => words.get(level) ?? []);
  if (named.length === 0) return 'event triggers';
  return named.length === 1
    ? named[0]
    : `${named.slice(0, -1).join(', ')} and ${named.at(-1) ?? ''}`;
}

/** `Images and image parameters of 4 LST_LST_LSTCam, 9 MST_MST_NectarCam.` */
export function levelSentence(
  levels: readonly string[],
  telescopes: FileFacts['telescopes'],
  isSimulation: boolean,
): string {
  const words = `${isSimulation ? 'simulated ' : ''}${levelWords(levels)}`;
  const of = telescopes === undefined ? '' : ` of ${telescopeKinds(telescopes)}`;
  return `${words[0].toUpperCase()}${words.slice(1)}${of}.`;
}

/**
 * Products with ctapipe's reference metadata (`CTA …` attributes): ctapipe from 0.8 on, and ours.
 *
 * @returns undefined when the file has no such metadata
 * @throws PhotoelectronError `format-damaged`, `cancelled`
 */
export async function ctapipeProduct(survey: Hdf5Survey): Promise<FileFacts | undefined> {
  const hasMetadata = ['PRODUCT DATA MODEL VERSION', 'REFERENCE VERSION'].some(
    (name) => textAttribute(survey.attributes, `CTA ${name}`) !== '',
  );
  return hasMetadata ? ctapipeFacts(survey) : undefined;
}

/**
 * Facts of a file in ctapipe's layout, with or without its metadata.
 *
 * @throws PhotoelectronError `format-damaged`, `cancelled`
 */
export async function ctapipeFacts(survey: Hdf5Survey): Promise<FileFacts> {
  const { attributes } = survey;
  const text = (name: string) => textAttribute(attributes, `CTA ${name}`);
  const version = text('PRODUCT DATA MODEL VERSION');
  const instrument = await storedInstrument(survey);
  const levels = ctapipeLevels(survey);
  const isSimulation =
    levels.includes('SIMULATION') || /^s(im)?$/i.test(text('PRODUCT DATA CATEGORY'));
  const software = [text('ACTIVITY SOFTWARE NAME'), text('ACTIVITY SOFTWARE VERSION')];
  const ofCtapipe = software[0] === 'ctapipe';
  const oldTypes = ofCtapipe && hasOldEventTypes(software[1]);
  const runs = await ctapipeRuns(survey, instrument?.telIds ?? [], oldTypes);
  const name = instrument?.name ?? text('INSTRUMENT ID');
  const known = (value: string) => !['', 'unknown', 'unspecified', 'Other'].includes(value);
  const siteName = text('INSTRUMENT SITE');
  const isEvents =
    levels.some((level) => level !== 'SIMULATION') || hasDataset(survey, arrayTriggerPath);
  return {
    kind: isEvents || runs.length > 0 ? 'events' : kindWithoutEvents(survey),
    format: 'ctapipe HDF5',
    ...(version !== '' && { formatVersion: version }),
    description: isEvents
      ? levelSentence(levels, instrument?.telescopes, isSimulation)
      : `${text('PRODUCT DESCRIPTION') || 'A product of ctapipe'}.`,
    dataLevels: levels,
    isSimulation,
    ...(known(software[0]) && { software: software.join(' ').trim() }),
    ...(known(name) && { instrument: name }),
    ...(instrument?.site !== undefined && {
      site: { ...(known(siteName) && { name: siteName }), ...instrument.site },
    }),
    ...(instrument !== undefined && { telescopes: instrument.telescopes }),
    runs,
    ...(text('PRODUCT ID') !== '' && { productId: text('PRODUCT ID') }),
    ...(text('ACTIVITY ID') !== '' && { activityId: text('ACTIVITY ID') }),
    ...(await ownProvenance(survey)),
  };
}

/** What a product of ctapipe without events is for, by its groups. */
function kindWithoutEvents({ kinds }: Hdf5Survey): FileFacts['kind'] {
  if (kinds.has('/dl1/monitoring/telescope/calibration')) return 'calibration';
  if (['/dl0', '/dl1', '/dl2'].some((level) => kinds.has(`${level}/monitoring`))) {
    return 'monitoring';
  }
  return kinds.has('/configuration/instrument') ? 'instrument' : 'table';
}
