import { clean } from '../../native/clean.ts';
import { runCleaningStep } from '../custom/run-custom-step.ts';
import type { TelescopePlan } from '../plan/analysis-plan.ts';
import { camelCaseKeys } from '../plan/camel-case-keys.ts';
import type { BlockImages } from '../processed-batch.ts';
import type { StepOptions } from './step-options.ts';

/**
 * Chooses the pixels of one block that hold Cherenkov light, with the cleaner of the configuration.
 *
 * @returns 1 where a pixel survived, shape (n_rows, n_pixels)
 * @throws PhotoelectronError `argument-invalid` when the cleaner needs times that are not there,
 *   `config-invalid` when a step written in TypeScript fails
 */
export async function cleanImages(
  plan: TelescopePlan,
  images: BlockImages,
  options: StepOptions,
): Promise<Uint8Array> {
  const cleaner = plan.configuration.cleaning.image_cleaner;
  const { geometry } = plan.cameraDescription;
  const { image, peakTime } = images;
  if (cleaner.type === 'CustomImageCleaner') {
    const { module } = options.custom.cleaning(cleaner.name);
    return runCleaningStep(
      options.custom.threads,
      module,
      { geometry, image, peakTime },
      cleaner.options,
    );
  }
  return clean(geometry.neighbors, camelCaseKeys(cleaner), {
    image,
    peakTime,
    ...options.task,
  });
}
