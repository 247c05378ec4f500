import { PhotoelectronError } from '../foundation/errors.ts';
import type { CameraGeometry } from '../instrument/camera-geometry.ts';
import { nativeKernel, type TaskOptions } from './addon.ts';
import { checkLength } from './check-length.ts';

/** Numbers that describe one model in `ToyModels.parameters`. */
export const parametersPerToyModel = 6;

/** A stack of light distributions, one per image; lengths in the unit of the camera geometry. */
export interface ToyModels {
  /** 1 for rings, 0 for showers, shape (n_images). */
  readonly isRing: Uint8Array;
  /**
   * Shape (n_images, 6): x, y, length, width, psi [deg], skewness of showers; x, y, radius, sigma,
   * rho, phi0 [deg] of rings.
   */
  readonly parameters: Float64Array;
  /** Photo-electrons, shape (n_images). */
  readonly intensity: Float64Array;
}

/** What is drawn at random, and with what; shapes (n_images) unless said. */
export interface ToyEvents {
  /** Mean photo-electrons of the night sky in a pixel. */
  readonly nsbLevel: Float64Array;
  /** Change of the peak time along the major axis [ns per unit of length]. */
  readonly timeGradient: Float64Array;
  /** Peak time at the centre [ns]. */
  readonly timeIntercept: Float64Array;
  /** Seed and run, whole numbers from 0 to 2^53 − 1. */
  readonly seed: number;
  readonly obsId: number;
  /** Whole numbers likewise. */
  readonly eventId: Float64Array;
  readonly telId: Float64Array;
}

/** Toy images, shapes (n_images, n_pixels). */
export interface ToyImages {
  /** Signal plus noise minus the mean noise [p.e.]. */
  readonly image: Float32Array;
  /** Peak time [ns]. */
  readonly peakTime: Float32Array;
  /** Photo-electrons of the model. */
  readonly signal: Int32Array;
  /** Photo-electrons of the night sky. */
  readonly noise: Int32Array;
}

function checkModels({ isRing, parameters, intensity }: ToyModels): void {
  checkLength('isRing', isRing, intensity.length);
  checkLength('parameters', parameters, intensity.length * parametersPerToyModel);
}

function checkPixels({ nPixels, pixX, pixY, pixArea }: CameraGeometry): void {
  checkWhole('nPixels', nPixels);
  checkLength('pixX', pixX, nPixels);
  checkLength('pixY', pixY, nPixels);
  checkLength('pixArea', pixArea, nPixels);
}

function checkWhole(name: string, value: number): void {
  if (Number.isSafeInteger(value) && value >= 0) return;
  throw new PhotoelectronError(
    'argument-invalid',
    `${name} must be a whole number from 0 to 2^53 - 1, not ${value}.`,
    { item: name },
  );
}

/**
 * Expected photo-electrons in every pixel: density at the pixel's centre × area × intensity, as
 * `ImageModel.expected_signal` of ctapipe.
 *
 * @returns shape (n_images, n_pixels)
 * @throws PhotoelectronError `argument-invalid` when shapes do not fit
 */
export async function expectedToySignal(
  camera: CameraGeometry,
  models: ToyModels,
  options: TaskOptions = {},
): Promise<Float64Array> {
  checkPixels(camera);
  const { pixX, pixY, pixArea, nPixels } = camera;
  checkModels(models);
  const expected = new Float64Array(models.intensity.length * nPixels);
  const { isRing, parameters, intensity } = models;
  await nativeKernel('expectedToySignal')({
    ...options,
    ...{ pixX, pixY, pixArea, isRing, parameters, intensity, expected },
  });
  return expected;
}

/**
 * Draws toy images. The Poisson numbers of a pixel come from Philox 4x32-10 with a key made of
 * (seed, obs_id, event_id, tel_id) and counters (pixel, 0 signal or 1 noise, block, 0): they depend
 * on nothing else, neither on the other images nor on the threads.
 *
 * @throws PhotoelectronError `argument-invalid` when shapes do not fit or numbers are not whole
 */
export async function drawToyImages(
  camera: CameraGeometry,
  models: ToyModels,
  events: ToyEvents,
  options: TaskOptions = {},
): Promise<ToyImages> {
  checkPixels(camera);
  const { pixX, pixY, pixArea, nPixels } = camera;
  checkModels(models);
  const { isRing, parameters, intensity } = models;
  const { nsbLevel, timeGradient, timeIntercept, seed, obsId, eventId, telId } = events;
  const nImages = intensity.length;
  checkLength('nsbLevel', nsbLevel, nImages);
  checkLength('timeGradient', timeGradient, nImages);
  checkLength('timeIntercept', timeIntercept, nImages);
  checkLength('eventId', eventId, nImages);
  checkLength('telId', telId, nImages);
  checkWhole('seed', seed);
  checkWhole('obsId', obsId);
  for (const id of eventId) checkWhole('eventId', id);
  for (const id of telId) checkWhole('telId', id);
  const images = {
    image: new Float32Array(nImages * nPixels),
    peakTime: new Float32Array(nImages * nPixels),
    signal: new Int32Array(nImages * nPixels),
    noise: new Int32Array(nImages * nPixels),
  };
  await nativeKernel('toyImages')({
    ...options,
    ...{ pixX, pixY, pixArea, isRing, parameters, intensity },
    ...{ nsbLevel, timeGradient, timeIntercept, seed, obsId, eventId, telId },
    ...images,
  });
  return images;
}
