import type { TelescopeEventBlock } from '../../sources/array-event-batch.ts';

/**
 * Time shifts that are still to be subtracted from the peak times of calibrated waveforms [ns], of
 * the selected gain channel where one was selected. ctapipe's model has the column, but ctapipe 0.32
 * neither writes it for simulations nor hands it from R1 to DL0, so that peak times of images that it
 * makes from stored waveforms are not shifted.
 *
 * @param block a block with calibrations
 * @param nChannels gain channels of the waveforms
 * @param selected gain channel of each pixel, shape (n_rows, n_pixels)
 * @returns shape (n_rows, n_channels, n_pixels)
 */
export function pixelTimeShift(
  { calibrations = [], calibration, telId }: TelescopeEventBlock,
  nPixels: number,
  nChannels: number,
  selected: Uint8Array | undefined,
): Float32Array {
  const nRows = telId.length;
  const shifts = new Float32Array(nRows * nChannels * nPixels);
  for (let row = 0; row < nRows; row++) {
    const { timeShift } = calibrations[calibration?.[row] ?? 0];
    const first = row * nChannels * nPixels;
    if (selected === undefined) {
      shifts.set(timeShift.subarray(0, nChannels * nPixels), first);
      continue;
    }
    for (let pixel = 0; pixel < nPixels; pixel++) {
      shifts[first + pixel] = timeShift[selected[row * nPixels + pixel] * nPixels + pixel];
    }
  }
  return shifts;
}
