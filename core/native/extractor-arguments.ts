import { PhotoelectronError } from '../foundation/errors.ts';
import type { CameraReadout } from '../instrument/camera-readout.ts';
import type { CameraDescription } from '../instrument/subarray-description.ts';
import { checkWhole } from './check-whole.ts';
import { deconvolutionArguments } from './deconvolution-arguments.ts';
import type { ExtractorOptions, TwoPassWindowSumOptions } from './extractors.ts';
import { integrationCorrection } from './integration-correction.ts';
import { slidingWindowCorrection } from './sliding-window-correction.ts';

/** Windows and weights beyond this are mistakes; it keeps sums of them far from overflow. */
const largest = 1_000_000;

function checkWindow(options: { readonly windowWidth: number; readonly windowShift: number }) {
  checkWhole('windowWidth', options.windowWidth, 0, largest);
  checkWhole('windowShift', options.windowShift, -largest, largest);
}

function twoPassArguments(
  options: TwoPassWindowSumOptions,
  readout: CameraReadout,
  nSamples: number,
): Readonly<Record<string, unknown>> {
  if (nSamples < 5) {
    throw new PhotoelectronError(
      'argument-invalid',
      `TwoPassWindowSum needs waveforms of at least 5 samples, not ${String(nSamples)}.`,
      { item: 'image_extractor' },
    );
  }
  if (Number.isNaN(options.coreThreshold)) {
    throw new PhotoelectronError('argument-invalid', 'coreThreshold must be a number.', {
      item: 'coreThreshold',
    });
  }
  const correction = (width: number, shift: number) =>
    options.applyIntegrationCorrection ? integrationCorrection(readout, width, shift) : undefined;
  return {
    type: options.type,
    coreThreshold: options.coreThreshold,
    disableSecondPass: options.disableSecondPass,
    averageInvalidPixelsInFirstPass: options.invalidPixelHandler !== 'none',
    integrationCorrection: correction(5, 2),
    correctionBefore: correction(5, 0),
    correctionAfter: correction(6, 4),
  };
}

/**
 * Checks the options of an extractor against the readout and lays out what the native core needs
 * of them, with the integration correction.
 *
 * @param nSamples samples of the waveforms
 * @throws PhotoelectronError `argument-invalid` naming the option
 */
export function extractorArguments(
  options: ExtractorOptions,
  camera: CameraDescription,
  nSamples: number,
): Readonly<Record<string, unknown>> {
  const { readout } = camera;
  // Single samples are the image, whatever the extractor and its windows.
  if (nSamples === 1) return { type: 'FullWaveformSum' };
  switch (options.type) {
    case 'FullWaveformSum':
    case 'VarianceExtractor':
      return { ...options };
    case 'SlidingWindowMaxSum':
      checkWhole('windowWidth', options.windowWidth, 1, nSamples);
      return {
        ...options,
        integrationCorrection: options.applyIntegrationCorrection
          ? slidingWindowCorrection(readout, options.windowWidth)
          : undefined,
      };
    case 'TwoPassWindowSum':
      return twoPassArguments(options, readout, nSamples);
    case 'FlashCamExtractor':
      checkWindow(options);
      checkWhole('localWeight', options.localWeight, -largest, largest);
      return { ...options, ...deconvolutionArguments(options, camera) };
    case 'FixedWindowSum':
      checkWhole('peakIndex', options.peakIndex, -largest, largest);
      break;
    case 'GlobalPeakWindowSum':
      if (!(options.pixelFraction >= 0 && options.pixelFraction <= 1)) {
        throw new PhotoelectronError(
          'argument-invalid',
          `pixelFraction must lie between 0 and 1, not ${String(options.pixelFraction)}.`,
          { item: 'pixelFraction' },
        );
      }
      break;
    case 'NeighborPeakWindowSum':
      checkWhole('localWeight', options.localWeight, -largest, largest);
      break;
    case 'BaselineSubtractedNeighborPeakWindowSum':
      checkWhole('localWeight', options.localWeight, -largest, largest);
      checkWhole('baselineStart', options.baselineStart, 0, nSamples - 1);
      checkWhole('baselineEnd', options.baselineEnd, options.baselineStart + 1, largest);
      break;
    case 'LocalPeakWindowSum':
      break;
  }
  checkWindow(options);
  return {
    ...options,
    ...('baselineEnd' in options ? { baselineEnd: Math.min(options.baselineEnd, nSamples) } : {}),
    integrationCorrection: options.applyIntegrationCorrection
      ? integrationCorrection(readout, options.windowWidth, options.windowShift)
      : undefined,
  };
}
