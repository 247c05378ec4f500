/**
 * Example of an image cleaner written in TypeScript: keeps the pixels whose own charge together with
 * that of their neighbours exceeds a threshold. Faint extended images keep more of their edge than
 * with tail cuts; single bright noise pixels are removed.
 *
 * In a configuration:
 *
 *     custom_steps: [neighbor-sum-cleaner.ts]
 *     cleaning:
 *       image_cleaner:
 *         type: CustomImageCleaner
 *         name: neighbor_sum
 *         options: { sum_threshold_pe: 25, pixel_threshold_pe: 3 }
 */
import type { CleaningStep } from '../../core/processing/custom/custom-step.ts';

const step: CleaningStep = {
  kind: 'cleaning',
  name: 'neighbor_sum',
  clean({ image }, { neighbors, nPixels }, options) {
    const sumThreshold = Number(options['sum_threshold_pe'] ?? 25);
    const pixelThreshold = Number(options['pixel_threshold_pe'] ?? 3);
    const mask = new Uint8Array(nPixels);
    for (let pixel = 0; pixel < nPixels; pixel++) {
      if (!(image[pixel] >= pixelThreshold)) continue;
      let sum = image[pixel];
      for (let k = neighbors.indptr[pixel]; k < neighbors.indptr[pixel + 1]; k++) {
        sum += image[neighbors.indices[k]];
      }
      if (sum >= sumThreshold) mask[pixel] = 1;
    }
    return mask;
  },
};

export default step;
