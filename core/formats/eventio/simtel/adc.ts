import { decodeAdcSamples, decodeAdcSums } from '../../../native/decode-adc.ts';
import { checkStatus } from '../check-status.ts';
import type { EventIoObject } from '../object-header.ts';
import { PayloadReader } from '../payload-reader.ts';
import { decodeAdcHeader, type AdcHeader } from './adc-header.ts';

/** Samples or sums of one telescope event, with what the object says of itself. */
export interface Adc extends AdcHeader {
  /** [ADC counts], shape (n_gains, n_pixels, n_samples). */
  readonly data: Uint16Array | Uint32Array;
}

/** Suppressed pixels cost no bytes in the file; no camera's read-out is larger than this. */
const MAX_SUPPRESSED = 1 << 26;

/**
 * Decodes the ADC sums (type 2012) or samples (type 2013) of one telescope event; for many see
 * `decodeAdcSamples` and `decodeAdcSums`.
 *
 * @throws PhotoelectronError `format-damaged`, `format-unsupported`
 */
export async function decodeAdc(object: EventIoObject): Promise<Adc> {
  const header = decodeAdcHeader(object);
  const { nGains: nChannels, nPixels, nSamples, zeroSupMode } = header;
  const limit = zeroSupMode === 0 ? object.payload.length : MAX_SUPPRESSED;
  if (nChannels * nPixels * nSamples > limit) {
    throw new PayloadReader(object).damaged(
      `it claims ${nChannels} gains of ${nPixels} pixels of ${nSamples} samples`,
    );
  }
  if (object.type === 2012) {
    const { sums, status } = await decodeAdcSums([object], { nChannels, nPixels });
    checkStatus(object, status[0]);
    return { ...header, data: sums };
  }
  const { samples, status } = await decodeAdcSamples([object], { nChannels, nPixels, nSamples });
  checkStatus(object, status[0]);
  return { ...header, data: samples };
}
