import type { CameraReadout } from '../instrument/camera-readout.ts';
import { pulseLength } from './pulse-length.ts';

/** Number of values that numpy.arange(0, stop, step) makes. */
function arangeLength(stop: number, step: number): number {
  return Math.max(0, Math.ceil(stop / step));
}

/** Pulse resampled to the width of the readout's samples, normalised to an integral of 1. */
function resamplePulse(pulse: Float64Array, pulseWidth: number, sampleWidth: number): Float64Array {
  const duration = pulse.length * pulseWidth;
  const nEdges = arangeLength(duration, sampleWidth);
  const contents = new Float64Array(Math.max(0, nEdges - 1));
  let point = 0;
  let cumulative = 0;
  let below = 0;
  for (let edge = 0; edge < nEdges; edge++) {
    const position = edge * sampleWidth;
    const last = edge === nEdges - 1;
    // The last bin includes its upper edge.
    while (
      point < pulse.length &&
      (point * pulseWidth < position || (last && point * pulseWidth === position))
    ) {
      cumulative += pulse[point] ?? 0;
      point++;
    }
    if (edge > 0) contents[edge - 1] = cumulative - below;
    below = cumulative;
  }
  const total = contents.reduce((sum, value) => sum + value, 0);
  return contents.map(
    (value, bin) => value / ((bin + 1) * sampleWidth - bin * sampleWidth) / total,
  );
}

/**
 * Factor that makes the charge in a window independent of the window: the inverse of the part of
 * the reference pulse, resampled to the readout's samples, that lies in the same window around its
 * maximum. Shape (n_channels) of the readout. As ctapipe's `integration_correction`; 1 where the
 * window misses the pulse.
 *
 * @param windowWidth width of the window [samples]
 * @param windowShift samples from the start of the window to the peak
 * @throws PhotoelectronError `argument-invalid` when the readout cannot be
 */
export function integrationCorrection(
  readout: CameraReadout,
  windowWidth: number,
  windowShift: number,
): Float64Array {
  const nPulse = pulseLength(readout);
  const sampleWidth = 1 / readout.samplingRate;
  const correction = new Float64Array(readout.nChannels).fill(1);
  for (let channel = 0; channel < readout.nChannels; channel++) {
    const pulse = resamplePulse(
      readout.referencePulseShape.subarray(channel * nPulse, (channel + 1) * nPulse),
      readout.referencePulseSampleWidth,
      sampleWidth,
    );
    let peak = 0;
    pulse.forEach((value, bin) => {
      if (value > (pulse[peak] ?? 0)) peak = bin;
    });
    const start = Math.max(0, peak - windowShift);
    const end = Math.min(start + windowWidth, pulse.length);
    if (start >= end) continue;
    const integral = pulse
      .subarray(start, end)
      .reduce((sum, value) => sum + value * sampleWidth, 0);
    correction[channel] = 1 / integral;
  }
  return correction;
}
