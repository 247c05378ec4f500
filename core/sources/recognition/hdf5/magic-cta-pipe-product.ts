import type { FileFacts } from '../file-facts.ts';
import { RunTally } from '../run-tally.ts';
import { type Hdf5Survey, rowsAt, smallTable } from './hdf5-survey.ts';
import { simulatedRuns } from '../simulated-runs.ts';
import { storedInstrument } from './stored-instrument.ts';
import { telescopeKinds } from '../telescope-kinds.ts';
import { countTelescopeRows, firstValue } from './telescope-rows.ts';

const eventsPath = '/events/parameters';

/**
 * Products of magic-cta-pipe (LST-1 and MAGIC): one table of telescope events. DL1 of a telescope,
 * coincident events, stereo parameters and DL2 differ by their columns.
 *
 * @returns undefined for other files
 * @throws PhotoelectronError `format-damaged`, `cancelled`
 */
export async function magicCtaPipeProduct(survey: Hdf5Survey): Promise<FileFacts | undefined> {
  const rows = await rowsAt(survey, eventsPath);
  const has = (name: string) => rows?.columns.includes(name) === true;
  if (rows === undefined || !['obs_id', 'event_id', 'tel_id', 'intensity'].every(has)) {
    return undefined;
  }
  const instrument = await storedInstrument(survey);
  const settings = await smallTable(survey, '/simulation/config');
  const isSimulation = settings !== undefined || has('true_energy');
  const tally = new RunTally();
  await countTelescopeRows(survey, rows, tally, {
    obsId: 'obs_id',
    eventId: 'event_id',
    telId: 'tel_id',
    eventType: 'event_type',
    times: [
      { seconds: 'timestamp' },
      { seconds: 'time_sec', nanoseconds: 'time_nanosec' },
      { seconds: 'trigger_time' },
    ],
  });
  for (const { obsId, settings: simulation } of settings === undefined
    ? []
    : simulatedRuns(settings)) {
    tally.add({ obsId, simulation });
  }
  const runs = tally.runs();
  const alt = await firstValue(rows, 'pointing_alt');
  const az = await firstValue(rows, 'pointing_az');
  if (runs.length === 1 && alt !== undefined && az !== undefined) {
    const degrees = 180 / Math.PI;
    tally.add({
      obsId: runs[0].obsId,
      pointingAltDeg: alt * degrees,
      pointingAzDeg: az * degrees,
    });
  }
  const isReconstructed = ['reco_energy', 'gammaness', 'reco_alt'].some(has);
  const stage = isReconstructed
    ? 'reconstructed events'
    : has('h_max')
      ? 'image parameters with stereo parameters'
      : has('obs_id_magic') || has('combo_type')
        ? 'image parameters of coincident events'
        : 'image parameters';
  const words = `${isSimulation ? 'simulated ' : ''}${stage}`;
  const of = instrument === undefined ? '' : ` of ${telescopeKinds(instrument.telescopes)}`;
  return {
    kind: 'events',
    format: 'magic-cta-pipe HDF5',
    formatVersion: isReconstructed ? 'DL2' : has('h_max') ? 'DL1 stereo' : 'DL1',
    description: `${words[0].toUpperCase()}${words.slice(1)}${of}.`,
    dataLevels: [
      'DL1_PARAMETERS',
      ...(isReconstructed ? ['DL2'] : []),
      ...(isSimulation ? ['SIMULATION'] : []),
    ],
    isSimulation,
    instrument: instrument?.name ?? 'LST-1 and MAGIC',
    ...(instrument?.site !== undefined && { site: instrument.site }),
    ...(instrument !== undefined && { telescopes: instrument.telescopes }),
    runs: tally.runs(),
  };
}
