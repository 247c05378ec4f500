import type { NeighborTable } from '../instrument/camera-geometry.ts';
import { nativeKernel, type TaskOptions } from './addon.ts';
import { checkLength } from './check-length.ts';
import { checkWhole } from './check-whole.ts';
import { countPixels } from './count-pixels.ts';
import { type BrightCleaning, checkBright, runCleaning } from './run-cleaning.ts';

/*
 * Single steps of image cleaning on stacks of masks, shape (n_images, n_pixels) like the images and
 * times; each returns new masks and throws `argument-invalid` when the shapes do not fit. Named and
 * defined as in ctapipe.image.
 */

/** Adds all neighbours of the pixels of each mask. */
export async function dilate(
  neighbors: NeighborTable,
  masks: Uint8Array,
  options: TaskOptions = {},
): Promise<Uint8Array> {
  const nPixels = countPixels(neighbors);
  checkLength('masks', masks, Math.floor(masks.length / nPixels) * nPixels);
  const dilated = new Uint8Array(masks.length);
  await nativeKernel('dilate')({ ...options, ...neighbors, masks, dilated });
  return dilated;
}

/**
 * Keeps the pixels that have at least `minNumberNeighbors` neighbours in the mask whose times differ by
 * less than `timeLimit` [ns].
 */
export function applyTimeDeltaCleaning(
  neighbors: NeighborTable,
  masks: Uint8Array,
  peakTime: Float32Array,
  { minNumberNeighbors, timeLimit }: { minNumberNeighbors: number; timeLimit: number },
  options: TaskOptions = {},
): Promise<Uint8Array> {
  return runCleaning(
    neighbors,
    {
      method: 'timeDelta',
      given: masks,
      peakTime,
      timeLimit,
      timeNumNeighbors: minNumberNeighbors,
    },
    options,
  );
}

/**
 * Keeps the pixels whose time lies within `timeLimit` [ns] of the mean time of the brightest island,
 * weighted with the square of the charge; within twice that where the charge is at least twice
 * `pictureThreshold` [p.e.].
 */
export function applyTimeAverageCleaning(
  neighbors: NeighborTable,
  masks: Uint8Array,
  image: Float32Array,
  peakTime: Float32Array,
  { pictureThreshold, timeLimit }: { pictureThreshold: number; timeLimit: number },
  options: TaskOptions = {},
): Promise<Uint8Array> {
  return runCleaning(
    neighbors,
    {
      method: 'timeAverage',
      given: masks,
      image,
      peakTime,
      picture: Float32Array.of(pictureThreshold),
      timeLimitCore: timeLimit,
    },
    options,
  );
}

/**
 * Marks the pixels that reach a fraction of the mean charge of the brightest pixels of their image; all
 * pixels when that mean is below the threshold. NaN charges are not among the brightest.
 *
 * @param nPixels number of pixels of one image
 * @param image charges [p.e.], shape (n_images, n_pixels)
 */
export async function brightCleaning(
  nPixels: number,
  image: Float32Array,
  bright: BrightCleaning,
  options: TaskOptions = {},
): Promise<Uint8Array> {
  checkBright(bright);
  checkWhole('nPixels', nPixels, 1, 2 ** 31 - 1);
  checkLength('image', image, Math.floor(image.length / nPixels) * nPixels);
  const mask = new Uint8Array(image.length);
  await nativeKernel('brightCleaning')({
    ...options,
    nPixels,
    image,
    brightThreshold: bright.threshold,
    brightFraction: bright.fraction,
    brightNPixels: bright.nPixels,
    mask,
  });
  return mask;
}

/** Keeps the island with the most pixels, of equals the one with the lowest pixel index. */
export function largestIsland(
  neighbors: NeighborTable,
  masks: Uint8Array,
  options: TaskOptions = {},
): Promise<Uint8Array> {
  return runCleaning(neighbors, { method: 'largestIsland', given: masks }, options);
}

/** Keeps the island with the largest sum of charges, of equals the one with the lowest pixel index. */
export function brightestIsland(
  neighbors: NeighborTable,
  masks: Uint8Array,
  image: Float32Array,
  options: TaskOptions = {},
): Promise<Uint8Array> {
  return runCleaning(neighbors, { method: 'brightestIsland', given: masks, image }, options);
}
