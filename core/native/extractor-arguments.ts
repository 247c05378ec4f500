import { PhotoelectronError } from '../foundation/errors.ts';
import type { CameraDescription } from '../instrument/subarray-description.ts';
import { checkWhole } from './check-whole.ts';
import type { ExtractorOptions } from './extractors.ts';
import { integrationCorrection } from './integration-correction.ts';
import { slidingWindowCorrection } from './sliding-window-correction.ts';

/** Windows and weights beyond this are mistakes; it keeps sums of them far from overflow. */
const largest = 1_000_000;

function checkWindow(options: { readonly windowWidth: number; readonly windowShift: number }) {
  checkWhole('windowWidth', options.windowWidth, 0, largest);
  checkWhole('windowShift', options.windowShift, -largest, largest);
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
  switch (options.type) {
    case 'FullWaveformSum':
    case 'VarianceExtractor':
      return { ...options };
    case 'SlidingWindowMaxSum':
      checkWhole('windowWidth', options.windowWidth, 1, Math.max(1, nSamples));
      return {
        ...options,
        integrationCorrection: options.applyIntegrationCorrection
          ? slidingWindowCorrection(readout, options.windowWidth)
          : undefined,
      };
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
