import { PhotoelectronError } from '../../foundation/errors.ts';
import {
  type CorrectionTable,
  extractCharge,
  extractChargeFromR0,
  type ExtractedImages,
  type ExtractionOptions,
} from '../../native/extract-charge.ts';
import type { TelescopeEventBlock } from '../../sources/array-event-batch.ts';
import { camelCaseKeys } from '../plan/camel-case-keys.ts';
import type { TelescopePlan } from '../plan/analysis-plan.ts';
import type { BlockImages } from '../processed-batch.ts';
import { calibrateWaveforms, calibrationOptions, rawWaveforms } from './calibrate-waveforms.ts';
import type { StepOptions } from './step-options.ts';
import { reduceVolume } from './reduce-volume.ts';

/** What the step has to keep beside the images. */
export interface ImageStepOptions extends StepOptions {
  /** Keep the calibrated waveforms, to write them. */
  readonly keepR1: boolean;
  /** Make images anew from waveforms although the input holds some. */
  readonly recompute: boolean;
}

/**
 * R0 → R1 → DL0 → DL1a of one block: calibrates raw waveforms, selects the gain, reduces the data
 * volume, extracts charge and peak time. Images that the input holds already are handed on.
 *
 * Deviation from ctapipe: calibration events of cameras with two gains are gain-selected too, because
 * the steps that follow work on one image per camera.
 *
 * @returns undefined when the block has neither waveforms nor images
 * @throws PhotoelectronError `config-invalid` when the configuration keeps two gain channels
 */
export async function extractImages(
  plan: TelescopePlan,
  block: TelescopeEventBlock,
  options: ImageStepOptions,
): Promise<BlockImages | undefined> {
  const { calibration, dataVolumeReduction } = plan.configuration;
  const raw = rawWaveforms(plan, block);
  const hasWaveforms = raw !== undefined || block.r1Waveform !== undefined;
  if (block.image !== undefined && !(options.recompute && hasWaveforms)) {
    const waveforms = options.keepR1 ? await givenWaveforms(plan, block, options) : {};
    return { ...givenImages(block), ...waveforms };
  }
  const { task } = options;
  const extractor = camelCaseKeys(calibration.image_extractor);
  const corrections = correctionTable(block);
  const extraction = extractionOptions(plan);
  const reduces = dataVolumeReduction.type !== 'NullDataVolumeReducer';
  if (raw !== undefined && !options.keepR1 && !reduces) {
    const images = await extractChargeFromR0(raw, plan.cameraDescription, extractor, corrections, {
      ...calibrationOptions(plan),
      ...extraction,
      ...task,
    });
    return { ...oneChannel(plan, images), ...withGain(images) };
  }
  const r1 = await calibrateWaveforms(plan, block, options);
  if (r1 === undefined) return undefined;
  const dl0 = await reduceVolume(plan, r1, options.keepR1, options);
  const images = await extractCharge(dl0, plan.cameraDescription, extractor, corrections, {
    ...extraction,
    ...task,
  });
  return {
    ...oneChannel(plan, images),
    ...withGain(r1),
    ...(options.keepR1 ? { r1Waveform: r1.r1Waveform, r1Channels: r1.nChannels } : {}),
  };
}

/** How images are extracted with a configuration. */
export function extractionOptions({ configuration }: TelescopePlan): ExtractionOptions {
  const { calibration } = configuration;
  return {
    applyWaveformTimeShift: calibration.apply_waveform_time_shift,
    applyPeakTimeShift: calibration.apply_peak_time_shift,
    invalidPixelHandler: calibration.invalid_pixel_handler === null ? 'none' : 'NeighborAverage',
  };
}

function givenImages(block: TelescopeEventBlock): BlockImages {
  const image = block.image!;
  return {
    image,
    // Unknown times stay unknown: zeros would be times like others.
    peakTime: block.peakTime ?? new Float32Array(image.length).fill(NaN),
    isValid: block.imageIsValid ?? new Uint8Array(block.telId.length).fill(1),
  };
}

/** The calibrated waveforms that the input holds, to be handed on beside its images. */
async function givenWaveforms(
  plan: TelescopePlan,
  block: TelescopeEventBlock,
  options: ImageStepOptions,
) {
  if (block.r1Waveform === undefined) return {};
  const { r1Waveform, nChannels } = (await calibrateWaveforms(plan, block, options))!;
  return { r1Waveform, r1Channels: nChannels, ...withGain(block) };
}

function withGain(images: { readonly selectedGainChannel?: Uint8Array }) {
  return images.selectedGainChannel === undefined
    ? {}
    : { selectedGainChannel: images.selectedGainChannel };
}

/** What corrects the images of a block. */
export function correctionTable(block: TelescopeEventBlock): CorrectionTable {
  return {
    corrections: (block.calibrations ?? []).map(({ timeShift, outlierMask }) => ({
      timeShift,
      outlierMask,
    })),
    correction: block.calibration ?? new Uint16Array(0),
  };
}

function oneChannel(plan: TelescopePlan, images: ExtractedImages) {
  if (images.nChannels > 1) {
    throw new PhotoelectronError(
      'config-invalid',
      `Camera ${plan.cameraDescription.name} has ${images.nChannels} gain channels and calibration.select_gain keeps them all, but images are made of one; set it to null or true.`,
      { item: 'calibration.select_gain' },
    );
  }
  return { image: images.image, peakTime: images.peakTime, isValid: images.isValid };
}
