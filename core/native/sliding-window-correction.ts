import type { CameraReadout } from '../instrument/camera-readout.ts';
import { pulseLength } from './pulse-length.ts';

/** Rounds halves to even, as Python. */
function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

/**
 * Factor that makes the charge of a sliding window independent of its width: the sum of the
 * reference pulse over the largest sum in a window of that width. Shape (n_channels) of the readout.
 * As ctapipe's `SlidingWindowMaxSum`, except that a window that is wider than the pulse or narrower
 * than its samples gives 1 where the reference fails.
 *
 * @param windowWidth width of the window [samples]
 * @throws PhotoelectronError `argument-invalid` when the readout cannot be
 */
export function slidingWindowCorrection(readout: CameraReadout, windowWidth: number): Float64Array {
  const nPulse = pulseLength(readout);
  const width = roundHalfEven(
    windowWidth / readout.samplingRate / readout.referencePulseSampleWidth,
  );
  const correction = new Float64Array(readout.nChannels).fill(1);
  if (width < 1 || width > nPulse) return correction;
  for (let channel = 0; channel < readout.nChannels; channel++) {
    const cumulative = new Float64Array(nPulse + 1);
    for (let i = 0; i < nPulse; i++) {
      cumulative[i + 1] =
        (cumulative[i] ?? 0) + (readout.referencePulseShape[channel * nPulse + i] ?? 0);
    }
    let largest = -Infinity;
    for (let i = 0; i + width <= nPulse; i++) {
      largest = Math.max(largest, (cumulative[i + width] ?? 0) - (cumulative[i] ?? 0));
    }
    correction[channel] = (cumulative[nPulse] ?? 0) / largest;
  }
  return correction;
}
