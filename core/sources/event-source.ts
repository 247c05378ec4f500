import type { Table } from '../foundation/table.ts';
import type { SubarrayDescription } from '../instrument/subarray-description.ts';
import type { ArrayEventBatch, BatchPlace } from './array-event-batch.ts';

/** Data levels that a source can deliver. */
export type DataLevel =
  'R0' | 'R1' | 'DL0' | 'DL1_IMAGES' | 'DL1_PARAMETERS' | 'DL1_MUON' | 'DL2' | 'SIMULATION';

/** Something that was wrong with a file but did not stop the reading. */
export interface SourceWarning {
  /** One sentence: what, where. */
  readonly message: string;
  /** How many times it was met. */
  readonly count: number;
}

/** Options of every source. */
export interface SourceOptions {
  /** Largest number of array events to read. Default: all. */
  readonly maxEvents?: number;
  /** Telescopes to keep. Default: all. */
  readonly allowedTels?: readonly number[];
  /** Which focal length to use; EFFECTIVE fails where a file has none. Default EFFECTIVE. */
  readonly focalLengthChoice?: 'EFFECTIVE' | 'EQUIVALENT';
  /** Leave out calibration events of simulations. Default true. */
  readonly skipCalibrationEvents?: boolean;
  /** Read true images. Default true. */
  readonly trueImages?: boolean;
  /** Upper limit of the raw pixel data in one batch [bytes]. Default 16 MiB. */
  readonly batchBytes?: number;
  /** Stops the reading: `batches` then throws an error of code `cancelled`. */
  readonly signal?: AbortSignal;
}

/**
 * An opened file of array events. The description is complete when the source has been opened; what
 * only the end of the file tells (histograms, warnings, completeness) is complete when the batches
 * have been read to the end.
 */
export interface EventSource {
  readonly path: string;
  /** Format in a few words, such as `sim_telarray` or `ctapipe HDF5 v7.6.0`. */
  readonly format: string;
  readonly isSimulation: boolean;
  readonly dataLevels: readonly DataLevel[];
  /** After focalLengthChoice has been applied and allowedTels have been selected. */
  readonly subarray: SubarrayDescription;
  readonly obsIds: readonly number[];
  /** Metaparameters and history of the producer, as text, by name. */
  readonly metadata: Readonly<Record<string, string>>;

  /**
   * Streams the array events, from the beginning once per source, or from where an earlier batch began as
   * often as wanted, also beside one another. How events fall into batches may be another each time.
   *
   * @param from place of an earlier batch of this source. Readings from there tell no warnings.
   */
  batches(from?: BatchPlace): AsyncIterable<ArrayEventBatch>;
  /**
   * Whether readings from a place begin there at once; otherwise the file is read from an earlier point
   * on and what stands between is passed over, which takes its time.
   */
  canSeek(): boolean;

  /** One row per run (columns of the datamodel's simulation run configuration); empty for data. */
  simulationRuns(): Table;
  /** Histograms of the simulated showers, one row per run; undefined when the file has none. */
  showerDistribution(): Table | undefined;
  /** Atmospheric density profile; undefined when the file has none. */
  atmosphereProfile(): Table | undefined;
  /** Scheduling and observation blocks. */
  schedulingBlocks(): Table;
  observationBlocks(): Table;
  /** What was wrong so far. */
  warnings(): readonly SourceWarning[];
  /** Fraction of the input read so far, 0–1, for progress. */
  progress(): number;
  /** False when the input ended early or was damaged. */
  isComplete(): boolean;
  close(): Promise<void>;
}
