import type { StoredRows } from '../../../formats/hdf5/open-rows.ts';
import type { FileFacts, RunFacts } from '../file-facts.ts';
import { primaryName } from '../primary-name.ts';
import { RunTally } from '../run-tally.ts';
import { arrayTriggerPath, countArrayTriggers } from './array-triggers.ts';
import { hasOldEventTypes, levelSentence } from './ctapipe-product.ts';
import {
  childrenOf,
  hasDataset,
  type Hdf5Survey,
  rowsAt,
  smallTable,
  textAttribute,
} from './hdf5-survey.ts';
import { simulatedRuns } from '../simulated-runs.ts';
import { storedInstrument } from './stored-instrument.ts';
import { countTelescopeRows, firstValue, type TelescopeRowColumns } from './telescope-rows.ts';

/** Columns that every version of lstchain writes for a telescope event. */
const ownColumns = ['event_id', 'intensity', 'time_gradient', 'intercept', 'psi', 'phi'];

const columns: TelescopeRowColumns = {
  obsId: 'obs_id',
  eventId: 'event_id',
  telId: 'tel_id',
  eventType: 'event_type',
  // In the order of trust; the last is of versions before 0.1.
  times: ['dragon_time', 'ucts_time', 'tib_time', 'trigger_time', 'gps_time'].map((seconds) => ({
    seconds,
  })),
};

const degrees = 180 / Math.PI;

/** Rows of telescope events and the level that they are of. */
interface EventRows {
  readonly path: string;
  readonly rows: StoredRows;
  readonly isReconstructed: boolean;
}

/** Tables (or pandas frames, before 0.6) of telescope events with lstchain's columns. */
async function eventRows(survey: Hdf5Survey): Promise<EventRows[]> {
  const folders = ['/dl2/event/telescope/parameters', '/dl1/event/telescope/parameters'];
  const paths = folders.flatMap((folder) =>
    childrenOf(survey, folder).map((name) => `${folder}/${name}`),
  );
  // Before 0.1 a frame stood at the root.
  if (paths.length === 0) {
    paths.push(
      ...childrenOf(survey, '/').flatMap((name) =>
        hasDataset(survey, `/${name}/block0_values`) || hasDataset(survey, `/${name}/table`)
          ? [`/${name}`]
          : [],
      ),
    );
  }
  const found: EventRows[] = [];
  for (const path of paths.slice(0, 32)) {
    const rows = await rowsAt(survey, path);
    if (rows === undefined || !ownColumns.every((name) => rows.columns.includes(name))) continue;
    const isReconstructed = rows.columns.some((name) =>
      /^(reco_energy|e_rec|gammaness)$/.test(name),
    );
    found.push({ path, rows, isReconstructed });
  }
  return found;
}

/** Activity that its own provenance names last. */
async function lastActivity(survey: Hdf5Survey): Promise<string | undefined> {
  const name = childrenOf(survey, '/provenance')
    .filter((each) => hasDataset(survey, `/provenance/${each}`))
    .at(-1);
  if (name === undefined) return undefined;
  const text = await survey.file.readText(`/provenance/${name}`);
  return /"activity_uuid":\s*"([0-9a-f-]{36})"/.exec(text)?.[1];
}

/** Adds what the columns of the first rows tell of all runs: pointing and primary particle. */
async function addFirstRows(
  { rows }: EventRows,
  tally: RunTally,
  hasVersion: boolean,
): Promise<void> {
  const alt = await firstValue(rows, 'alt_tel');
  const az = await firstValue(rows, 'az_tel');
  // Before there were versions, mc_type was the label of a class and no particle.
  const type = hasVersion ? await firstValue(rows, 'mc_type') : undefined;
  const primary = type === undefined ? undefined : primaryName(type);
  const runs = tally.runs();
  if (runs.length !== 1) return;
  tally.add({
    obsId: runs[0].obsId,
    ...(alt !== undefined &&
      az !== undefined && { pointingAltDeg: alt * degrees, pointingAzDeg: az * degrees }),
    ...(primary !== undefined && { primary }),
  });
}

