import { findColumn, numbersOf } from '../../ctapipe-hdf5/column-access.ts';
import { eventTypeName, type RunTally } from '../run-tally.ts';
import { eachPiece, type Hdf5Survey, rowsAt } from './hdf5-survey.ts';
import { storedTimes } from './stored-times.ts';

/** Array events in ctapipe's manner. */
export const arrayTriggerPath = '/dl1/event/subarray/trigger';

/**
 * Counts the array events of ctapipe's trigger table: by run, type and telescope, with the first and
 * the last time.
 *
 * @param telIds telescopes in the order of the masks
 * @param oldTypes whether event types are those before ctapipe 0.27
 * @param withTimes whether the times are those at which the events were taken
 * @returns whether there is such a table
 * @throws PhotoelectronError `format-damaged`, `cancelled`
 */
export async function countArrayTriggers(
  survey: Hdf5Survey,
  tally: RunTally,
  telIds: readonly number[],
  { oldTypes, withTimes = true }: { readonly oldTypes: boolean; readonly withTimes?: boolean },
): Promise<boolean> {
  const rows = await rowsAt(survey, arrayTriggerPath);
  if (rows?.columns.includes('obs_id') !== true) return false;
  const columns = ['obs_id', 'time', 'tels_with_trigger', 'event_type'];
  const whole = await eachPiece(survey, rows, columns, (table) => {
    const obsIds = numbersOf(table, 'obs_id');
    const types = findColumn(table, 'event_type') && numbersOf(table, 'event_type');
    const times = withTimes ? storedTimes(table, 'time') : undefined;
    const masks = findColumn(table, 'tels_with_trigger');
    const width = masks?.meta.shape?.[0] === telIds.length ? telIds.length : 0;
    for (let row = 0; row < table.nRows; row++) {
      const obsId = obsIds[row];
      tally.arrayEvent(obsId, types && eventTypeName(types[row], oldTypes));
      if (times !== undefined) tally.time(obsId, times[row]);
      for (let tel = 0; tel < width; tel++) {
        if (Number(masks?.data[row * width + tel]) !== 0) tally.telescopeEvent(obsId, telIds[tel]);
      }
    }
  });
  if (!whole) tally.forgetCounts(rows.nRows);
  return true;
}
