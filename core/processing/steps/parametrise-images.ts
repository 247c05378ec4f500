import type { ConfigurationDocument } from '../../config/configuration-schema.ts';
import { imageParameters } from '../../native/image-parameters.ts';
import type { TelescopeEventBlock } from '../../sources/array-event-batch.ts';
import { runParameterStep } from '../custom/run-custom-step.ts';
import { imageQueryColumns } from '../image-query-columns.ts';
import type { TelescopePlan } from '../plan/analysis-plan.ts';
import type { BlockImages, BlockParameters, CustomParameter } from '../processed-batch.ts';
import type { QualityQuery } from '../quality-query.ts';
import type { StepOptions } from './step-options.ts';

/** Settings of the parametrisation that hold for a whole run of the pipeline. */
export interface ParameterStepOptions extends StepOptions {
  /** Decides which images are parametrised, and counts. */
  readonly imageQuality: QualityQuery;
  readonly customParameters: ConfigurationDocument['image_parameters']['custom'];
}

/**
 * DL1a → DL1b of one block: image parameters of the images that pass the image quality query, and
 * of the true images of simulations. As ctapipe's `ImageProcessor`, true images go through the same
 * query and are counted by it.
 *
 * @throws PhotoelectronError `expression-invalid` when the query names what is not there,
 *   `config-invalid` when a step written in TypeScript fails
 */
export async function parametriseImages(
  plan: TelescopePlan,
  block: TelescopeEventBlock,
  images: BlockImages,
  mask: Uint8Array,
  options: ParameterStepOptions,
): Promise<BlockParameters> {
  const { image, peakTime } = images;
  const { imageQuality, task } = options;
  const geometry = plan.parameterGeometry;
  const sums = await imageQueryColumns(geometry.nPixels, image, mask, task);
  const evaluate = imageQuality.select(sums);
  const columns = await imageParameters(geometry, { image, mask, peakTime, evaluate, ...task });
  const custom: CustomParameter[] = [];
  for (const { name, options: stepOptions } of options.customParameters) {
    const { module, step } = options.custom.parameters(name);
    const values = await runParameterStep(
      options.custom.threads,
      module,
      step.columns.length,
      { geometry, image, peakTime, mask, evaluate },
      stepOptions,
    );
    const n = evaluate.length;
    step.columns.forEach((column, c) => {
      custom.push({
        meta: { ...column, dtype: 'float64' },
        data: values.subarray(c * n, (c + 1) * n),
      });
    });
  }
  const trueColumns = await trueParameters(plan, block, options);
  return { columns, custom, ...(trueColumns === undefined ? {} : { trueColumns }) };
}

/** Parameters of the true images, of the pixels with light. */
async function trueParameters(
  plan: TelescopePlan,
  block: TelescopeEventBlock,
  { imageQuality, task }: ParameterStepOptions,
) {
  if (block.trueImage === undefined) return undefined;
  const { trueImage } = block;
  const { nPixels } = plan.parameterGeometry;
  const sums = await imageQueryColumns(nPixels, trueImage, undefined, task);
  const evaluate = imageQuality.select(sums);
  return imageParameters(plan.parameterGeometry, { image: trueImage, evaluate, ...task });
}
