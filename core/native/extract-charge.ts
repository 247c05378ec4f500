import { PhotoelectronError } from '../foundation/errors.ts';
import type { CameraDescription } from '../instrument/subarray-description.ts';
import { nativeKernel, type TaskOptions } from './addon.ts';
import { checkSlots, checkTables } from './calibration-tables.ts';
import { checkLength } from './check-length.ts';
import { checkNeighbors } from './check-neighbors.ts';
import type { CalibratedWaveforms } from './calibrate.ts';
import { extractorArguments } from './extractor-arguments.ts';
import type { ExtractorOptions } from './extractors.ts';
import { type CalibrationOptions, rawArguments, type RawWaveforms } from './raw-waveforms.ts';
import { checkShape, type WaveformShape } from './waveform-shape.ts';

/**
 * What is known of the pixels of one camera at one time; shapes (n_gains, n_pixels), where n_gains
 * counts all channels of the camera, also when one of them has been selected. Absent: nothing to
 * correct.
 */
export interface PixelCorrections {
  /** 1 where a pixel is unusable. */
  readonly outlierMask?: Uint8Array;
  /** Subtracted from peak times [ns]. */
  readonly timeShift?: Float32Array;
  /** Subtracted from every sample before the extraction. */
  readonly pedestalOffset?: Float32Array;
  /** Factor on the charge (its square on variances). */
  readonly factor?: Float32Array;
}

/** Corrections in force and the one of each row. */
export interface CorrectionTable {
  readonly corrections: readonly PixelCorrections[];
  /** Index into `corrections` of each row, shape (n_rows). */
  readonly correction: Uint16Array;
}

/** Options of the extraction; defaults are those of ctapipe's `CameraCalibrator`. */
export interface ExtractionOptions {
  /** Synchronise waveforms by whole samples of the time shift before the extraction. Default false. */
  readonly applyWaveformTimeShift?: boolean;
  /** Subtract (what is left of) the time shift from the peak times. Default true. */
  readonly applyPeakTimeShift?: boolean;
  /** `NeighborAverage` gives unusable pixels the mean of their neighbours. Default NeighborAverage. */
  readonly invalidPixelHandler?: 'NeighborAverage' | 'none';
}

/** Images of a stack of telescope events. */
export interface ExtractedImages {
  /** 1, or the number of gain channels when none was selected. */
  readonly nChannels: number;
  /** Charge [p.e.], shape (n_rows, n_channels, n_pixels). */
  readonly image: Float32Array;
  /** Peak time [ns], shape (n_rows, n_channels, n_pixels); NaN from an extractor without time. */
  readonly peakTime: Float32Array;
  /** 1 where the extractor calls its result valid, shape (n_rows). */
  readonly isValid: Uint8Array;
}

/** Gain channels that the correction tables hold. */
function countGains(table: CorrectionTable, nPixels: number, nChannels: number): number {
  for (const slot of table.corrections) {
    for (const name of ['outlierMask', 'timeShift', 'pedestalOffset', 'factor'] as const) {
      const length = slot[name]?.length;
      if (length !== undefined) return Math.max(1, Math.floor(length / nPixels));
    }
  }
  return nChannels;
}

interface ExtractionArguments {
  readonly result: ExtractedImages;
  readonly arguments: Readonly<Record<string, unknown>>;
}

