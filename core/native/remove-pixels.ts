import type { CalibratedWaveforms } from './calibrate.ts';
import { checkLength } from './check-length.ts';

/** Bits of the pixel status that say what the data volume reduction did: 3 kept, 0 removed. */
const reductionBits = 0b11;

/**
 * Leaves out the pixels that a data volume reduction does not keep: R1 → DL0. Their waveforms
 * become 0 in place; the status of kept pixels gets both reduction bits, that of removed ones
 * neither (the CTAO data model's `PixelStatus`, as ctapipe sets it).
 *
 * @param kept 1 where a pixel is kept, shape (n_rows, n_pixels)
 * @param pixelStatus changed in place where given, shape (n_rows, n_pixels)
 * @throws PhotoelectronError `argument-invalid` when shapes do not fit
 */
export function removePixels(
  waveforms: CalibratedWaveforms,
  kept: Uint8Array,
  pixelStatus?: Uint8Array,
): void {
  const { nRows, nChannels, nPixels, nSamples, r1Waveform } = waveforms;
  checkLength('kept', kept, nRows * nPixels);
  if (pixelStatus !== undefined) checkLength('pixelStatus', pixelStatus, kept.length);
  checkLength('r1Waveform', r1Waveform, nRows * nChannels * nPixels * nSamples);
  for (let row = 0; row < nRows; row++) {
    for (let pixel = 0; pixel < nPixels; pixel++) {
      const i = row * nPixels + pixel;
      const keep = kept[i] !== 0;
      if (pixelStatus !== undefined) {
        const status = pixelStatus[i] ?? 0;
        pixelStatus[i] = keep ? status | reductionBits : status & ~reductionBits;
      }
      if (keep) continue;
      for (let channel = 0; channel < nChannels; channel++) {
        const first = ((row * nChannels + channel) * nPixels + pixel) * nSamples;
        r1Waveform.fill(0, first, first + nSamples);
      }
    }
  }
}
