import type { CleanerDocument } from '../../config/parse-cleaner.ts';
import { resolveForTelescope } from '../../config/telescope-value.ts';
import { stereoArray } from '../../native/stereo-array.ts';
import { selectEvents } from '../../sources/select-events.ts';
import { selectTelescopeRows } from '../../sources/select-telescope-rows.ts';
import type { ArrayEventBatch } from '../../sources/array-event-batch.ts';
import type { CustomSteps } from '../custom/custom-steps.ts';
import type { AnalysisPlan, TelescopePlan } from '../plan/analysis-plan.ts';
import { type BatchOptions, processBatch } from '../process-batch.ts';
import type { BlockImages, ProcessedBatch, ProcessedBlock } from '../processed-batch.ts';
import { QualityQuery } from '../quality-query.ts';
import { cleanImages } from '../steps/clean-images.ts';
import { fitMuonRings } from '../steps/fit-muon-rings.ts';
import { parametriseImages } from '../steps/parametrise-images.ts';
import { reconstructShowers } from '../steps/reconstruct-showers.ts';
import { telescopeOrder } from '../telescope-order.ts';

/** The steps of a configuration as they are done to look at events. */
export interface EventSteps {
  readonly plan: AnalysisPlan;
  readonly options: BatchOptions;
}

/**
 * Settings of the steps: whatever the configuration writes into products, there are images, parameters
 * and the showers of its reconstructors.
 *
 * @throws PhotoelectronError `expression-invalid` for a quality query
 */
export function eventSteps(plan: AnalysisPlan, custom: CustomSteps): EventSteps {
  const { output, image_parameters, muons, stereo, source } = plan.document;
  return {
    plan,
    options: {
      task: {},
      custom,
      keepR1: false,
      recompute: false,
      makesImages: true,
      makesParameters: true,
      imageQuality: new QualityQuery(image_parameters.image_quality_query.quality_criteria),
      customParameters: image_parameters.custom,
      makesMuons: output.write_muon_parameters,
      muonQuality: new QualityQuery(muons.image_parameter_query.quality_criteria),
      reconstructors: stereo.reconstructors.map(({ type, stereo_quality_query }) => ({
        type,
        quality: new QualityQuery(stereo_quality_query.quality_criteria),
      })),
      array: stereoArray(
        plan.subarray,
        source.focal_length_choice,
        image_parameters.use_telescope_frame ? 'TelescopeFrame' : 'CameraFrame',
      ),
    },
  };
}

/** Takes a batch of array events through all steps. */
export function processEvents(
  { plan, options }: EventSteps,
  batch: ArrayEventBatch,
): Promise<ProcessedBatch> {
  return processBatch(plan, batch, options);
}

/**
 * One array event of a processed batch, cleaned in another way, with all that follows from it.
 *
 * @param event index in the batch
 * @throws PhotoelectronError `config-invalid` when no rule of the cleaner holds for a telescope,
 *   `argument-invalid` when the cleaner needs times that are not there
 */
export async function cleanEventAgain(
  { plan, options }: EventSteps,
  processed: ProcessedBatch,
  event: number,
  cleaner: CleanerDocument,
): Promise<ProcessedBatch> {
  const blocks: ProcessedBlock[] = [];
  for (const { plan: own, block: whole, images: all } of processed.blocks) {
    const rows = [...whole.event.keys()].filter((row) => whole.event[row] === event);
    for (const row of rows) {
      const block = { ...selectTelescopeRows(whole, [row]), event: new Uint32Array(1) };
      const telescope = withCleaner(plan, own, block.telId[0], cleaner);
      if (all === undefined) {
        blocks.push({ plan: telescope, block });
        continue;
      }
      const images = imagesOfRow(all, row, own.cameraDescription.geometry.nPixels);
      const mask = await cleanImages(telescope, images, options);
      const parameters = await parametriseImages(telescope, block, images, mask, options);
      const muonColumns = options.makesMuons
        ? await fitMuonRings(telescope, images, mask, parameters, options)
        : undefined;
      blocks.push({
        ...{ plan: telescope, block, images, mask },
        parameters: { ...parameters, ...(muonColumns === undefined ? {} : { muonColumns }) },
      });
    }
  }
  const keep = new Uint8Array(processed.batch.nEvents);
  keep[event] = 1;
  const batch = selectEvents({ ...processed.batch, telescopes: [] }, keep);
  const order = telescopeOrder(
    plan.subarray,
    1,
    blocks.map(({ block }) => block),
  );
  const { array, reconstructors } = options;
  const showers = await reconstructShowers(batch, blocks, order, array, reconstructors, options);
  return { batch, blocks, order, showers };
}

function withCleaner(
  { subarray }: AnalysisPlan,
  plan: TelescopePlan,
  telId: number,
  cleaner: CleanerDocument,
): TelescopePlan {
  const { type } = subarray.telescopes.find((telescope) => telescope.telId === telId)!;
  const cleaning = resolveForTelescope({ image_cleaner: cleaner }, { telId, type }, 'cleaning');
  return { ...plan, configuration: { ...plan.configuration, cleaning } };
}

function imagesOfRow(images: BlockImages, row: number, nPixels: number): BlockImages {
  const { image, peakTime, isValid, selectedGainChannel } = images;
  const [begin, end] = [row * nPixels, (row + 1) * nPixels];
  return {
    image: image.slice(begin, end),
    peakTime: peakTime.slice(begin, end),
    isValid: isValid.slice(row, row + 1),
    ...(selectedGainChannel === undefined
      ? {}
      : { selectedGainChannel: selectedGainChannel.slice(begin, end) }),
  };
}
