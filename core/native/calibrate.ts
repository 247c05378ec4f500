import { nativeKernel, type TaskOptions } from './addon.ts';
import { type CalibrationOptions, rawArguments, type RawWaveforms } from './raw-waveforms.ts';
import type { WaveformShape } from './waveform-shape.ts';

/** Calibrated waveforms of a stack of telescope events. */
export interface CalibratedWaveforms extends WaveformShape {
  /** [p.e. per sample], shape (n_rows, n_channels, n_pixels, n_samples). */
  readonly r1Waveform: Float32Array;
  /** Gain channel of each pixel (0 high, 1 low), shape (n_rows, n_pixels); absent when all are kept. */
  readonly selectedGainChannel?: Uint8Array;
}

/**
 * Calibrates raw waveforms, R0 → R1: (sample − pedestal) · dc_to_pe · calib_scale + calib_shift, and
 * selects a gain channel from the raw samples first, so that only the selected one is calibrated.
 * Agrees with ctapipe's `SimTelEventSource` (`apply_simtel_r1_calibration`, `GainSelector`) in
 * float32; sums in float64, then rounded. Cameras of one channel select channel 0.
 *
 * @throws PhotoelectronError `argument-invalid` when shapes do not fit or a calibration is missing
 */
export async function calibrateR0(
  raw: RawWaveforms,
  options: CalibrationOptions = {},
  task: TaskOptions = {},
): Promise<CalibratedWaveforms> {
  const prepared = rawArguments(raw, options);
  const { nRows, nPixels, nSamples } = raw;
  const nChannels = prepared.nChannelsOut;
  const r1Waveform = new Float32Array(nRows * nChannels * nPixels * nSamples);
  await nativeKernel('calibrateR0')({
    ...task,
    ...prepared.arguments,
    calibrated: r1Waveform,
  });
  const { selectedGainChannel } = prepared;
  return {
    nRows,
    nChannels,
    nPixels,
    nSamples,
    r1Waveform,
    ...(selectedGainChannel === undefined ? {} : { selectedGainChannel }),
  };
}
