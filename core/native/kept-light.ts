import type { NeighborTable } from '../instrument/camera-geometry.ts';
import { nativeKernel, type TaskOptions } from './addon.ts';
import { checkLength } from './check-length.ts';
import { countPixels } from './count-pixels.ts';

/** Images with their cleaning masks; shapes (n_images, n_pixels). */
export interface KeptLightInput extends TaskOptions {
  /** Charge [p.e.]. */
  readonly image: Float32Array;
  /** 1 where a pixel survived cleaning. */
  readonly mask: Uint8Array;
  /** True photo-electrons of simulated images. */
  readonly trueImage?: Int32Array | undefined;
}

/** What cleaning kept of each image, shape (n_images). */
export interface KeptLight {
  /** Number of groups of pixels that touch each other. */
  readonly nIslands: Int32Array;
  /** Sum of the true photo-electrons in the kept pixels; NaN without truth. */
  readonly trueCharge: Float64Array;
  /** Sum of the charges [p.e.] of the kept pixels that have no true light; NaN without truth. */
  readonly noiseCharge: Float64Array;
}

/**
 * Counts the islands of a stack of cleaned images and, of simulated ones, the true light and the noise
 * in them. Charges that are NaN count nothing.
 *
 * @throws PhotoelectronError `argument-invalid` when the shapes do not fit
 */
export async function keptLight(
  neighbors: NeighborTable,
  { image, mask, trueImage, ...task }: KeptLightInput,
): Promise<KeptLight> {
  const nPixels = countPixels(neighbors);
  const nImages = Math.floor(image.length / nPixels);
  checkLength('image', image, nImages * nPixels);
  checkLength('mask', mask, image.length);
  if (trueImage !== undefined) checkLength('trueImage', trueImage, image.length);
  const kept = {
    nIslands: new Int32Array(nImages),
    trueCharge: new Float64Array(nImages),
    noiseCharge: new Float64Array(nImages),
  };
  await nativeKernel('keptLight')({ ...task, ...neighbors, image, mask, trueImage, ...kept });
  return kept;
}
