import type { RequestParams, RequestResult } from '../../../core/contract/contract.ts';
import type { HistogramAxis } from './cleaning-session.ts';
import { roundUp } from './round-up.ts';

/** Where the values of a column lie, as the engine tells it. */
export type ColumnRange = RequestResult<'population.ranges'>[number];

/** Bins of a histogram. */
export type Bins = Required<
  NonNullable<RequestParams<'population.clean'>['histograms']>[number]['bins']
>;

const N_BINS = 50;
/** Charges that reach over so many powers of ten are shown on a logarithmic axis. */
const LOG_DECADES = 1.5;

/**
 * Bins in which the values of a column can be seen, with round ends; what the user has chosen counts.
 *
 * @param range of the values; undefined as long as it is not known
 * @param kind of `count` the values are whole numbers: each bin holds as many of them; a `charge` is
 *   shown on a logarithmic axis where the values reach far
 */
export function histogramBins(
  axis: HistogramAxis,
  range: ColumnRange | undefined,
  kind: 'count' | 'charge' | 'other',
): Bins {
  const scale = axis.scale ?? (kind === 'charge' && isWide(range) ? 'log' : 'linear');
  const ends = scale === 'log' ? logEnds(range) : linearEnds(range);
  const min = axis.min ?? ends[0];
  const max = axis.max ?? ends[1];
  if (!(max > min) || (scale === 'log' && min <= 0)) {
    return { min: ends[0], max: ends[1], nBins: N_BINS, scale };
  }
  if (kind === 'count' && scale === 'linear' && axis.nBins === undefined)
    return countBins(min, max);
  return { min, max, nBins: axis.nBins ?? N_BINS, scale };
}

function isWide(range: ColumnRange | undefined): boolean {
  if (range === undefined || range.low === null || range.high === null) return false;
  return range.low > 0 && Math.log10(range.high / range.low) > LOG_DECADES;
}

/** From half the least value on: another cleaning may keep fainter images. */
function logEnds(range: ColumnRange | undefined): readonly [number, number] {
  const least = range?.minPositive ?? null;
  const most = range?.max ?? null;
  if (least === null || most === null) return [1, 1e5];
  const min = 10 ** Math.floor(Math.log10(least / 2));
  return [min, Math.max(roundUp(most), 10 * min)];
}

function linearEnds(range: ColumnRange | undefined): readonly [number, number] {
  const low = range?.low ?? null;
  const high = range?.high ?? null;
  if (low === null || high === null) return [0, 1];
  const reach = (high - low) * 0.1 || Math.abs(high) || 1;
  const fromZero = low >= 0 && low < high / 2;
  const max = high > 0 ? roundUp(high + reach) : high + reach;
  return [fromZero ? 0 : low < 0 ? -roundUp(reach - low) : low - reach, max];
}

/** Bins with as many whole numbers each, which lie in their middles. */
function countBins(min: number, max: number): Bins {
  const [first, last] = [Math.floor(min), Math.ceil(max)];
  const perBin = Math.max(1, Math.ceil((last - first + 1) / N_BINS));
  const nBins = Math.ceil((last - first + 1) / perBin);
  return { min: first - 0.5, max: first - 0.5 + nBins * perBin, nBins, scale: 'linear' };
}
