import type { FitsHdu } from '../../../formats/fits/fits-hdu.ts';
import { type FitsColumnData, readFitsColumns } from '../../../formats/fits/read-fits-columns.ts';
import type { ReadFitsData } from '../../../formats/fits/walk-fits.ts';
import type { RunFacts } from '../file-facts.ts';
import { compact, directions, telescopesOf } from './event-list.ts';
import { fitsClock } from './fits-times.ts';

const COLUMNS = [
  'OBS_ID',
  'TSTART',
  'TSTOP',
  'DATE-OBS',
  'TIME-OBS',
  'DATE-END',
  'TIME-END',
  'ONTIME',
  'LIVETIME',
  'DEADC',
  'RA_PNT',
  'DEC_PNT',
  'ALT_PNT',
  'AZ_PNT',
  'OBJECT',
  'RA_OBJ',
  'DEC_OBJ',
  'TELLIST',
  'EVENT_COUNT',
] as const;

/**
 * Observations that an index of GADF lists.
 *
 * @throws PhotoelectronError `format-damaged`, `format-unsupported`
 */
export async function readObservationIndex(
  hdu: FitsHdu,
  path: string,
  readData: ReadFitsData,
): Promise<RunFacts[]> {
  const columns = await readFitsColumns(hdu, path, readData, COLUMNS);
  const clock = fitsClock(hdu.header);
  const runs: RunFacts[] = [];
  for (let row = 0; row < hdu.nRows; ++row) {
    const number = (name: (typeof COLUMNS)[number]) => numberAt(columns[name], row);
    const text = (name: (typeof COLUMNS)[number]) => textAt(columns[name], row);
    const obsId = number('OBS_ID');
    if (obsId === undefined || !Number.isSafeInteger(obsId)) continue;
    const deadc = number('DEADC');
    const nEvents = number('EVENT_COUNT');
    runs.push({
      obsId,
      ...compact<Omit<RunFacts, 'obsId'>>({
        startUtcMs:
          clock.utc(number('TSTART')) ?? clock.utcOfDate(text('DATE-OBS'), text('TIME-OBS')),
        stopUtcMs:
          clock.utc(number('TSTOP')) ?? clock.utcOfDate(text('DATE-END'), text('TIME-END')),
        durationS: number('ONTIME'),
        livetimeS: number('LIVETIME'),
        telIds: telescopesOf(text('TELLIST')),
        target: text('OBJECT'),
        ...directions({
          raPnt: number('RA_PNT'),
          decPnt: number('DEC_PNT'),
          altPnt: number('ALT_PNT'),
          azPnt: number('AZ_PNT'),
          raObj: number('RA_OBJ'),
          decObj: number('DEC_OBJ'),
        }),
        nEvents: nEvents !== undefined && nEvents >= 0 ? nEvents : undefined,
        quality:
          deadc === undefined
            ? undefined
            : [{ name: 'deadtime_correction', value: deadc, unit: '' }],
      }),
    });
  }
  return runs;
}

/** A finite number of a scalar column. */
export function numberAt(data: FitsColumnData | undefined, row: number): number | undefined {
  const value = data?.[row];
  if (value === undefined || typeof value === 'string') return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

/** A text that is not empty. */
function textAt(data: FitsColumnData | undefined, row: number): string | undefined {
  const value = data?.[row];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}
