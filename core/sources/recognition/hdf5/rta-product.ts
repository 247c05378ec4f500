import { utcMillisecondsFromTai } from '../../../foundation/tai-timestamp.ts';
import { numbersOf } from '../../ctapipe-hdf5/column-access.ts';
import type { FileFacts } from '../file-facts.ts';
import { eventTypeName, RunTally } from '../run-tally.ts';
import { arrayTriggerPath } from './array-triggers.ts';
import { ctapipeLevels, levelSentence } from './ctapipe-product.ts';
import { childrenOf, eachPiece, type Hdf5Survey, rowsAt } from './hdf5-survey.ts';
import { storedInstrument } from './stored-instrument.ts';
import { countTelescopeRows } from './telescope-rows.ts';

/**
 * Products of the real-time analysis (hiperta): ctapipe's groups without its metadata, times as TAI
 * seconds and quarter nanoseconds in two columns.
 *
 * @returns undefined for other files
 * @throws PhotoelectronError `format-damaged`, `cancelled`
 */
export async function rtaProduct(survey: Hdf5Survey): Promise<FileFacts | undefined> {
  const triggers = await rowsAt(survey, arrayTriggerPath);
  const has = (name: string) => triggers?.columns.includes(name) === true;
  if (triggers === undefined || !['obs_id', 'timestamp_s', 'timestamp_qns'].every(has)) {
    return undefined;
  }
  const tally = new RunTally();
  const columns = ['obs_id', 'event_type', 'timestamp_s', 'timestamp_qns'];
  const whole = await eachPiece(survey, triggers, columns, (table) => {
    const [obsIds, types, seconds, quarters] = columns.map((name) => numbersOf(table, name));
    obsIds.forEach((obsId, row) => {
      tally.arrayEvent(obsId, has('event_type') ? eventTypeName(types[row]) : undefined);
      tally.time(obsId, utcMillisecondsFromTai(seconds[row] + quarters[row] / 4e9));
    });
  });
  if (!whole) tally.forgetCounts(triggers.nRows);
  const folder = '/dl1/event/telescope/parameters';
  for (const name of childrenOf(survey, folder)) {
    const rows = await rowsAt(survey, `${folder}/${name}`);
    if (rows === undefined) continue;
    const ids = { obsId: 'obs_id', eventId: 'event_id', telId: 'tel_id', times: [] };
    await countTelescopeRows(survey, rows, tally, ids, { countsEvents: false });
  }
  const instrument = await storedInstrument(survey);
  const levels = ctapipeLevels(survey);
  const isSimulation = levels.includes('SIMULATION');
  return {
    kind: 'events',
    format: 'hiperta HDF5',
    description: levelSentence(levels, instrument?.telescopes, isSimulation),
    dataLevels: levels,
    isSimulation,
    software: 'hiperta',
    ...(instrument?.name !== undefined && { instrument: instrument.name }),
    ...(instrument !== undefined && { telescopes: instrument.telescopes }),
    runs: tally.runs(),
  };
}