function extractionArguments(
  camera: CameraDescription,
  extractor: ExtractorOptions,
  table: CorrectionTable,
  options: ExtractionOptions,
  shape: WaveformShape,
  largestGain: number,
): ExtractionArguments {
  const { nRows, nChannels, nPixels, nSamples } = shape;
  const { neighbors } = camera.geometry;
  checkNeighbors(neighbors, nPixels);
  if (camera.readout.nChannels <= largestGain) {
    throw new PhotoelectronError(
      'argument-invalid',
      `The waveforms use gain channel ${String(largestGain)}, but camera ${camera.name} has only ${String(camera.readout.nChannels)}.`,
    );
  }
  if (extractor.type === 'TwoPassWindowSum' && nChannels !== 1 && nSamples !== 1) {
    throw new PhotoelectronError(
      'argument-invalid',
      'TwoPassWindowSum needs gain-selected waveforms; select a gain channel first.',
      { item: 'image_extractor' },
    );
  }
  checkLength('pixX', camera.geometry.pixX, nPixels);
  checkLength('pixY', camera.geometry.pixY, nPixels);
  const nGains = countGains(table, nPixels, largestGain + 1);
  if (nGains <= largestGain) {
    throw new PhotoelectronError(
      'argument-invalid',
      `The waveforms use gain channel ${String(largestGain)}, but the corrections hold only ${String(nGains)}.`,
    );
  }
  const nSlots = table.corrections.length;
  if (nSlots > 0) checkSlots(table.correction, nRows, nSlots);
  const tables = (name: keyof PixelCorrections) =>
    checkTables(
      name,
      table.corrections.map((slot) => slot[name]),
      nGains * nPixels,
    );
  const result = {
    nChannels,
    image: new Float32Array(nRows * nChannels * nPixels),
    peakTime: new Float32Array(nRows * nChannels * nPixels),
    isValid: new Uint8Array(nRows),
  };
  return {
    result,
    arguments: {
      ...extractorArguments(extractor, camera, nSamples),
      ...neighbors,
      pixelX: camera.geometry.pixX,
      pixelY: camera.geometry.pixY,
      samplingRate: camera.readout.samplingRate,
      outliers: tables('outlierMask'),
      timeShift: tables('timeShift'),
      pedestalOffset: tables('pedestalOffset'),
      factor: tables('factor'),
      nGains,
      correctionSlots: nSlots > 0 ? table.correction : undefined,
      applyWaveformTimeShift: options.applyWaveformTimeShift ?? false,
      applyPeakTimeShift: options.applyPeakTimeShift ?? true,
      averageInvalidPixels: (options.invalidPixelHandler ?? 'NeighborAverage') !== 'none',
      image: result.image,
      peakTime: result.peakTime,
      isValid: result.isValid,
    },
  };
}

/** No corrections at all. */
const noCorrections: CorrectionTable = { corrections: [], correction: new Uint16Array(0) };

/**
 * Extracts charge and peak time from calibrated waveforms, as ctapipe's `CameraCalibrator` does
 * from DL0 to DL1: subtract pedestal offsets, optionally shift waveforms, extract, subtract time
 * shifts, multiply by the factor, interpolate unusable pixels. Waveforms of a single sample are the
 * image, with times 0. Like the reference, gain-selected images are interpolated where the first
 * channel is unusable.
 *
 * @throws PhotoelectronError `argument-invalid` when shapes or options do not fit
 */
export async function extractCharge(
  waveforms: CalibratedWaveforms,
  camera: CameraDescription,
  extractor: ExtractorOptions,
  corrections: CorrectionTable = noCorrections,
  options: ExtractionOptions & TaskOptions = {},
): Promise<ExtractedImages> {
  const prepared = calibratedArguments(waveforms, camera, extractor, corrections, options);
  await nativeKernel('extractCharge')({ cancel: options.cancel, ...prepared.arguments });
  return prepared.result;
}

/** What the charges of an image were made of; shapes (n_channels, n_pixels) unless said. */
export interface ExtractionWindows extends ExtractedImages {
  /** First sample of the window of each pixel. */
  readonly windowStart: Int32Array;
  /** Samples of the window; 0 where no window makes the charge (variances, unusable pixels). */
  readonly windowWidth: Int32Array;
  /**
   * Charge over the sum of the samples in the window: the integration correction. NaN where the charge
   * is no such sum (FlashCamExtractor sums deconvolved samples).
   */
  readonly windowFactor: Float64Array;
  /**
   * Samples as they are summed: moved and with the baseline subtracted where the options say so [p.e.
   * per sample], shape (n_channels, n_pixels, n_samples).
   */
  readonly summedWaveforms: Float32Array;
}

/**
 * As `extractCharge` for a single telescope event, with the windows whose samples make the charges.
 *
 * @throws PhotoelectronError `argument-invalid` when shapes or options do not fit
 */
