import type {
  ExpressionColumn,
  ExpressionColumns,
} from '../foundation/expression/expression-columns.ts';

/**
 * Sums up the surviving pixels of a stack of images, so that an image quality query can be
 * evaluated on it: the columns are `image.sum`, `image.size`, `image.count_nonzero`, `image.min`,
 * `image.max`, `image.mean` and `image.std` (population), which an expression names as `image.sum()`,
 * `image.size`, `np.count_nonzero(image)` and so on. Of no pixels the sums are 0 and the others NaN.
 *
 * Deviation from ctapipe: sums are made in float64, where numpy adds float32 pairwise.
 *
 * @param nPixels number of pixels of one image
 * @param images shape (n_images, n_pixels)
 * @param masks 1 where a pixel survived, shape (n_images, n_pixels)
 */
export function imageQueryColumns(
  nPixels: number,
  images: Float32Array | Int32Array,
  masks: Uint8Array,
): ExpressionColumns {
  const nRows = nPixels === 0 ? 0 : images.length / nPixels;
  const make = () => new Float64Array(nRows);
  const [sum, size, nonzero, min, max, mean, std] = [
    ...[make(), make(), make(), make(), make(), make(), make()],
  ];
  for (let row = 0; row < nRows; row++) {
    let [s, n, hits, least, most] = [0, 0, 0, Infinity, -Infinity];
    const end = (row + 1) * nPixels;
    for (let i = row * nPixels; i < end; i++) {
      if (masks[i] === 0) continue;
      const value = images[i];
      n++;
      s += value;
      if (value !== 0) hits++;
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    const center = s / n;
    let squares = 0;
    for (let i = row * nPixels; i < end; i++) {
      if (masks[i] !== 0) squares += (images[i] - center) ** 2;
    }
    sum[row] = s;
    size[row] = n;
    nonzero[row] = hits;
    min[row] = n === 0 ? NaN : least;
    max[row] = n === 0 ? NaN : most;
    mean[row] = center;
    std[row] = Math.sqrt(squares / n);
  }
  const columns = new Map<string, ExpressionColumn>([
    ['image.sum', { data: sum }],
    ['image.size', { data: size }],
    ['image.count_nonzero', { data: nonzero }],
    ['image.min', { data: min }],
    ['image.max', { data: max }],
    ['image.mean', { data: mean }],
    ['image.std', { data: std }],
  ]);
  return { nRows, columns };
}
