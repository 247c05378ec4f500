import type { TelescopeEventBlock } from '../../sources/array-event-batch.ts';

/** Bits of the state of a pixel, by ctapipe's `PixelStatus`. */
const HIGH_GAIN_STORED = 1 << 2;
const LOW_GAIN_STORED = 1 << 3;

/**
 * State of each pixel of the rows of a block: which gain channel is kept. Unusable pixels have none.
 * As ctapipe's `SimTelEventSource`, without a gain selection no bit is set.
 *
 * @param selected gain channel of each pixel, shape (n_rows, n_pixels)
 * @returns shape (n_rows, n_pixels)
 */
export function pixelStatus(
  block: TelescopeEventBlock,
  nPixels: number,
  selected: Uint8Array | undefined,
): Uint8Array {
  const nRows = block.telId.length;
  const status = new Uint8Array(nRows * nPixels);
  if (selected === undefined) return status;
  for (let row = 0; row < nRows; row++) {
    const slot = block.calibration?.[row];
    const outliers = slot === undefined ? undefined : block.calibrations?.[slot]?.outlierMask;
    for (let pixel = 0; pixel < nPixels; pixel++) {
      if (outliers !== undefined && outliers[pixel] !== 0) continue;
      const i = row * nPixels + pixel;
      status[i] = selected[i] === 0 ? HIGH_GAIN_STORED : LOW_GAIN_STORED;
    }
  }
  return status;
}
