import { PhotoelectronError } from '../foundation/errors.ts';
import type { CameraReadout } from '../instrument/camera-readout.ts';
import type { CameraDescription } from '../instrument/subarray-description.ts';
import { nativeFunction } from './addon.ts';
import { checkWhole } from './check-whole.ts';
import type { FlashCamExtractorOptions } from './extractors.ts';

/** Parameters found, by readout and options; finding them takes longer than an event. */
const known = new WeakMap<CameraReadout, Map<string, Readonly<Record<string, unknown>>>>();

/** Checks that a number lies within limits (infinity may be one of them). */
function checkWithin(name: string, value: number, smallest: number, most: number): void {
  if (!(value >= smallest && value <= most)) {
    throw new PhotoelectronError(
      'argument-invalid',
      `${name} must lie between ${String(smallest)} and ${String(most)}, not ${String(value)}.`,
      { item: name },
    );
  }
}

/**
 * Parameters of the deconvolution of a camera's pulse for the native core: pole-zero parameter,
 * gain, time shift [ns] and leading-edge shift [upsampled samples]. As ctapipe's
 * `deconvolution_parameters`; like `FlashCamExtractor` there, all channels use those of the first.
 *
 * @throws PhotoelectronError `argument-invalid` when an option is out of range or the reference
 * pulse cannot be deconvolved
 */
export function deconvolutionArguments(
  options: FlashCamExtractorOptions,
  camera: CameraDescription,
): Readonly<Record<string, unknown>> {
  checkWhole('upsampling', options.upsampling, 1, 64);
  checkWhole('windowWidth', options.windowWidth, 1, 1_000_000);
  checkWithin('effectiveTimeProfileStd', options.effectiveTimeProfileStd, 0, 1e6);
  checkWithin('neighbourSumClipping', options.neighbourSumClipping, -Infinity, Infinity);
  checkWithin('leadingEdgeRelDescendLimit', options.leadingEdgeRelDescendLimit, 0, 1);
  const { readout } = camera;
  const ofReadout = known.get(readout) ?? new Map<string, Readonly<Record<string, unknown>>>();
  known.set(readout, ofReadout);
  const key = JSON.stringify(options);
  const before = ofReadout.get(key);
  if (before !== undefined) return before;
  const parameters = new Float64Array(4);
  const found = nativeFunction('findDeconvolution')({
    ...options,
    pulse: readout.referencePulseShape.slice(
      0,
      readout.referencePulseShape.length / readout.nChannels,
    ),
    pulseWidth: readout.referencePulseSampleWidth,
    sampleWidth: 1 / readout.samplingRate,
    parameters,
  }) as boolean;
  if (!found) {
    throw new PhotoelectronError(
      'argument-invalid',
      `FlashCamExtractor cannot deconvolve the reference pulse of camera ${camera.name}; use another extractor for this camera.`,
      { item: 'image_extractor' },
    );
  }
  const result = {
    poleZero: parameters[0],
    deconvolutionGain: parameters[1],
    deconvolutionTimeShift: parameters[2],
    leadingEdgeShift: parameters[3],
  };
  ofReadout.set(key, result);
  return result;
}
