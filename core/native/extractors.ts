/**
 * Options of the charge extractors, by ctapipe's names; defaults are ctapipe 0.32's. Windows are in
 * samples and begin `windowShift` samples before the peak; they are cut at the ends of the readout.
 */

/** A window around a peak. */
interface WindowOptions {
  readonly windowWidth: number;
  readonly windowShift: number;
  /** Make up for the part of the pulse outside the window. */
  readonly applyIntegrationCorrection: boolean;
}

/** Sum of all samples. */
export interface FullWaveformSumOptions {
  readonly type: 'FullWaveformSum';
}

/** The same window for all pixels. */
export interface FixedWindowSumOptions extends WindowOptions {
  readonly type: 'FixedWindowSum';
  readonly peakIndex: number;
}

/** Window around the peak of the mean waveform of the camera. */
export interface GlobalPeakWindowSumOptions extends WindowOptions {
  readonly type: 'GlobalPeakWindowSum';
  /** Part of the pixels, the brightest ones, that are averaged to find the peak. */
  readonly pixelFraction: number;
}

/** Window around the peak of each pixel. */
export interface LocalPeakWindowSumOptions extends WindowOptions {
  readonly type: 'LocalPeakWindowSum';
}

/** The window of the largest sum in each pixel. */
export interface SlidingWindowMaxSumOptions {
  readonly type: 'SlidingWindowMaxSum';
  readonly windowWidth: number;
  readonly applyIntegrationCorrection: boolean;
}

/** Window around the peak of each pixel's neighbours. */
export interface NeighborPeakWindowSumOptions extends WindowOptions {
  readonly type: 'NeighborPeakWindowSum';
  /** Weight of the pixel itself: 0 only neighbours, 1 as much as a neighbour. */
  readonly localWeight: number;
}

/** The same after subtracting the mean of the first samples. */
export interface BaselineSubtractedNeighborPeakWindowSumOptions extends WindowOptions {
  readonly type: 'BaselineSubtractedNeighborPeakWindowSum';
  readonly localWeight: number;
  /** First sample of the baseline. */
  readonly baselineStart: number;
  /** Sample after the last of the baseline; the end of the readout where it is shorter. */
  readonly baselineEnd: number;
}

/**
 * Two passes: five samples around the largest sum of three, then, for all but the bright pixels of
 * the main island, five samples where a line through the island's arrival times expects the pulse.
 */
export interface TwoPassWindowSumOptions {
  readonly type: 'TwoPassWindowSum';
  /** Picture threshold of the cleaning between the passes [p.e.]; half of it is the boundary's. */
  readonly coreThreshold: number;
  readonly disableSecondPass: boolean;
  readonly applyIntegrationCorrection: boolean;
  /** How unusable pixels are treated before the cleaning between the passes. */
  readonly invalidPixelHandler: 'NeighborAverage' | 'none';
}

/**
 * For the slow pulses of FlashCam: deconvolution of the pulse's tail and upsampling, charge around
 * the peak of the neighbours, time from the leading edge.
 */
export interface FlashCamExtractorOptions {
  readonly type: 'FlashCamExtractor';
  readonly upsampling: number;
  /** Window in upsampled samples. */
  readonly windowWidth: number;
  readonly windowShift: number;
  readonly localWeight: number;
  /** Standard deviation of the light pulse for which the charge is corrected [ns]. */
  readonly effectiveTimeProfileStd: number;
  /** Level of the soft clipping of a pixel's part in sums of neighbours; 0 or Infinity for none. */
  readonly neighbourSumClipping: number;
  readonly leadingEdgeTiming: boolean;
  /** Fraction of the peak down to which samples count in the time of the leading edge. */
  readonly leadingEdgeRelDescendLimit: number;
}

/** Variance of the samples of each pixel; no peak time. */
export interface VarianceExtractorOptions {
  readonly type: 'VarianceExtractor';
}

/** A charge extractor with all its options. */
export type ExtractorOptions =
  | FullWaveformSumOptions
  | FixedWindowSumOptions
  | GlobalPeakWindowSumOptions
  | LocalPeakWindowSumOptions
  | SlidingWindowMaxSumOptions
  | NeighborPeakWindowSumOptions
  | BaselineSubtractedNeighborPeakWindowSumOptions
  | TwoPassWindowSumOptions
  | FlashCamExtractorOptions
  | VarianceExtractorOptions;

/** Name of a charge extractor. */
export type ExtractorName = ExtractorOptions['type'];

/** The options of every extractor as the reference sets them. */
export const extractorDefaults: {
  readonly [Name in ExtractorName]: Extract<ExtractorOptions, { readonly type: Name }>;
} = {
  FullWaveformSum: { type: 'FullWaveformSum' },
  FixedWindowSum: {
    type: 'FixedWindowSum',
    peakIndex: 0,
    windowWidth: 7,
    windowShift: 0,
    applyIntegrationCorrection: true,
  },
  GlobalPeakWindowSum: {
    type: 'GlobalPeakWindowSum',
    windowWidth: 7,
    windowShift: 3,
    applyIntegrationCorrection: true,
    pixelFraction: 1,
  },
  LocalPeakWindowSum: {
    type: 'LocalPeakWindowSum',
    windowWidth: 7,
    windowShift: 3,
    applyIntegrationCorrection: true,
  },
  SlidingWindowMaxSum: {
    type: 'SlidingWindowMaxSum',
    windowWidth: 7,
    applyIntegrationCorrection: true,
  },
  NeighborPeakWindowSum: {
    type: 'NeighborPeakWindowSum',
    windowWidth: 7,
    windowShift: 3,
    localWeight: 0,
    applyIntegrationCorrection: true,
  },
  BaselineSubtractedNeighborPeakWindowSum: {
    type: 'BaselineSubtractedNeighborPeakWindowSum',
    windowWidth: 7,
    windowShift: 3,
    localWeight: 0,
    applyIntegrationCorrection: true,
    baselineStart: 0,
    baselineEnd: 10,
  },
  // The reference's core threshold differs by telescope type: LST 6, MST 8, SST 4, others 6.
  TwoPassWindowSum: {
    type: 'TwoPassWindowSum',
    coreThreshold: 6,
    disableSecondPass: false,
    applyIntegrationCorrection: true,
    invalidPixelHandler: 'NeighborAverage',
  },
  FlashCamExtractor: {
    type: 'FlashCamExtractor',
    upsampling: 4,
    windowWidth: 7,
    windowShift: 3,
    localWeight: 0,
    effectiveTimeProfileStd: 2,
    neighbourSumClipping: 5,
    leadingEdgeTiming: true,
    leadingEdgeRelDescendLimit: 0.05,
  },
  VarianceExtractor: { type: 'VarianceExtractor' },
};
