import type { CameraGeometry } from '../../instrument/camera-geometry.ts';
import type { StepOptions } from './custom-step.ts';
import type { StepThreads } from './step-threads.ts';

/** Images handed to one thread at a time: small enough to share evenly, large enough to be worth it. */
const IMAGES_PER_TASK = 64;

/** Stack of images that a step works on; shapes (n_images, n_pixels). */
export interface StepStack {
  readonly geometry: CameraGeometry;
  readonly image: Float32Array;
  readonly peakTime: Float32Array;
}

/**
 * Cleans a stack of images with a step written in TypeScript, split over threads.
 *
 * @param module file of the step's module
 * @returns masks, shape (n_images, n_pixels)
 * @throws PhotoelectronError `config-invalid` when the step fails
 */
export async function runCleaningStep(
  threads: StepThreads,
  module: string,
  stack: StepStack,
  options: StepOptions,
): Promise<Uint8Array> {
  const n = stack.geometry.nPixels;
  const masks = new Uint8Array(stack.image.length);
  await eachPart(stack.image.length / n, async (begin, end) => {
    const part = await threads.run({
      module,
      geometry: stack.geometry,
      options,
      imageStack: stack.image.slice(begin * n, end * n),
      peakTimeStack: stack.peakTime.slice(begin * n, end * n),
      maskStack: new Uint8Array(0),
      evaluate: new Uint8Array(0),
    });
    masks.set(part, begin * n);
  });
  return masks;
}

/**
 * Computes the image parameters of a step written in TypeScript, split over threads.
 *
 * @param nColumns number of columns of the step
 * @param mask surviving pixels, shape (n_images, n_pixels)
 * @param evaluate 1 where an image is to be parametrised, shape (n_images)
 * @returns values, shape (n_columns, n_images), NaN where not evaluated
 * @throws PhotoelectronError `config-invalid` when the step fails
 */
export async function runParameterStep(
  threads: StepThreads,
  module: string,
  nColumns: number,
  stack: StepStack & { readonly mask: Uint8Array; readonly evaluate: Uint8Array },
  options: StepOptions,
): Promise<Float64Array> {
  const n = stack.geometry.nPixels;
  const nImages = stack.image.length / n;
  const values = new Float64Array(nColumns * nImages);
  await eachPart(nImages, async (begin, end) => {
    const part = await threads.run({
      module,
      geometry: stack.geometry,
      options,
      imageStack: stack.image.slice(begin * n, end * n),
      peakTimeStack: stack.peakTime.slice(begin * n, end * n),
      maskStack: stack.mask.slice(begin * n, end * n),
      evaluate: stack.evaluate.slice(begin, end),
    });
    const count = end - begin;
    for (let c = 0; c < nColumns; c++) {
      values.set(part.subarray(c * count, (c + 1) * count), c * nImages + begin);
    }
  });
  return values;
}

async function eachPart(
  nImages: number,
  work: (begin: number, end: number) => Promise<void>,
): Promise<void> {
  const parts: Promise<void>[] = [];
  for (let begin = 0; begin < nImages; begin += IMAGES_PER_TASK) {
    parts.push(work(begin, Math.min(begin + IMAGES_PER_TASK, nImages)));
  }
  await Promise.all(parts);
}
