import { PhotoelectronError } from '../foundation/errors.ts';
import type { NeighborTable } from '../instrument/camera-geometry.ts';
import type { TaskOptions } from './addon.ts';
import { checkLength } from './check-length.ts';
import type { CleanerOptions, NSBImageCleaner, PixelThreshold } from './cleaner-options.ts';
import { type CleaningCall, runCleaning } from './run-cleaning.ts';

/** A stack of images of one camera. */
export interface CleaningInput extends TaskOptions {
  /** Charges [p.e.], shape (n_images, n_pixels). */
  readonly image: Float32Array;
  /** Arrival times [ns], shape (n_images, n_pixels); for the cleaners that use times. */
  readonly peakTime?: Float32Array;
  /** Standard deviation of the pedestal charges [p.e.], shape (n_pixels); for the NSB-aware cleaner. */
  readonly pedestalStd?: Float32Array | Float64Array;
}

/**
 * Cleans a stack of images: marks the pixels that hold Cherenkov light. The masks are those of
 * ctapipe 0.32, pixel for pixel: charges pass at their threshold (`>=`), times below their limit
 * (`<`), thresholds and times are compared in single precision. NaN charges never pass.
 *
 * Deviation: where every island of an image is negative (thresholds below zero), the mean time of the
 * time-constrained cleaner is that of the least negative island; the reference takes all other pixels.
 *
 * @param neighbors neighbour table of the camera
 * @param cleaner method and parameters
 * @returns 1 where a pixel survived, shape (n_images, n_pixels)
 * @throws PhotoelectronError `argument-invalid` when shapes do not fit or times are missing
 */
export function clean(
  neighbors: NeighborTable,
  cleaner: CleanerOptions,
  { image, peakTime, pedestalStd, ...options }: CleaningInput,
): Promise<Uint8Array> {
  const nPixels = neighbors.indptr.length - 1;
  const call = {
    method: cleaner.type,
    image,
    peakTime: needsTimes(cleaner) ? (peakTime ?? missingTimes(cleaner.type)) : undefined,
    picture: singlePrecision('pictureThresholdPe', cleaner.pictureThresholdPe, nPixels),
    boundary: singlePrecision('boundaryThresholdPe', cleaner.boundaryThresholdPe, nPixels),
    minPictureNeighbors: cleaner.minPictureNeighbors,
  } as const satisfies CleaningCall;
  switch (cleaner.type) {
    case 'TailcutsImageCleaner':
      return runCleaning(
        neighbors,
        { ...call, keepIsolatedPixels: cleaner.keepIsolatedPixels },
        options,
      );
    case 'MARSImageCleaner':
      return runCleaning(neighbors, call, options);
    case 'FACTImageCleaner':
      return runCleaning(neighbors, { ...call, timeLimit: cleaner.timeLimitNs }, options);
    case 'TimeConstrainedImageCleaner':
      return runCleaning(
        neighbors,
        {
          ...call,
          timeLimitCore: cleaner.timeLimitCoreNs,
          timeLimitBoundary: cleaner.timeLimitBoundaryNs,
        },
        options,
      );
    case 'NSBImageCleaner':
      return runCleaning(
        neighbors,
        {
          ...call,
          ...nsbCall(cleaner),
          picture:
            pedestalStd === undefined
              ? call.picture
              : pedestalThresholds(cleaner, pedestalStd, nPixels),
        },
        options,
      );
  }
}

function needsTimes(cleaner: CleanerOptions): boolean {
  switch (cleaner.type) {
    case 'TailcutsImageCleaner':
    case 'MARSImageCleaner':
      return false;
    case 'NSBImageCleaner':
      return cleaner.timeLimit !== null;
    case 'FACTImageCleaner':
    case 'TimeConstrainedImageCleaner':
      return true;
  }
}

function missingTimes(type: string): never {
  throw new PhotoelectronError(
    'argument-invalid',
    `${type} uses arrival times, but there is no peakTime; choose an extractor that finds peak times or a cleaner without times.`,
    { item: 'peakTime' },
  );
}

function singlePrecision(name: string, threshold: PixelThreshold, nPixels: number): Float32Array {
  if (typeof threshold === 'number') return Float32Array.of(threshold);
  checkLength(name, threshold, nPixels);
  return threshold;
}

function nsbCall(cleaner: NSBImageCleaner): Partial<CleaningCall> {
  return {
    keepIsolatedPixels: cleaner.keepIsolatedPixels,
    timeLimit: cleaner.timeLimit ?? undefined,
    timeNumNeighbors: cleaner.timeNumNeighbors,
    bright:
      cleaner.brightCleaningThreshold === null
        ? undefined
        : {
            threshold: cleaner.brightCleaningThreshold,
            fraction: cleaner.brightCleaningFraction,
            nPixels: cleaner.brightCleaningNPixels,
          },
    largestIslandOnly: cleaner.largestIslandOnly,
  };
}

/**
 * Picture thresholds from the pedestals, max(picture threshold, factor × standard deviation), worked
 * out in the precision of the deviations as numpy does.
 */
function pedestalThresholds(
  { pictureThresholdPe, pedestalFactor }: NSBImageCleaner,
  pedestalStd: Float32Array | Float64Array,
  nPixels: number,
): Float32Array {
  checkLength('pedestalStd', pedestalStd, nPixels);
  const single = pedestalStd instanceof Float32Array;
  const round = single ? Math.fround : (value: number) => value;
  const factor = round(pedestalFactor);
  const least =
    typeof pictureThresholdPe === 'number'
      ? () => round(pictureThresholdPe)
      : (i: number) => pictureThresholdPe[i];
  const thresholds = new Float32Array(nPixels);
  for (let i = 0; i < nPixels; i++) {
    thresholds[i] = roundUp(Math.max(least(i), round(pedestalStd[i] * factor)));
  }
  return thresholds;
}

/** The smallest single-precision number that is not below: the same charges reach it. */
function roundUp(value: number): number {
  const rounded = Math.fround(value);
  if (!(rounded < value)) return rounded;
  const bits = new Int32Array(Float32Array.of(rounded).buffer);
  bits[0] += rounded < 0 ? -1 : 1;
  return new Float32Array(bits.buffer)[0];
}
