import { PhotoelectronError } from '../foundation/errors.ts';
import type { CameraGeometry } from '../instrument/camera-geometry.ts';
import type { TaskOptions } from '../native/addon.ts';
import { drawToyImages, expectedToySignal, type ToyImages } from '../native/toy-images.ts';
import { packToyModels } from './pack-toy-models.ts';
import type { ToyModel } from './toy-model.ts';

/** Which random numbers a toy image gets: the same numbers give the same image. */
export interface ToyEventId {
  readonly eventId: number;
  readonly telId: number;
}

/** Options of `toyImages`. */
export interface ToyImageOptions extends TaskOptions {
  /** Mean photo-electrons of the night sky in a pixel. Default 20. */
  readonly nsbLevel?: number;
  /** Default 0. */
  readonly seed?: number;
  /** Default 0. */
  readonly obsId?: number;
  /** Identity of each image. Default: event 0, 1, 2, … of telescope 1. */
  readonly ids?: readonly ToyEventId[];
}

/**
 * Expected photo-electrons of toy images, without noise: exactly `expected_signal` of the models
 * `Gaussian`, `SkewedGaussian` and `RingGaussian` of ctapipe's toymodel.
 *
 * @param geometry camera in any frame; lengths of the models are in its unit
 * @returns shape (n_images, n_pixels)
 * @throws PhotoelectronError `argument-invalid` for parameters out of range
 */
export async function expectedToyImages(
  geometry: CameraGeometry,
  models: readonly ToyModel[],
  options: TaskOptions = {},
): Promise<Float64Array> {
  return expectedToySignal(geometry, packToyModels(models), options);
}

/**
 * Simulates toy images: Poisson numbers about the expected signal and about the night-sky level,
 * minus the mean noise of the image, as `ImageModel.generate_image` of ctapipe; peak times grow
 * linearly along the major axis, as its `obtain_time_image`. The random numbers are not numpy's:
 * they depend on (seed, obs_id, event_id, tel_id) and the pixel only (see `drawToyImages`).
 *
 * @param geometry camera in any frame; lengths of the models are in its unit
 * @throws PhotoelectronError `argument-invalid` for parameters out of range
 */
export async function toyImages(
  geometry: CameraGeometry,
  models: readonly ToyModel[],
  options: ToyImageOptions = {},
): Promise<ToyImages> {
  const { nsbLevel = 20, seed = 0, obsId = 0, ids, ...task } = options;
  if (ids !== undefined && ids.length !== models.length) {
    throw new PhotoelectronError(
      'argument-invalid',
      `ids has ${ids.length} elements where ${models.length} are needed.`,
      { item: 'ids' },
    );
  }
  if (!(nsbLevel >= 0 && Number.isFinite(nsbLevel))) {
    throw new PhotoelectronError(
      'argument-invalid',
      `nsbLevel of a toy image must be zero or positive, not ${nsbLevel}.`,
      { item: 'nsbLevel' },
    );
  }
  return drawToyImages(
    geometry,
    packToyModels(models),
    {
      nsbLevel: new Float64Array(models.length).fill(nsbLevel),
      timeGradient: Float64Array.from(models, (model) =>
        model.kind === 'shower' ? (model.timeGradient ?? 0) : 0,
      ),
      timeIntercept: Float64Array.from(models, ({ timeIntercept = 0 }) => timeIntercept),
      seed,
      obsId,
      eventId: Float64Array.from(models, (_, i) => ids?.[i].eventId ?? i),
      telId: Float64Array.from(models, (_, i) => ids?.[i].telId ?? 1),
    },
    task,
  );
}
