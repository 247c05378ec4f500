import type { RunProfileRecord } from '../../../core/contract/records/run-profile.ts';
import type { LineSeries } from '../../charts/line-series.ts';

/** What the rate is drawn of. */
export type RateSplit = 'all' | 'type' | 'telescope';

/** Lines beyond this cannot be told apart. */
const MAX_LINES = 6;

/** Rates against time, with the square root of the counts as error where there is one line. */
export function rateSeries(profile: RunProfileRecord, split: RateSplit): LineSeries[] {
  const x = middles(profile);
  const rate = (counts: Float64Array) =>
    counts.map((count, bin) => (profile.exposureS[bin] > 0 ? count / profile.exposureS[bin] : NaN));
  const lines =
    split === 'type'
      ? profile.types.map(({ type, counts }) => ({ name: type, counts }))
      : split === 'telescope'
        ? profile.telescopes.map(({ telId, counts }) => ({ name: `Telescope ${telId}`, counts }))
        : [{ name: 'All events', counts: profile.counts }];
  return lines.slice(0, MAX_LINES).map(({ name, counts }) => ({
    name,
    x,
    y: rate(counts),
    ...(split === 'all' && { yError: rate(counts.map(Math.sqrt)), marker: 'circle' as const }),
  }));
}

/** The zenith distance against time. */
export function zenithSeries(profile: RunProfileRecord): LineSeries[] {
  return [{ name: 'Zenith', x: middles(profile), y: profile.zenithDeg }];
}

/** Lines that are left out of a plot because nobody could tell them apart. */
export function nLeftOut({ types, telescopes }: RunProfileRecord, split: RateSplit): number {
  const n = split === 'type' ? types.length : split === 'telescope' ? telescopes.length : 1;
  return Math.max(0, n - MAX_LINES);
}

/** Middles of the bins [ms since 1970, UTC]. */
function middles({ start, binWidthS, exposureS }: RunProfileRecord): Float64Array {
  const first = Date.parse(start);
  // The last bin may be cut off by the end of the run; good times do not move the middle.
  return Float64Array.from(exposureS, (_, bin) => first + 1000 * binWidthS * (bin + 0.5));
}
