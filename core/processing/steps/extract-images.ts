import { PhotoelectronError } from '../../foundation/errors.ts';
import { calibrateR0, type CalibratedWaveforms } from '../../native/calibrate.ts';
import {
  type CorrectionTable,
  extractCharge,
  extractChargeFromR0,
  type ExtractedImages,
  type ExtractionOptions,
} from '../../native/extract-charge.ts';
import type { CalibrationOptions, GainSelection } from '../../native/raw-waveforms.ts';
import type { TelescopeEventBlock } from '../../sources/array-event-batch.ts';
import { camelCaseKeys } from '../plan/camel-case-keys.ts';
import type { TelescopePlan } from '../plan/analysis-plan.ts';
import type { BlockImages } from '../processed-batch.ts';
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
  // Waveforms that are calibrated already need no second calibration; raw ones without a
  // calibration (products hold them so) are of no use here.
  const raw =
    block.r1Waveform === undefined && block.calibrations !== undefined
      ? block.r0Waveform
      : undefined;
  const hasWaveforms = raw !== undefined || block.r1Waveform !== undefined;
  if (block.image !== undefined && !(options.recompute && hasWaveforms)) {
    return { ...givenImages(block), ...(options.keepR1 ? givenWaveforms(plan, block) : {}) };
  }
  if (!hasWaveforms) return undefined;

  const extractor = camelCaseKeys(calibration.image_extractor);
  const corrections = correctionTable(block);
  const { task } = options;
  const extraction: ExtractionOptions = {
    applyWaveformTimeShift: calibration.apply_waveform_time_shift,
    applyPeakTimeShift: calibration.apply_peak_time_shift,
    invalidPixelHandler: calibration.invalid_pixel_handler === null ? 'none' : 'NeighborAverage',
  };
  const reduces = dataVolumeReduction.type !== 'NullDataVolumeReducer';
  if (raw !== undefined && !options.keepR1 && !reduces) {
    const images = await extractChargeFromR0(
      rawWaveforms(plan, block, raw),
      plan.cameraDescription,
      extractor,
      corrections,
      { ...calibrationOptions(plan), ...extraction, ...task },
    );
    return { ...oneChannel(plan, images), ...withGain(images) };
  }
  const r1 =
    raw === undefined
      ? storedR1(plan, block)
      : await calibrateR0(rawWaveforms(plan, block, raw), calibrationOptions(plan), task);
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
function givenWaveforms(plan: TelescopePlan, block: TelescopeEventBlock) {
  if (block.r1Waveform === undefined) return {};
  const { r1Waveform, nChannels } = storedR1(plan, block);
  return { r1Waveform, r1Channels: nChannels, ...withGain(block) };
}

function withGain(images: { readonly selectedGainChannel?: Uint8Array }) {
  return images.selectedGainChannel === undefined
    ? {}
    : { selectedGainChannel: images.selectedGainChannel };
}

function calibrationOptions(plan: TelescopePlan): CalibrationOptions {
  const { calib_scale, calib_shift } = plan.configuration.calibration;
  return { gainSelection: gainSelection(plan), calibScale: calib_scale, calibShift: calib_shift };
}

function gainSelection(plan: TelescopePlan): GainSelection {
  const { gain_selector, select_gain } = plan.configuration.calibration;
  return select_gain === false ? { type: 'none' } : gain_selector;
}

function rawWaveforms(
  plan: TelescopePlan,
  block: TelescopeEventBlock,
  r0Waveform: Uint16Array | Uint32Array,
) {
  return {
    nRows: block.telId.length,
    nChannels: block.nChannels,
    nPixels: plan.cameraDescription.geometry.nPixels,
    nSamples: block.nSamples,
    r0Waveform,
    calibrations: block.calibrations ?? [],
    calibration: block.calibration ?? new Uint16Array(0),
  };
}

function storedR1(plan: TelescopePlan, block: TelescopeEventBlock): CalibratedWaveforms {
  return {
    nRows: block.telId.length,
    nChannels: block.selectedGainChannel === undefined ? block.nChannels : 1,
    nPixels: plan.cameraDescription.geometry.nPixels,
    nSamples: block.nSamples,
    r1Waveform: block.r1Waveform!,
    ...withGain(block),
  };
}

function correctionTable(block: TelescopeEventBlock): CorrectionTable {
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
