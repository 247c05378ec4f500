import type {
  ExpressionColumn,
  ExpressionColumns,
} from '../foundation/expression/expression-columns.ts';
import type { TaskOptions } from '../native/addon.ts';
import { type PixelSums, pixelSums } from '../native/pixel-sums.ts';

/**
 * Sums up the surviving pixels of a stack of images, so that an image quality query can be
 * evaluated on it: the columns are `image.sum`, `image.size`, `image.count_nonzero`, `image.min`,
 * `image.max`, `image.mean` and `image.std` (population), which an expression names as `image.sum()`,
 * `image.size`, `np.count_nonzero(image)` and so on. Of no pixels the sums are 0 and the others NaN.
 *
 * Deviation from ctapipe: sums are made in float64, where numpy adds float32 pairwise.
 *
 * @param nPixels number of pixels of one image
 * @param image charges [p.e.] or true photo-electrons, shape (n_images, n_pixels)
 * @param mask 1 where a pixel survived, shape (n_images, n_pixels); of true images by default the
 * pixels with light
 * @throws PhotoelectronError `argument-invalid` when the shapes do not fit or a mask is missing
 */
export async function imageQueryColumns(
  nPixels: number,
  image: Float32Array | Int32Array,
  mask?: Uint8Array,
  options: TaskOptions = {},
): Promise<ExpressionColumns> {
  return pixelSumColumns(await pixelSums(nPixels, image, mask, options));
}

/** Sums over pixels by the names of {@link imageQueryColumns}. */
export function pixelSumColumns(sums: PixelSums): ExpressionColumns {
  const columns = new Map<string, ExpressionColumn>([
    ['image.sum', { data: sums.sum }],
    ['image.size', { data: sums.size }],
    ['image.count_nonzero', { data: sums.countNonzero }],
    ['image.min', { data: sums.min }],
    ['image.max', { data: sums.max }],
    ['image.mean', { data: sums.mean }],
    ['image.std', { data: sums.std }],
  ]);
  return { nRows: sums.sum.length, columns };
}
