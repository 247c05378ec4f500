import type { NeighborTable } from '../instrument/camera-geometry.ts';
import { nativeKernel, type TaskOptions } from './addon.ts';
import { checkLength } from './check-length.ts';
import { checkWhole } from './check-whole.ts';
import { countPixels } from './count-pixels.ts';

/** Islands of a stack of masks. */
export interface Islands {
  /** Number of islands of each image, shape (n_images). */
  readonly counts: Int32Array;
  /** 0 outside the mask, else the number of the island from 1, shape (n_images, n_pixels). */
  readonly labels: Uint16Array;
}

/** Options of {@link numberOfIslands}. */
export interface IslandOptions extends TaskOptions {
  /** Islands of a stack of the same size that are not needed any more: their memory is used again. */
  readonly into?: Islands;
}

/**
 * Finds the islands (connected groups of surviving pixels) of a stack of cleaning masks.
 * Same result as `ctapipe.image.number_of_islands`: islands are numbered in the order of their
 * lowest pixel index.
 *
 * @param neighbors neighbour table of the camera
 * @param masks 1 where a pixel survived, shape (n_images, n_pixels)
 * @throws PhotoelectronError `argument-invalid` when the shapes do not fit or the camera has more
 *   pixels than the labels can count
 */
export async function numberOfIslands(
  neighbors: NeighborTable,
  masks: Uint8Array,
  { into, ...task }: IslandOptions = {},
): Promise<Islands> {
  const nPixels = countPixels(neighbors);
  checkWhole('The number of pixels', nPixels, 1, 65534);
  const nImages = masks.length / nPixels;
  checkLength('masks', masks, Math.floor(nImages) * nPixels);
  const { counts, labels } = into ?? {
    counts: new Int32Array(nImages),
    labels: new Uint16Array(masks.length),
  };
  checkLength('into.counts', counts, nImages);
  checkLength('into.labels', labels, masks.length);
  await nativeKernel('numberOfIslands')({ ...task, ...neighbors, masks, counts, labels });
  return { counts, labels };
}
