/** When a run was taken [UTC, ms since 1970]. */
export interface RunSpan {
  readonly startUtcMs: number;
  readonly stopUtcMs: number;
}

/** One event that was taken. */
export interface TimedEvent {
  /** UTC [ms since 1970]. */
  readonly utcMs: number;
  /** Such as `SUBARRAY`. */
  readonly type?: string | undefined;
  /** Zenith distance of the pointing [deg]. */
  readonly zenithDeg?: number | undefined;
}

/** Widths that a person can read off an axis [s]. */
const widths = [
  ...[-3, -2, -1, 0].flatMap((power) => [1, 2, 5].map((step) => step * 10 ** power)),
  ...[10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14_400, 43_200, 86_400],
];

/** Spans are those of the catalogue, which knows times to a millisecond. */
const TOLERANCE_MS = 1;

/** Longest span that has bins at all [s]: forty days. */
const LONGEST_S = 40 * 86_400;

/** Events of one run in bins of time: all, by type, and by telescope. */
export class ProfileBins {
  readonly startUtcMs: number;
  readonly binWidthS: number;
  /** Time in each bin in which events can have been taken [s], shape (n_bins). */
  readonly exposureS: Float64Array<ArrayBuffer>;
  /** Array events, shape (n_bins). */
  readonly counts: Float64Array<ArrayBuffer>;
  readonly types = new Map<string, Float64Array<ArrayBuffer>>();
  /** Telescope events by tel_id, shape (n_bins) each. */
  readonly telescopes = new Map<number, Float64Array<ArrayBuffer>>();
  /** Events before the start or after the stop. */
  nOutside = 0;
  readonly #zenithSum: Float64Array;
  readonly #nZenith: Uint32Array;

  /**
   * @param span of the run; an end before the start counts as the start
   * @param maxBins the width is the smallest round one with no more bins
   */
  constructor({ startUtcMs, stopUtcMs }: RunSpan, maxBins: number) {
    const spanS = Math.min(LONGEST_S, Math.max(0, stopUtcMs - startUtcMs) / 1000);
    const width = spanS === 0 ? 1 : (widths.find((w) => spanS / w <= maxBins) ?? spanS / maxBins);
    const nBins = Math.max(1, Math.ceil(spanS / width - 1e-9));
    this.startUtcMs = startUtcMs;
    this.binWidthS = width;
    this.counts = new Float64Array(nBins);
    this.exposureS = new Float64Array(nBins).fill(width);
    if (spanS > 0) this.exposureS[nBins - 1] = spanS - (nBins - 1) * width;
    this.#zenithSum = new Float64Array(nBins);
    this.#nZenith = new Uint32Array(nBins);
  }

  get nBins(): number {
    return this.counts.length;
  }

  /** Middle of a bin [UTC, ms since 1970]. */
  middleMs(bin: number): number {
    return this.startUtcMs + 1000 * (bin * this.binWidthS + this.exposureS[bin] / 2);
  }

  /** Counts an array event. */
  add({ utcMs, type, zenithDeg }: TimedEvent): void {
    const bin = this.#binOf(utcMs);
    if (bin === undefined) {
      this.nOutside += 1;
      return;
    }
    this.counts[bin] += 1;
    if (type !== undefined) seriesOf(this.types, type, this.nBins)[bin] += 1;
    if (zenithDeg === undefined || !Number.isFinite(zenithDeg)) return;
    this.#zenithSum[bin] += zenithDeg;
    this.#nZenith[bin] += 1;
  }

  /** Counts a telescope event. */
  addTelescope(utcMs: number, telId: number): void {
    const bin = this.#binOf(utcMs);
    if (bin !== undefined) seriesOf(this.telescopes, telId, this.nBins)[bin] += 1;
  }

  /** Takes as exposure only what lies within intervals [UTC, ms since 1970], which do not overlap. */
  limitExposure(intervals: readonly (readonly [startMs: number, stopMs: number])[]): void {
    for (let bin = 0; bin < this.nBins; bin++) {
      const from = this.startUtcMs + 1000 * bin * this.binWidthS;
      const to = from + 1000 * this.binWidthS;
      let inside = 0;
      for (const [start, stop] of intervals) {
        inside += Math.max(0, Math.min(to, stop) - Math.max(from, start));
      }
      this.exposureS[bin] = Math.min(this.binWidthS, inside / 1000);
    }
  }

  /** Mean zenith distance of the events of each bin [deg], shape (n_bins); NaN where none is known. */
  zenithDeg(): Float64Array<ArrayBuffer> {
    return Float64Array.from(this.#zenithSum, (sum, bin) => sum / this.#nZenith[bin]);
  }

  #binOf(utcMs: number): number | undefined {
    const bins = (utcMs - this.startUtcMs) / (1000 * this.binWidthS);
    const slack = TOLERANCE_MS / (1000 * this.binWidthS);
    if (!(bins >= -slack && bins <= this.nBins + slack)) return undefined;
    return Math.max(0, Math.min(this.nBins - 1, Math.floor(bins)));
  }
}

function seriesOf<K>(
  series: Map<K, Float64Array<ArrayBuffer>>,
  key: K,
  nBins: number,
): Float64Array<ArrayBuffer> {
  let counts = series.get(key);
  if (counts === undefined) {
    counts = new Float64Array(nBins);
    series.set(key, counts);
  }
  return counts;
}
