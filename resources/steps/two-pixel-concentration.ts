/**
 * Example of an image parameter written in TypeScript: the fraction of the charge in the two
 * brightest pixels, known as Conc2 since the Whipple analyses (Hillas 1985, 19th ICRC, OG 9.5-3).
 *
 * In a configuration:
 *
 *     custom_steps: [two-pixel-concentration.ts]
 *     image_parameters:
 *       custom:
 *         - name: two_pixel_concentration
 */
import type { ParameterStep } from '../../core/processing/custom/custom-step.ts';

const step: ParameterStep = {
  kind: 'parameters',
  name: 'two_pixel_concentration',
  columns: [
    {
      name: 'concentration_two_pixels',
      description: 'fraction of the charge in the two brightest pixels',
    },
  ],
  parametrize({ image, mask }) {
    let sum = 0;
    let first = -Infinity;
    let second = -Infinity;
    for (let pixel = 0; pixel < image.length; pixel++) {
      if (mask[pixel] === 0) continue;
      const charge = image[pixel];
      sum += charge;
      if (charge > first) [first, second] = [charge, first];
      else if (charge > second) second = charge;
    }
    return [(first + Math.max(second, 0)) / sum];
  },
};

export default step;
