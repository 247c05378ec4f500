import { loadConfiguration } from '../config/load-configuration.ts';
import { PhotoelectronError } from '../foundation/errors.ts';
import { namingFile } from '../foundation/naming-file.ts';
import { formatTaiTimestamp } from '../foundation/format-tai-timestamp.ts';
import type { ArrayEventBatch } from '../sources/array-event-batch.ts';
import { openSource } from '../sources/open-source.ts';
import { CustomSteps } from './custom/custom-steps.ts';
import type { EventImage, EventImageRequest } from './event-image-request.ts';
import { planAnalysis, type AnalysisPlan } from './plan/analysis-plan.ts';
import { QualityQuery } from './quality-query.ts';
import { selectTelescopeRows } from '../sources/select-telescope-rows.ts';
import { cleanImages } from './steps/clean-images.ts';
import { extractImages } from './steps/extract-images.ts';
import { parametriseImages } from './steps/parametrise-images.ts';

/**
 * Finds one event of one telescope in a file, and calibrates, cleans and parametrises it as
 * `processFile` does. Image parameters are in the telescope frame whatever the configuration says,
 * because that is what a picture is drawn in.
 *
 * @throws PhotoelectronError `event-not-found` when the file has no such event of this telescope,
 *   `cancelled`, and what `processFile` throws
 */
export async function eventImage(request: EventImageRequest): Promise<EventImage> {
  const configuration =
    request.configuration ?? (await loadConfiguration(request.config ?? 'default'));
  const document = {
    ...configuration.document,
    image_parameters: { ...configuration.document.image_parameters, use_telescope_frame: true },
  };
  const choice = request.focalLengthChoice ?? document.source.focal_length_choice;
  const custom = await CustomSteps.load(configuration.stepModules);
  const source = await openSource(request.input, {
    focalLengthChoice: choice,
    skipCalibrationEvents: false,
    allowedTels: [request.telId],
    ...(request.signal === undefined ? {} : { signal: request.signal }),
  });
  try {
    const plan = planAnalysis(source.subarray, document, choice);
    for await (const batch of source.batches()) {
      if (request.signal?.aborted === true) throw cancelled(request);
      const found = findRow(batch, request);
      if (found === undefined) continue;
      return await makeImage(request, source.isSimulation, plan, batch, found, custom);
    }
    throw notFound(request);
  } catch (error) {
    if (request.signal?.aborted === true) throw cancelled(request);
    throw namingFile(error, request.input);
  } finally {
    await source.close();
    await custom.threads.close();
  }
}

interface Place {
  readonly block: number;
  readonly row: number;
}

function findRow(batch: ArrayEventBatch, request: EventImageRequest): Place | undefined {
  if (request.obsId !== undefined && batch.obsId !== request.obsId) return undefined;
  for (const [b, block] of batch.telescopes.entries()) {
    for (let row = 0; row < block.telId.length; row++) {
      const isTelescope = block.telId[row] === request.telId;
      if (isTelescope && batch.eventId[block.event[row]] === request.eventId) {
        return { block: b, row };
      }
    }
  }
  return undefined;
}

function notFound({ input, obsId, eventId, telId }: EventImageRequest): PhotoelectronError {
  const run = obsId === undefined ? '' : ` of run ${obsId}`;
  return new PhotoelectronError(
    'event-not-found',
    `${input} has no event ${eventId}${run} with data of telescope ${telId}; "pe info --events" lists the events of a file.`,
    { path: input, eventId, telId },
  );
}

function cancelled({ input }: EventImageRequest): PhotoelectronError {
  return new PhotoelectronError('cancelled', `Reading ${input} was cancelled.`, { path: input });
}

async function makeImage(
  request: EventImageRequest,
  isSimulation: boolean,
  plan: AnalysisPlan,
  batch: ArrayEventBatch,
  place: Place,
  custom: CustomSteps,
): Promise<EventImage> {
  const whole = batch.telescopes[place.block];
  const block = selectTelescopeRows(whole, [place.row]);
  const telescope = plan.telescopes[plan.telescopeIndex.get(request.telId)!];
  const options = { task: {}, custom };
  const images = await extractImages(telescope, block, {
    ...options,
    keepR1: false,
    recompute: false,
  });
  if (images === undefined) throw notFound(request);
  const mask = await cleanImages(telescope, images, options);
  const { image_quality_query } = plan.document.image_parameters;
  const { columns } = await parametriseImages(telescope, block, images, mask, {
    ...options,
    imageQuality: new QualityQuery(image_quality_query.quality_criteria),
    customParameters: [],
  });
  const event = block.event[0];
  const energy = batch.showers?.energy[event];
  return {
    input: request.input,
    obsId: batch.obsId,
    eventId: request.eventId,
    telId: request.telId,
    telescopeType: plan.subarray.telescopes.find(({ telId }) => telId === request.telId)!.type,
    isSimulation,
    geometry: telescope.parameterGeometry,
    image: images.image,
    peakTime: images.peakTime,
    mask,
    parameters: Object.fromEntries(Object.entries(columns).map(([name, data]) => [name, data[0]])),
    time: formatTaiTimestamp(batch.time.seconds[event], batch.time.quarterNanoseconds[event]),
    ...(energy === undefined || Number.isNaN(energy) ? {} : { trueEnergy: energy }),
  };
}
