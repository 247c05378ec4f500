import type { CameraCalibration, TelescopeEventBlock } from '../array-event-batch.ts';

/** Bits of a pixel's status that say which gain channels are stored (ctapipe's `PixelStatus`). */
const channelBits = [1 << 2, 1 << 3] as const;

/**
 * Turns the status of pixels of calibrated waveforms into the calibrations of a block: nothing is
 * left to calibrate, but pixels of which a channel is not stored are unusable in it, as ctapipe's
 * event source takes them. A camera of one channel may use either bit.
 *
 * Deviation: rows in which no pixel has any channel are taken as rows without this information
 * (waveforms that were written before a gain was selected), not as rows without usable pixels.
 *
 * @param status shape (n_rows, n_pixels)
 * @param nChannels gain channels of the camera
 */
export function storedOutliers(
  status: Uint8Array,
  nPixels: number,
  nChannels: number,
): Required<Pick<TelescopeEventBlock, 'calibrations' | 'calibration'>> {
  const nRows = nPixels === 0 ? 0 : status.length / nPixels;
  const calibration = new Uint16Array(nRows);
  const calibrations: CameraCalibration[] = [];
  const known = new Map<string, number>();
  for (let row = 0; row < nRows; row++) {
    const pixels = status.subarray(row * nPixels, (row + 1) * nPixels);
    const key = Buffer.from(pixels).toString('latin1');
    let slot = known.get(key);
    if (slot === undefined) {
      slot = calibrations.length;
      known.set(key, slot);
      calibrations.push(neutralCalibration(pixels, nChannels));
    }
    calibration[row] = slot;
  }
  return { calibrations, calibration };
}

function neutralCalibration(status: Uint8Array, nChannels: number): CameraCalibration {
  const nPixels = status.length;
  const outlierMask = new Uint8Array(nChannels * nPixels);
  const anyChannel = channelBits[0] | channelBits[1];
  if (status.some((bits) => (bits & anyChannel) !== 0)) {
    for (let channel = 0; channel < nChannels; channel++) {
      const wanted = nChannels === 1 ? anyChannel : channelBits[channel];
      status.forEach((bits, pixel) => {
        outlierMask[channel * nPixels + pixel] = (bits & wanted) === 0 ? 1 : 0;
      });
    }
  }
  return {
    pedestalPerSample: new Float32Array(nChannels * nPixels),
    dcToPe: new Float32Array(nChannels * nPixels).fill(1),
    timeShift: new Float32Array(nChannels * nPixels),
    outlierMask,
  };
}