export async function extractionWindows(
  waveforms: CalibratedWaveforms,
  camera: CameraDescription,
  extractor: ExtractorOptions,
  corrections: CorrectionTable = noCorrections,
  options: ExtractionOptions & TaskOptions = {},
): Promise<ExtractionWindows> {
  if (waveforms.nRows !== 1) {
    throw new PhotoelectronError(
      'argument-invalid',
      `The windows of one telescope event can be told, not of ${String(waveforms.nRows)}.`,
    );
  }
  const prepared = calibratedArguments(waveforms, camera, extractor, corrections, options);
  const nWaveforms = waveforms.nChannels * waveforms.nPixels;
  const windowStart = new Int32Array(nWaveforms);
  const windowWidth = new Int32Array(nWaveforms);
  const windowFactor = new Float64Array(nWaveforms).fill(NaN);
  const summedWaveforms = new Float32Array(nWaveforms * waveforms.nSamples);
  await nativeKernel('extractCharge')({
    cancel: options.cancel,
    ...prepared.arguments,
    summedFrom: windowStart,
    summedSamples: windowWidth,
    summedFactor: windowFactor,
    summedWaveforms,
  });
  return { ...prepared.result, windowStart, windowWidth, windowFactor, summedWaveforms };
}

/** Checks calibrated waveforms and lays out what the native core needs. */
function calibratedArguments(
  waveforms: CalibratedWaveforms,
  camera: CameraDescription,
  extractor: ExtractorOptions,
  corrections: CorrectionTable,
  options: ExtractionOptions,
): ExtractionArguments {
  checkShape(waveforms);
  const { nRows, nChannels, nPixels, nSamples, r1Waveform, selectedGainChannel } = waveforms;
  checkLength('r1Waveform', r1Waveform, nRows * nChannels * nPixels * nSamples);
  let largestGain = nChannels - 1;
  if (selectedGainChannel !== undefined) {
    checkLength('selectedGainChannel', selectedGainChannel, nRows * nPixels);
    if (nChannels !== 1) {
      throw new PhotoelectronError(
        'argument-invalid',
        `Gain-selected waveforms have one channel, not ${String(nChannels)}.`,
        { item: 'nChannels' },
      );
    }
    for (const gain of selectedGainChannel) if (gain > largestGain) largestGain = gain;
  }
  const prepared = extractionArguments(
    camera,
    extractor,
    corrections,
    options,
    waveforms,
    largestGain,
  );
  return {
    result: prepared.result,
    arguments: {
      ...prepared.arguments,
      nChannels,
      nPixels,
      nSamples,
      waveforms: r1Waveform,
      selected: selectedGainChannel,
    },
  };
}

/** Images from raw waveforms, with the gain channels that were chosen on the way. */
export interface ExtractedRawImages extends ExtractedImages {
  /** Gain channel of each pixel, shape (n_rows, n_pixels); absent when all are kept. */
  readonly selectedGainChannel?: Uint8Array;
}

/**
 * Calibrates raw waveforms and extracts charge and peak time in one go; the calibrated waveforms
 * of a telescope event live only in the memory of one thread. The same numbers, bit for bit, as
 * `calibrateR0` followed by `extractCharge`.
 *
 * @throws PhotoelectronError `argument-invalid` when shapes or options do not fit
 */
export async function extractChargeFromR0(
  raw: RawWaveforms,
  camera: CameraDescription,
  extractor: ExtractorOptions,
  corrections: CorrectionTable = noCorrections,
  options: CalibrationOptions & ExtractionOptions & TaskOptions = {},
): Promise<ExtractedRawImages> {
  const prepared = rawArguments(raw, options);
  const { nRows, nPixels, nSamples } = raw;
  const extraction = extractionArguments(
    camera,
    extractor,
    corrections,
    options,
    { nRows, nChannels: prepared.nChannelsOut, nPixels, nSamples },
    raw.nChannels - 1,
  );
  await nativeKernel('extractCharge')({
    cancel: options.cancel,
    ...extraction.arguments,
    ...prepared.arguments,
  });
  const { selectedGainChannel } = prepared;
  return {
    ...extraction.result,
    ...(selectedGainChannel === undefined ? {} : { selectedGainChannel }),
  };
}
