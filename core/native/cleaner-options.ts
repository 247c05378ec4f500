/** One threshold for all pixels, or one for each, shape (n_pixels) [p.e.]. */
export type PixelThreshold = number | Float32Array;

/** What all cleaners share: a charge that is at least the threshold passes. */
interface Thresholds {
  /** Charge of a picture pixel [p.e.]. */
  readonly pictureThresholdPe: PixelThreshold;
  /** Charge with which a neighbour of a picture pixel is kept [p.e.]. */
  readonly boundaryThresholdPe: PixelThreshold;
  /** Picture pixels need so many picture pixels beside them. */
  readonly minPictureNeighbors: number;
}

/** Two-threshold tail cuts (`ctapipe.image.tailcuts_clean`). */
export interface TailcutsImageCleaner extends Thresholds {
  readonly type: 'TailcutsImageCleaner';
  /** Keep picture pixels whatever their neighbours are. */
  readonly keepIsolatedPixels: boolean;
}

/**
 * Tail cuts with a second ring of boundary pixels (`mars_cleaning_1st_pass`). As in the reference's
 * class, isolated pixels are never kept.
 */
export interface MARSImageCleaner extends Thresholds {
  readonly type: 'MARSImageCleaner';
}

/** Six-step cleaning of the FACT telescope with times (`fact_image_cleaning`). */
export interface FACTImageCleaner extends Thresholds {
  readonly type: 'FACTImageCleaner';
  /** Neighbours count when their times differ by less than this [ns]. */
  readonly timeLimitNs: number;
}

/** MAGIC-like cleaning with times (`time_constrained_clean`). */
export interface TimeConstrainedImageCleaner extends Thresholds {
  readonly type: 'TimeConstrainedImageCleaner';
  /** Core pixels lie within this of the mean time of the brightest island, bright ones within twice [ns]. */
  readonly timeLimitCoreNs: number;
  /** Boundary pixels lie within this of so many core neighbours [ns]. */
  readonly timeLimitBoundaryNs: number;
}

/** LST-like cleaning that follows the night-sky background (`nsb_image_cleaning`). */
export interface NSBImageCleaner extends Thresholds {
  readonly type: 'NSBImageCleaner';
  readonly keepIsolatedPixels: boolean;
  /** Picture thresholds are at least this times the pedestal's standard deviation, where it is given. */
  readonly pedestalFactor: number;
  /** Time-delta cleaning [ns]; null: none. */
  readonly timeLimit: number | null;
  readonly timeNumNeighbors: number;
  readonly brightCleaningNPixels: number;
  readonly brightCleaningFraction: number;
  /** Mean charge of the brightest pixels from which bright cleaning acts [p.e.]; null: never. */
  readonly brightCleaningThreshold: number | null;
  readonly largestIslandOnly: boolean;
}

/** A cleaner with its parameters, named as ctapipe's classes. */
export type CleanerOptions =
  | TailcutsImageCleaner
  | MARSImageCleaner
  | FACTImageCleaner
  | TimeConstrainedImageCleaner
  | NSBImageCleaner;

const thresholds = { pictureThresholdPe: 10, boundaryThresholdPe: 5, minPictureNeighbors: 2 };

/** The parameters that ctapipe 0.32 gives its cleaner classes. */
export const defaultCleaners = {
  TailcutsImageCleaner: {
    type: 'TailcutsImageCleaner',
    ...thresholds,
    keepIsolatedPixels: false,
  },
  MARSImageCleaner: { type: 'MARSImageCleaner', ...thresholds },
  FACTImageCleaner: { type: 'FACTImageCleaner', ...thresholds, timeLimitNs: 5 },
  TimeConstrainedImageCleaner: {
    type: 'TimeConstrainedImageCleaner',
    ...thresholds,
    timeLimitCoreNs: 4.5,
    timeLimitBoundaryNs: 1.5,
  },
  NSBImageCleaner: {
    type: 'NSBImageCleaner',
    ...thresholds,
    keepIsolatedPixels: false,
    pedestalFactor: 2.5,
    timeLimit: 2,
    timeNumNeighbors: 1,
    brightCleaningNPixels: 3,
    brightCleaningFraction: 0.03,
    brightCleaningThreshold: 267,
    largestIslandOnly: false,
  },
} as const satisfies { readonly [Type in CleanerOptions['type']]: CleanerOptions & { type: Type } };
