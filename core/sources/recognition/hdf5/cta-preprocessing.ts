import { numbersOf } from '../../ctapipe-hdf5/column-access.ts';
import type { FileFacts } from '../file-facts.ts';
import { primaryName } from '../primary-name.ts';
import { RunTally } from '../run-tally.ts';
import { simulatedRuns } from '../simulated-runs.ts';
import { childrenOf, eachPiece, type Hdf5Survey, rowsAt } from './hdf5-survey.ts';

/**
 * Tables of cta_preprocessing, from which aict-tools learns: pandas frames of runs, array events and
 * telescope events.
 *
 * @returns undefined for other files
 * @throws PhotoelectronError `format-damaged`, `cancelled`
 */
export async function ctaPreprocessing(survey: Hdf5Survey): Promise<FileFacts | undefined> {
  const top = childrenOf(survey, '/');
  if (!['array_events', 'telescope_events', 'runs'].every((name) => top.includes(name))) {
    return undefined;
  }
  const events = await rowsAt(survey, '/array_events');
  const telescopes = await rowsAt(survey, '/telescope_events');
  const runs = await rowsAt(survey, '/runs');
  if (events?.columns.includes('run_id') !== true || telescopes === undefined) return undefined;
  const tally = new RunTally();
  const settings = await runs?.read({ count: Math.min(runs.nRows, 10_000) });
  for (const { obsId, settings: simulation } of settings === undefined
    ? []
    : simulatedRuns(settings)) {
    tally.add({ obsId, simulation });
  }
  const primaries = new Map<number, string>();
  const whole = await eachPiece(survey, events, ['run_id', 'mc_shower_primary_id'], (table) => {
    const codes = numbersOf(table, 'mc_shower_primary_id');
    numbersOf(table, 'run_id').forEach((obsId, row) => {
      tally.arrayEvent(obsId);
      const name = primaryName(codes[row]);
      if (name !== undefined && !primaries.has(obsId)) primaries.set(obsId, name);
    });
  });
  const counted = await eachPiece(survey, telescopes, ['run_id', 'telescope_id'], (table) => {
    const telIds = numbersOf(table, 'telescope_id');
    numbersOf(table, 'run_id').forEach((obsId, row) => {
      tally.telescopeEvent(obsId, telIds[row]);
    });
  });
  if (!whole || !counted) tally.forgetCounts(events.nRows);
  for (const [obsId, primary] of primaries) tally.add({ obsId, primary });
  const isSimulation = settings !== undefined || primaries.size > 0;
  const isReconstructed = ['h_max', 'core_x'].every((name) => events.columns.includes(name));
  return {
    kind: 'events',
    format: 'cta_preprocessing HDF5',
    description: `Image parameters of ${String(telescopes.nRows)} telescope events in ${String(events.nRows)} array events.`,
    dataLevels: [
      'DL1_PARAMETERS',
      ...(isReconstructed ? ['DL2'] : []),
      ...(isSimulation ? ['SIMULATION'] : []),
    ],
    isSimulation,
    runs: tally.runs(),
  };
}
