import type { Configuration } from '../config/configuration.ts';

/** What `pe process` (and any other caller) asks for. */
export interface ProcessRequest {
  /** File to read: sim_telarray, or HDF5 in the ctapipe layout. */
  readonly input: string;
  /** Product to write: HDF5 in the ctapipe layout. */
  readonly output: string;
  /** Configuration document: path of a YAML or JSON file, or name of a shipped one. Default `default`. */
  readonly config?: string;
  /** The configuration itself, in place of `config`, where the caller has it already. */
  readonly configuration?: Configuration;
  /** Identity of the activity, where the caller wants to find it again. Default: a new one. */
  readonly activityId?: string;
  /** Largest number of array events to read. Default: all. */
  readonly maxEvents?: number;
  /** Telescopes to keep. Default: all. */
  readonly telescopes?: readonly number[];
  /** Overrides `output.write_images` of the configuration. */
  readonly writeImages?: boolean;
  /**
   * Make the images of an input that holds both images and calibrated waveforms anew from the
   * waveforms. Default false: its images are taken as they are.
   *
   * Deviation from ctapipe's `--recompute-dl1`: images are cleaned, parametrised and reconstructed in
   * every run, also without this, so that all parameters of a product come from the configuration
   * that it names. ctapipe hands on parameters that it finds unless it is told not to, even when its
   * configuration says otherwise.
   */
  readonly recomputeDl1?: boolean;
  /** Number of threads. Default: all cores. */
  readonly threads?: number;
  /**
   * Upper limit of the raw pixel data that are in work at once [bytes]; the product does not depend
   * on it. Default 16 MiB.
   */
  readonly batchBytes?: number;
  /** Replace an existing output. Default false. */
  readonly overwrite?: boolean;
  /** Overrides `source.focal_length_choice` of the configuration. */
  readonly focalLengthChoice?: 'EFFECTIVE' | 'EQUIVALENT';
}

/** State of a run of the pipeline, a few times a second. */
export interface ProcessProgress {
  /** Array events written so far. */
  readonly events: number;
  /** Telescope events written so far. */
  readonly telescopeEvents: number;
  /** Fraction of the input read, 0–1. */
  readonly fraction: number;
}

/** Ways of following and stopping a run. */
export interface ProcessHooks {
  readonly onProgress?: (progress: ProcessProgress) => void;
  /** Stops the run; nothing is then left under the final name. */
  readonly signal?: AbortSignal;
}

/** Counts of one criterion of a quality query, as written to the product's service tables. */
export interface QualityCount {
  readonly criterion: string;
  readonly expression: string;
  readonly count: number;
  readonly cumulativeCount: number;
}

/** What a run did. */
export interface ProcessReport {
  readonly output: string;
  readonly events: number;
  readonly telescopeEvents: number;
  /** Images that passed the image quality query and were parametrised. */
  readonly parametrisedImages: number;
  /** Valid stereo reconstructions, by algorithm. */
  readonly validReconstructions: Readonly<Record<string, number>>;
  /** Events not kept, by reason (event type, software trigger). */
  readonly droppedEvents: Readonly<Record<string, number>>;
  /** Quality counts by query (`image`, then the algorithm's name). */
  readonly qualityCounts: Readonly<Record<string, readonly QualityCount[]>>;
  readonly warnings: readonly { readonly message: string; readonly count: number }[];
  /** False when the input ended early or was damaged: the product holds what was readable. */
  readonly isComplete: boolean;
  /** Wall time [s]. */
  readonly duration: number;
}
