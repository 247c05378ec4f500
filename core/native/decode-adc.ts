import { nativeKernel, type TaskOptions } from './addon.ts';
import { encodedLists, stackSize, type EncodedObject } from './encoded-objects.ts';
import { resultArray } from './result-array.ts';

/** Shape of the pixels of one camera's read-out. */
export interface AdcShape {
  readonly nChannels: number;
  readonly nPixels: number;
  readonly nSamples: number;
}

/** Samples of a stack of telescope events. */
export interface AdcSamples {
  /** [ADC counts], shape (n_objects, n_channels, n_pixels, n_samples); suppressed pixels are 0. */
  readonly samples: Uint16Array;
  /** `DecodingStatus` of each object; the samples of all that are not OK are 0. */
  readonly status: Uint8Array;
}

/** Sums over the readout of a stack of telescope events. */
export interface AdcSums {
  /** [ADC counts], shape (n_objects, n_channels, n_pixels); suppressed pixels are 0. */
  readonly sums: Uint32Array;
  /** `DecodingStatus` of each object; the sums of all that are not OK are 0. */
  readonly status: Uint8Array;
}

/** Options of the decoders of ADC data. */
export interface AdcOptions<T> extends TaskOptions {
  /** Memory for the result, such as that of a batch that is done with; at least as long as it is. */
  readonly into?: T;
}

/**
 * Decodes the ADC samples (object type 2013, version 3, with or without zero suppression) of many
 * telescope events of one camera at once, split over the thread pool; same values as eventio's
 * `ADCSamples.parse`. Damaged objects do not throw.
 *
 * @throws PhotoelectronError `argument-invalid` when the shape makes no sense, `cancelled`
 */
export async function decodeAdcSamples(
  objects: readonly EncodedObject[],
  { nChannels, nPixels, nSamples }: AdcShape,
  { into, ...options }: AdcOptions<Uint16Array> = {},
): Promise<AdcSamples> {
  const size = stackSize(objects.length, nChannels, nPixels, nSamples);
  const samples = resultArray(Uint16Array, size, into);
  const status = new Uint8Array(objects.length);
  await nativeKernel('decodeAdcSamples')({
    ...options,
    ...encodedLists(objects),
    nChannels,
    nPixels,
    nSamples,
    samples,
    status,
  });
  return { samples, status };
}

/**
 * Decodes the ADC sums (object type 2012, version 3, zero suppression modes 0 to 2) of many telescope
 * events of one camera at once; same values as eventio's `ADCSums.parse`. Damaged objects do not
 * throw.
 *
 * @throws PhotoelectronError `argument-invalid` when the shape makes no sense, `cancelled`
 */
export async function decodeAdcSums(
  objects: readonly EncodedObject[],
  { nChannels, nPixels }: Omit<AdcShape, 'nSamples'>,
  { into, ...options }: AdcOptions<Uint32Array> = {},
): Promise<AdcSums> {
  const sums = resultArray(Uint32Array, stackSize(objects.length, nChannels, nPixels), into);
  const status = new Uint8Array(objects.length);
  await nativeKernel('decodeAdcSums')({
    ...options,
    ...encodedLists(objects),
    nChannels,
    nPixels,
    nSamples: 1,
    sums,
    status,
  });
  return { sums, status };
}
