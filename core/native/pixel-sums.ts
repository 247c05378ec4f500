import { nativeKernel, type TaskOptions } from './addon.ts';
import { checkLength } from './check-length.ts';
import { checkMask } from './check-mask.ts';
import { checkWhole } from './check-whole.ts';

/** Sums over the surviving pixels of a stack of images, shape (n_images) each. */
export interface PixelSums {
  readonly sum: Float64Array;
  /** Number of surviving pixels. */
  readonly size: Float64Array;
  readonly countNonzero: Float64Array;
  readonly min: Float64Array;
  readonly max: Float64Array;
  readonly mean: Float64Array;
  /** Standard deviation of the population. */
  readonly std: Float64Array;
}

/**
 * Sums up the surviving pixels of a stack of images. Of no pixels sum and counts are 0 and the others
 * NaN. Sums are made in float64, where numpy adds float32 pairwise.
 *
 * @param nPixels number of pixels of one image, at least 1
 * @param image charges [p.e.] or true photo-electrons, shape (n_images, n_pixels)
 * @param mask 1 where a pixel survived, shape (n_images, n_pixels); of true images by default the
 * pixels with light
 * @throws PhotoelectronError `argument-invalid` when the shapes do not fit or a mask is missing
 */
export async function pixelSums(
  nPixels: number,
  image: Float32Array | Int32Array,
  mask?: Uint8Array,
  options: TaskOptions = {},
): Promise<PixelSums> {
  checkWhole('nPixels', nPixels, 1, 2 ** 31 - 1);
  const nImages = Math.floor(image.length / nPixels);
  checkLength('image', image, nImages * nPixels);
  checkMask(image, mask);
  const isTrue = image instanceof Int32Array;
  const column = () => new Float64Array(nImages);
  const sums = {
    ...{ sum: column(), size: column(), countNonzero: column() },
    ...{ min: column(), max: column(), mean: column(), std: column() },
  };
  await nativeKernel('pixelSums')({
    ...options,
    nPixels,
    image: isTrue ? undefined : image,
    trueImage: isTrue ? image : undefined,
    mask,
    ...sums,
  });
  return sums;
}
