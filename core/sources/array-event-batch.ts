/**
 * What a source hands to the processing: array events in batches, column by column. Rows of
 * telescope events are grouped by telescope kind (same camera and optics), because those share the
 * shape of their pixels.
 */

/** A time stamp column: TAI seconds since 1970-01-01 TAI and quarter nanoseconds within the second. */
export interface TimeColumn {
  readonly seconds: Uint32Array;
  readonly quarterNanoseconds: Uint32Array;
}

/** Simulated shower of each array event, shape (n_events) each; NaN where there is none. */
export interface SimulatedShowers {
  /** Energy [TeV]. */
  readonly energy: Float64Array;
  /** Direction [deg]. */
  readonly alt: Float64Array;
  readonly az: Float64Array;
  /** Core in the ground frame [m]. */
  readonly coreX: Float64Array;
  readonly coreY: Float64Array;
  /** Height of first interaction [m a.s.l.]. */
  readonly hFirstInt: Float64Array;
  /** Depth of maximum [g/cm²]. */
  readonly xMax: Float64Array;
  readonly startingGrammage: Float64Array;
  /** 0 gamma, 1 electron, 2 muon, 100·A+Z nuclei; negative for antimatter. */
  readonly showerPrimaryId: Int32Array;
}

/** Calibration of one camera at one time; shapes (n_channels, n_pixels). */
export interface CameraCalibration {
  /** Pedestal of one sample [ADC counts]. */
  readonly pedestalPerSample: Float32Array;
  /** Photo-electrons per ADC count. */
  readonly dcToPe: Float32Array;
  /** Time shift to subtract from peak times [ns]. */
  readonly timeShift: Float32Array;
  /** 1 where a pixel is unusable. */
  readonly outlierMask: Uint8Array;
}

/** Telescope events of one telescope kind. */
export interface TelescopeEventBlock {
  /** Index into `SubarrayDescription.cameras`. */
  readonly camera: number;
  /** Index into `SubarrayDescription.optics`. */
  readonly optic: number;
  /** Index of the array event in the batch, ascending, shape (n_rows). */
  readonly event: Uint32Array;
  /** Shape (n_rows). */
  readonly telId: Uint16Array;
  readonly triggerTime: TimeColumn;
  readonly triggerEventType: Uint8Array;
  /** Number of triggered pixels, -1 where unknown. */
  readonly nTriggerPixels: Int32Array;
  /** 1 where a pixel (sector) triggered, shape (n_rows, n_pixels). */
  readonly triggerPixels?: Uint8Array;

  /** Raw samples [ADC counts], shape (n_rows, n_channels, n_pixels, n_samples); sums have n_samples = 1. */
  readonly r0Waveform?: Uint16Array | Uint32Array;
  /** Whether r0Waveform holds sums over the whole readout instead of samples. */
  readonly r0IsSum?: boolean;
  readonly nChannels: number;
  readonly nSamples: number;
  /** Calibrations in force in this block and the one of each row, shape (n_rows). */
  readonly calibrations?: readonly CameraCalibration[];
  readonly calibration?: Uint16Array;

  /** Calibrated waveforms [p.e. per sample], shape (n_rows, n_channels or 1, n_pixels, n_samples). */
  readonly r1Waveform?: Float32Array;
  /** Gain channel of each pixel, shape (n_rows, n_pixels); absent when nothing was selected. */
  readonly selectedGainChannel?: Uint8Array;

  /** Images [p.e.] and peak times [ns] where the file already holds them, shape (n_rows, n_pixels). */
  readonly image?: Float32Array;
  readonly peakTime?: Float32Array;
  readonly imageMask?: Uint8Array;
  readonly imageIsValid?: Uint8Array;

  /** True photo-electrons, shape (n_rows, n_pixels); meaningful where trueImageSum ≥ 0 and trueImagePresent. */
  readonly trueImage?: Int32Array;
  readonly trueImagePresent?: Uint8Array;
  /** Sum of true photo-electrons, -1 where unknown, shape (n_rows). */
  readonly trueImageSum?: Int32Array;
  /** Distance of the telescope from the true shower axis [m], shape (n_rows). */
  readonly trueImpactDistance?: Float64Array;
}

/**
 * Where a batch begins in its file, for a source of the same file to read on from there
 * (`EventSource.batches`). What it is made of concerns only that kind of source.
 */
export interface BatchPlace {
  readonly format: string;
}

/** Array events of one run (obs_id), in the order of the file. */
export interface ArrayEventBatch {
  readonly obsId: number;
  readonly nEvents: number;
  /** Shape (n_events); exact up to 2^53. */
  readonly eventId: Float64Array;
  readonly eventType: Uint8Array;
  readonly time: TimeColumn;
  /** 1 where a telescope took part, shape (n_events, n_telescopes), order of SubarrayDescription. */
  readonly telsWithTrigger: Uint8Array;
  /** Pointing of each telescope [deg], shape (n_events, n_telescopes); NaN where unknown. */
  readonly pointingAlt: Float64Array;
  readonly pointingAz: Float64Array;
  /** Nominal pointing of the array [deg], shape (n_events). */
  readonly arrayPointingAlt: Float64Array;
  readonly arrayPointingAz: Float64Array;
  readonly showers?: SimulatedShowers;
  readonly telescopes: readonly TelescopeEventBlock[];
  /** Where the batch begins. */
  readonly place?: BatchPlace;
  /**
   * Gives the memory of the batch back to the source; neither its arrays nor those of batches made
   * from it may be used afterwards. Without this call the source takes new memory for later batches.
   */
  readonly release?: () => void;
}
