import { PhotoelectronError } from '../foundation/errors.ts';
import type { NeighborTable } from '../instrument/camera-geometry.ts';
import { nativeKernel, type TaskOptions } from './addon.ts';
import { checkLength } from './check-length.ts';
import { checkWhole } from './check-whole.ts';
import { countPixels } from './count-pixels.ts';

/** Numbers of the methods in the native core (native/src/cleaning/image_cleaner.h). */
const methods = {
  TailcutsImageCleaner: 0,
  MARSImageCleaner: 1,
  FACTImageCleaner: 2,
  TimeConstrainedImageCleaner: 3,
  NSBImageCleaner: 4,
  timeDelta: 5,
  timeAverage: 6,
  largestIsland: 7,
  brightestIsland: 8,
} as const;

/** Bright cleaning: drop pixels below a fraction of the mean of the brightest pixels. */
export interface BrightCleaning {
  /** Mean charge from which it acts [p.e.]. */
  readonly threshold: number;
  readonly fraction: number;
  /** Number of brightest pixels. */
  readonly nPixels: number;
}

/** One call of the cleaning kernel; what a method does not use may be absent. */
export interface CleaningCall {
  readonly method: keyof typeof methods;
  /** Shape (n_images, n_pixels), like all stacks here. */
  readonly image?: Float32Array | undefined;
  readonly peakTime?: Float32Array | undefined;
  /** Masks that a single step works on. */
  readonly given?: Uint8Array;
  /** Shape (1) or (n_pixels). */
  readonly picture?: Float32Array | undefined;
  readonly boundary?: Float32Array;
  readonly minPictureNeighbors?: number;
  readonly keepIsolatedPixels?: boolean;
  readonly timeLimit?: number | undefined;
  readonly timeNumNeighbors?: number;
  readonly timeLimitCore?: number;
  readonly timeLimitBoundary?: number;
  readonly bright?: BrightCleaning | undefined;
  readonly largestIslandOnly?: boolean;
}

/**
 * Checks one call of the cleaning kernel and runs it.
 *
 * @returns masks, shape (n_images, n_pixels)
 * @throws PhotoelectronError `argument-invalid` when shapes or numbers do not fit
 */
export async function runCleaning(
  neighbors: NeighborTable,
  call: CleaningCall,
  options: TaskOptions,
): Promise<Uint8Array> {
  const nPixels = countPixels(neighbors);
  const length = (call.given ?? call.image ?? new Uint8Array()).length;
  for (const name of ['image', 'peakTime', 'given'] as const) {
    const stack = call[name];
    if (stack === undefined) continue;
    checkLength(name, stack, length);
    checkLength(name, stack, Math.floor(length / nPixels) * nPixels);
  }
  checkCount('minPictureNeighbors', call.minPictureNeighbors);
  checkCount('timeNumNeighbors', call.timeNumNeighbors);
  if (call.bright !== undefined) checkBright(call.bright);
  const mask = new Uint8Array(length);
  await nativeKernel('clean')({
    ...options,
    ...neighbors,
    method: methods[call.method],
    image: call.image,
    peakTime: call.peakTime,
    given: call.given,
    picture: call.picture ?? Float32Array.of(0),
    boundary: call.boundary ?? Float32Array.of(0),
    minPictureNeighbors: call.minPictureNeighbors ?? 0,
    keepIsolatedPixels: call.keepIsolatedPixels ?? false,
    timeLimit: call.timeLimit,
    timeNumNeighbors: call.timeNumNeighbors ?? 0,
    timeLimitCore: call.timeLimitCore ?? 0,
    timeLimitBoundary: call.timeLimitBoundary ?? 0,
    brightThreshold: call.bright?.threshold,
    brightFraction: call.bright?.fraction,
    brightNPixels: call.bright?.nPixels,
    largestIslandOnly: call.largestIslandOnly ?? false,
    mask,
  });
  return mask;
}

/**
 * Checks the parameters of bright cleaning.
 *
 * @throws PhotoelectronError `argument-invalid`
 */
export function checkBright({ nPixels }: BrightCleaning): void {
  checkWhole('nPixels of bright cleaning', nPixels, 1, 2 ** 31 - 1);
}

function checkCount(name: string, count = 0): void {
  if (Number.isInteger(count) && Math.abs(count) < 2 ** 31) return;
  throw new PhotoelectronError(
    'argument-invalid',
    `${name} must be a whole number of neighbours, not ${String(count)}.`,
    { item: name },
  );
}
