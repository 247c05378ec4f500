import type { CameraCalibration, TelescopeEventBlock } from '../array-event-batch.ts';

/** Bits of a pixel's status that say which gain channels are stored (ctapipe's `PixelStatus`). */
const channelBits = [1 << 2, 1 << 3] as const;
const anyChannel = channelBits[0] | channelBits[1];

/** What a file tells of the pixels of its calibrated waveforms. */
export interface StoredPixels {
  readonly nPixels: number;
  /** Gain channels of the camera. */
  readonly nChannels: number;
  /** Whether one gain channel was selected for each pixel. */
  readonly isSelected: boolean;
  /** Status, shape (n_rows, n_pixels). */
  readonly status: Uint8Array;
  /** Time shifts [ns], shape (n_rows, n_pixels) when selected, else (n_rows, n_channels, n_pixels). */
  readonly timeShift?: Float32Array;
}

/**
 * Turns what is stored with calibrated waveforms into the calibrations of a block: nothing is left
 * to calibrate, but pixels of which a channel is not stored are unusable in it, as ctapipe's event
 * source takes them, and peak times are to be shifted. A camera of one channel may use either bit.
 *
 * Deviations: rows in which no pixel has a channel are taken as rows without this information
 * (waveforms that were written before a gain was selected), not as rows without usable pixels. Where
 * a gain was selected, pixels without any channel are unusable; ctapipe looks at the high gain only
 * and so replaces all pixels of which the low gain was selected, the brightest, by their neighbours.
 */
export function storedCalibrations(
  stored: StoredPixels,
): Required<Pick<TelescopeEventBlock, 'calibrations' | 'calibration'>> {
  const { nPixels, status, timeShift } = stored;
  const nRows = nPixels === 0 ? 0 : status.length / nPixels;
  const nShifts = timeShift === undefined ? 0 : timeShift.length / nRows;
  const calibration = new Uint16Array(nRows);
  const calibrations: CameraCalibration[] = [];
  const known = new Map<string, number>();
  for (let row = 0; row < nRows; row++) {
    const pixels = status.subarray(row * nPixels, (row + 1) * nPixels);
    const shifts = timeShift?.subarray(row * nShifts, (row + 1) * nShifts);
    const outlierMask = unusable(stored, pixels);
    const key = Buffer.concat([
      outlierMask,
      ...(shifts === undefined
        ? []
        : [new Uint8Array(shifts.buffer, shifts.byteOffset, shifts.byteLength)]),
    ]).toString('latin1');
    let slot = known.get(key);
    if (slot === undefined) {
      slot = calibrations.length;
      known.set(key, slot);
      calibrations.push(neutralCalibration(stored, outlierMask, shifts));
    }
    calibration[row] = slot;
  }
  return { calibrations, calibration };
}

/** 1 where a pixel of one row is unusable, shape (n_channels, n_pixels). */
function unusable({ nPixels, nChannels, isSelected }: StoredPixels, status: Uint8Array) {
  const mask = new Uint8Array(nChannels * nPixels);
  if (!status.some((bits) => (bits & anyChannel) !== 0)) return mask;
  for (let channel = 0; channel < nChannels; channel++) {
    const wanted = isSelected || nChannels === 1 ? anyChannel : channelBits[channel];
    status.forEach((bits, pixel) => {
      mask[channel * nPixels + pixel] = (bits & wanted) === 0 ? 1 : 0;
    });
  }
  return mask;
}

function neutralCalibration(
  { nPixels, nChannels, isSelected }: StoredPixels,
  outlierMask: Uint8Array,
  shifts: Float32Array | undefined,
): CameraCalibration {
  const timeShift = new Float32Array(nChannels * nPixels);
  for (let channel = 0; shifts !== undefined && channel < nChannels; channel++) {
    const first = isSelected ? 0 : channel * nPixels;
    timeShift.set(shifts.subarray(first, first + nPixels), channel * nPixels);
  }
  return {
    pedestalPerSample: new Float32Array(nChannels * nPixels),
    dcToPe: new Float32Array(nChannels * nPixels).fill(1),
    timeShift,
    outlierMask,
  };
}
