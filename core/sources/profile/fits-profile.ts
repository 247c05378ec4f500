import type { FitsHdu } from '../../formats/fits/fits-hdu.ts';
import type { FitsHeader } from '../../formats/fits/fits-header.ts';
import { type FitsColumnData, readFitsColumns } from '../../formats/fits/read-fits-columns.ts';
import { type ReadFitsData, walkFits } from '../../formats/fits/walk-fits.ts';
import type { FileHead } from '../recognition/file-head.ts';
import { instrumentOf, placeOf } from '../recognition/fits/fits-place.ts';
import { fitsClock } from '../recognition/fits/fits-times.ts';
import { knowHdu } from '../recognition/fits/hdu-role.ts';
import { pointingZenith } from './pointing-zenith.ts';
import { ProfileBins } from './profile-bins.ts';
import type { RunProfile, RunProfileAsk } from './run-profile.ts';

/** Rows of an event list that are read at once. */
const ROWS = 100_000;

/**
 * The event list of GADF of a run in bins of time. The exposure is that of the good time intervals; zenith distances are computed from the pointing on the sky and the place.
 *
 * @returns undefined when the file has no event list of the run
 * @throws PhotoelectronError `format-damaged`, `format-unsupported`, `file-unreadable`
 */
export async function fitsProfile(
  head: FileHead,
  ask: RunProfileAsk,
): Promise<RunProfile | undefined> {
  const found: { list?: FitsHdu; intervals?: [number, number][] } = {};
  const bins = new ProfileBins(ask, ask.maxBins);
  await walkFits(ask.path, { compression: head.compression }, async (hdu, readData) => {
    const { role } = knowHdu(hdu);
    if (role === 'events' && found.list === undefined) {
      if (await addEvents(hdu, ask, readData, bins)) found.list = hdu;
    } else if (role === 'gti') {
      found.intervals ??= await goodTimes(hdu, ask.path, readData);
    }
  });
  const { list, intervals = [] } = found;
  if (list === undefined) return undefined;
  if (intervals.length > 0) bins.limitExposure(intervals);
  const zenithDeg = zeniths(list.header, bins);
  return {
    table: list.name === '' ? `HDU ${String(list.index)}` : list.name,
    bins,
    zenithDeg: zenithDeg ?? new Float64Array(bins.nBins).fill(NaN),
    zenithSource: zenithDeg === undefined ? undefined : 'computed',
    hasGoodTimes: intervals.length > 0,
  };
}

/** @returns whether it is a list with times of the run */
async function addEvents(
  hdu: FitsHdu,
  { path, obsId }: RunProfileAsk,
  readData: ReadFitsData,
  bins: ProfileBins,
): Promise<boolean> {
  const stated = hdu.header.integer('OBS_ID');
  if (stated !== undefined && stated !== obsId) return false;
  const clock = fitsClock(hdu.header);
  if (clock.utc(0) === undefined) return false;
  for (let firstRow = 0; firstRow < hdu.nRows; firstRow += ROWS) {
    const range = { firstRow, nRows: ROWS };
    const columns = await readFitsColumns(hdu, path, readData, ['TIME', 'OBS_ID'], range);
    const { TIME, OBS_ID } = columns;
    if (TIME === undefined || (stated === undefined && OBS_ID === undefined)) return false;
    for (let row = 0; row < TIME.length; row++) {
      if (stated === undefined && Number(OBS_ID?.[row]) !== obsId) continue;
      bins.add({ utcMs: clock.utc(Number(TIME[row])) ?? NaN });
    }
  }
  return true;
}

async function goodTimes(
  hdu: FitsHdu,
  path: string,
  readData: ReadFitsData,
): Promise<[number, number][]> {
  const { START, STOP } = await readFitsColumns(hdu, path, readData, ['START', 'STOP']);
  const clock = fitsClock(hdu.header);
  const at = (column: FitsColumnData | undefined, row: number) =>
    column === undefined ? undefined : clock.utc(Number(column[row]));
  return Array.from({ length: hdu.nRows }, (_, row) => row).flatMap((row) => {
    const [start, stop] = [at(START, row), at(STOP, row)];
    return start === undefined || stop === undefined ? [] : [[start, stop] as [number, number]];
  });
}

/** Zenith distances in the middle of the bins, where the header tells pointing and place. */
function zeniths(header: FitsHeader, bins: ProfileBins): Float64Array<ArrayBuffer> | undefined {
  const ra = header.number('RA_PNT');
  const dec = header.number('DEC_PNT');
  const { site } = placeOf(header, instrumentOf([header]), bins.startUtcMs);
  if (ra === undefined || dec === undefined || site === undefined) return undefined;
  return Float64Array.from(bins.counts, (_, bin) =>
    pointingZenith(ra, dec, bins.middleMs(bin), site),
  );
}
