import { nativeKernel } from './addon.ts';
import { stackSize } from './encoded-objects.ts';

/** What the head of a pixel timing object says. */
export interface PixelTimingHead {
  readonly nGains: number;
  readonly nPixels: number;
  readonly nTypes: number;
  /** Whether sums follow the times. */
  readonly withSum: boolean;
  /** Whether the sums around the global peak are there for listed pixels only. */
  readonly globOnlySelected: boolean;
  /** [ns] */
  readonly granularity: number;
}

/** Times and sums of pixels. */
export interface PixelTimingValues {
  readonly status: number;
  /** [ns], shape (n_pixels, n_types), NaN where there is none. */
  readonly time: Float32Array;
  /** Sums around the pixel's own and the global peak, shape (n_gains, n_pixels), 0 where there is none. */
  readonly pulseSumLoc: Int32Array;
  readonly pulseSumGlob: Int32Array;
}

/**
 * Decodes the values of a pixel timing object (type 2016); same values as eventio's `PixelTiming`.
 *
 * @param values the content behind the head
 * @param pixels pixels with values, in order
 * @throws PhotoelectronError `argument-invalid` when the head makes no sense
 */
export async function decodePixelTimingValues(
  values: Uint8Array,
  head: PixelTimingHead,
  pixels: Int32Array,
): Promise<PixelTimingValues> {
  const { nGains, nPixels, nTypes } = head;
  const time = new Float32Array(stackSize(nPixels, nTypes));
  const pulseSumLoc = new Int32Array(stackSize(nGains, nPixels));
  const pulseSumGlob = new Int32Array(stackSize(nGains, nPixels));
  const status = new Uint8Array(1);
  await nativeKernel('decodePixelTiming')({
    values,
    ...head,
    pixels,
    time,
    sumLoc: pulseSumLoc,
    sumGlob: pulseSumGlob,
    status,
  });
  return { status: status[0], time, pulseSumLoc, pulseSumGlob };
}