/** Events whose run is not told, in words. */
function withoutRun(run: RunFacts): string {
  const time = (utcMs: number) => new Date(utcMs).toISOString().slice(0, 19).replace('T', ' ');
  const { nEvents, startUtcMs, stopUtcMs } = run;
  const when =
    startUtcMs === undefined || stopUtcMs === undefined
      ? ''
      : ` between ${time(startUtcMs)} and ${time(stopUtcMs)} UTC`;
  return ` ${String(nEvents ?? 0)} events${when}.`;
}

/**
 * DL1 and DL2 of lstchain: its attributes, or tables with its columns (before 0.6 pandas frames
 * without any attribute).
 *
 * @returns undefined for other files
 * @throws PhotoelectronError `format-damaged`, `cancelled`
 */
export async function lstchainProduct(survey: Hdf5Survey): Promise<FileFacts | undefined> {
  const version = textAttribute(survey.attributes, 'LSTCHAIN_VERSION');
  const tables = await eventRows(survey);
  const images = childrenOf(survey, '/dl1/event/telescope/image').length > 0;
  if (tables.length === 0 && (version === '' || !images)) return undefined;

  const instrument = await storedInstrument(survey);
  const settings =
    (await smallTable(survey, '/simulation/run_config')) ??
    (await smallTable(survey, '/simulation/simulation_config'));
  const isSimulation =
    settings !== undefined || tables.some(({ rows }) => rows.columns.includes('mc_energy'));
  const oldTypes = hasOldEventTypes(textAttribute(survey.attributes, 'CTAPIPE_VERSION'));
  const tally = new RunTally();
  // The masks of the trigger table of real data do not tell telescopes; the rows do.
  const hasTriggers =
    hasDataset(survey, arrayTriggerPath) &&
    (await countArrayTriggers(survey, tally, [], { oldTypes, withTimes: tables.length === 0 }));
  for (const { rows } of tables) {
    await countTelescopeRows(survey, rows, tally, columns, {
      countsEvents: !hasTriggers,
      oldTypes,
    });
  }
  for (const { obsId, settings: simulation } of settings === undefined
    ? []
    : simulatedRuns(settings)) {
    tally.add({ obsId, simulation });
  }
  if (tables.length > 0) await addFirstRows(tables[0], tally, version !== '');

  const all = tally.runs();
  const runs = all.filter(({ obsId }) => obsId >= 0);
  // Version 0.5 had no run numbers and wrote -1.
  const unnumbered = all.find(({ obsId }) => obsId < 0);
  const levels = [
    ...(images ? ['DL1_IMAGES'] : []),
    ...(tables.length > 0 ? ['DL1_PARAMETERS'] : []),
    ...(childrenOf(survey, '/dl1/event/telescope/muon').length > 0 ? ['DL1_MUON'] : []),
    ...(tables.some(({ isReconstructed }) => isReconstructed) ? ['DL2'] : []),
    ...(isSimulation ? ['SIMULATION'] : []),
  ];
  const activityId = await lastActivity(survey);
  return {
    kind: 'events',
    format: 'lstchain HDF5',
    ...(version !== '' && { formatVersion: version }),
    description:
      levelSentence(levels, instrument?.telescopes, isSimulation) +
      (unnumbered === undefined ? '' : withoutRun(unnumbered)),
    dataLevels: levels,
    isSimulation,
    ...(version !== '' && { software: `lstchain ${version}` }),
    instrument: isSimulation ? (instrument?.name ?? 'LST') : 'LST-1',
    ...(instrument?.site !== undefined && { site: instrument.site }),
    ...(instrument !== undefined && { telescopes: instrument.telescopes }),
    runs,
    ...(activityId !== undefined && { activityId }),
    ...(unnumbered !== undefined && { reason: 'Its run is not told: obs_id is -1.' }),
  };
}
