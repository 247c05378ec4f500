import type { StereoArray } from '../native/stereo-array.ts';
import type { ArrayEventBatch } from '../sources/array-event-batch.ts';
import type { AnalysisPlan } from './plan/analysis-plan.ts';
import type { ProcessedBatch, ProcessedBlock } from './processed-batch.ts';
import { type PlannedBlock, splitByPlan } from './split-by-plan.ts';
import { cleanImages } from './steps/clean-images.ts';
import { extractImages, type ImageStepOptions } from './steps/extract-images.ts';
import { fitMuonRings, type MuonStepOptions } from './steps/fit-muon-rings.ts';
import { parametriseImages, type ParameterStepOptions } from './steps/parametrise-images.ts';
import { reconstructShowers, type ShowerReconstructor } from './steps/reconstruct-showers.ts';
import { telescopeOrder } from './telescope-order.ts';

/** What is done with every batch of a run of the pipeline. */
export interface BatchOptions extends ImageStepOptions, ParameterStepOptions, MuonStepOptions {
  /** Make images; needed by everything that follows. */
  readonly makesImages: boolean;
  /** Clean and parametrise images. */
  readonly makesParameters: boolean;
  /** Look for muon rings. */
  readonly makesMuons: boolean;
  /** Empty when no showers are wanted. */
  readonly reconstructors: readonly ShowerReconstructor[];
  readonly array: StereoArray;
}

/**
 * Takes a batch of array events through the steps, in their order: R0 → R1 → DL0 → images →
 * cleaning → parameters → muon rings → showers.
 */
export async function processBatch(
  plan: AnalysisPlan,
  batch: ArrayEventBatch,
  options: BatchOptions,
): Promise<ProcessedBatch> {
  const planned = splitByPlan(plan, batch.telescopes);
  const blocks: ProcessedBlock[] = [];
  for (const item of planned) blocks.push(await processBlock(item, options));
  const order = telescopeOrder(
    plan.subarray,
    batch.nEvents,
    planned.map(({ block }) => block),
  );
  const showers = await reconstructShowers(
    batch,
    blocks,
    order,
    options.array,
    options.reconstructors,
    options,
  );
  return { batch, blocks, order, showers };
}

async function processBlock(
  { plan, block }: PlannedBlock,
  options: BatchOptions,
): Promise<ProcessedBlock> {
  if (!options.makesImages) return { plan, block };
  const images = await extractImages(plan, block, options);
  if (images === undefined || !options.makesParameters) {
    return { plan, block, ...(images === undefined ? {} : { images }) };
  }
  const mask = await cleanImages(plan, images, options);
  const parameters = await parametriseImages(plan, block, images, mask, options);
  if (!options.makesMuons) return { plan, block, images, mask, parameters };
  const muonColumns = await fitMuonRings(plan, images, mask, parameters, options);
  return { plan, block, images, mask, parameters: { ...parameters, muonColumns } };
}
