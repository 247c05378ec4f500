import type { ProfileBins } from './profile-bins.ts';

/** How the zenith distances of a profile are known. */
export type ZenithSource = 'recorded' | 'computed';

/** What a file tells of a run against time. */
export interface RunProfile {
  /** Table or HDU that the events were read from. */
  readonly table: string;
  readonly bins: ProfileBins;
  /** Zenith distance of the pointing [deg], shape (n_bins); NaN where it is not known. */
  readonly zenithDeg: Float64Array<ArrayBuffer>;
  /** undefined when no zenith distance is known. */
  readonly zenithSource: ZenithSource | undefined;
  /** Whether the exposure is that of good time intervals. */
  readonly hasGoodTimes: boolean;
}

/** What is wanted of a file. */
export interface RunProfileAsk {
  readonly path: string;
  readonly obsId: number;
  readonly startUtcMs: number;
  readonly stopUtcMs: number;
  readonly maxBins: number;
}

/** Told as rows are read: fraction of them, 0–1. */
export type OnFraction = (fraction: number) => void;
