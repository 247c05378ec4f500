import { calibrateR0, type CalibratedWaveforms } from '../../native/calibrate.ts';
import type {
  CalibrationOptions,
  GainSelection,
  RawWaveforms,
} from '../../native/raw-waveforms.ts';
import type { TelescopeEventBlock } from '../../sources/array-event-batch.ts';
import type { TelescopePlan } from '../plan/analysis-plan.ts';
import type { StepOptions } from './step-options.ts';

/** Raw waveforms of a block that can be calibrated. */
export type UncalibratedBlock = Pick<TelescopeEventBlock, 'telId' | 'nChannels' | 'nSamples'> &
  Pick<TelescopeEventBlock, 'calibrations' | 'calibration' | 'r0Waveform' | 'r1Waveform'>;

/**
 * The raw waveforms of a block as the kernels take them. Waveforms that are calibrated already need no
 * second calibration; raw ones without a calibration (products hold them so) are of no use.
 */
export function rawWaveforms(
  plan: TelescopePlan,
  block: UncalibratedBlock,
): RawWaveforms | undefined {
  const { r0Waveform, calibrations } = block;
  if (block.r1Waveform !== undefined || calibrations === undefined) return undefined;
  if (r0Waveform === undefined) return undefined;
  return {
    nRows: block.telId.length,
    nChannels: block.nChannels,
    nPixels: plan.cameraDescription.geometry.nPixels,
    nSamples: block.nSamples,
    r0Waveform,
    calibrations,
    calibration: block.calibration ?? new Uint16Array(0),
  };
}

/** How raw waveforms are calibrated with a configuration. */
export function calibrationOptions(plan: TelescopePlan): CalibrationOptions {
  const { calib_scale, calib_shift } = plan.configuration.calibration;
  return { gainSelection: gainSelection(plan), calibScale: calib_scale, calibShift: calib_shift };
}

function gainSelection(plan: TelescopePlan): GainSelection {
  const { gain_selector, select_gain } = plan.configuration.calibration;
  return select_gain === false ? { type: 'none' } : gain_selector;
}

/**
 * R0 → R1 of one block, or the calibrated waveforms that the input holds.
 *
 * @returns undefined when the block has no waveforms
 */
export async function calibrateWaveforms(
  plan: TelescopePlan,
  block: TelescopeEventBlock,
  { task }: Pick<StepOptions, 'task'>,
): Promise<CalibratedWaveforms | undefined> {
  const raw = rawWaveforms(plan, block);
  if (raw !== undefined) return calibrateR0(raw, calibrationOptions(plan), task);
  const { r1Waveform, selectedGainChannel } = block;
  if (r1Waveform === undefined) return undefined;
  return {
    nRows: block.telId.length,
    nChannels: selectedGainChannel === undefined ? block.nChannels : 1,
    nPixels: plan.cameraDescription.geometry.nPixels,
    nSamples: block.nSamples,
    r1Waveform,
    ...(selectedGainChannel === undefined ? {} : { selectedGainChannel }),
  };
}
