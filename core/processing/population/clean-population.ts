import { type ForTelescope, resolveForTelescope } from '../../config/telescope-value.ts';
import type { CleanerDocument } from '../../config/parse-cleaner.ts';
import { closestName } from '../../foundation/closest-name.ts';
import { PhotoelectronError } from '../../foundation/errors.ts';
import { imageParameterNames } from '../../native/image-parameter-names.ts';
import { imageParameters } from '../../native/image-parameters.ts';
import { keptLight } from '../../native/kept-light.ts';
import { pixelSums } from '../../native/pixel-sums.ts';
import { cancelFlag } from '../cancel-flag.ts';
import { pixelSumColumns } from '../image-query-columns.ts';
import type { TelescopePlan } from '../plan/analysis-plan.ts';
import { QualityQuery } from '../quality-query.ts';
import { cleanImages } from '../steps/clean-images.ts';
import type { StepOptions } from '../steps/step-options.ts';
import type { ImageChunk, Population, PopulationOfType } from './population.ts';

/** What a cleaning made of the images of one telescope type; shape (n_images) each. */
export interface CleanedPopulation {
  readonly nImages: number;
  /** Kept pixels. */
  readonly nPixels: Int32Array;
  /** Groups of kept pixels that touch each other. */
  readonly nIslands: Int32Array;
  /** Charge of the kept pixels [p.e.]. */
  readonly charge: Float64Array;
  /** True photo-electrons in the kept pixels; NaN without truth. */
  readonly trueCharge: Float64Array;
  /** Charge [p.e.] of the kept pixels without true light; NaN without truth. */
  readonly noiseCharge: Float64Array;
  /** 1 where the image quality query was passed. */
  readonly isParametrised: Uint8Array;
  /** Image parameters by the column names of the DL1 parameter tables. */
  readonly columns: Readonly<Record<string, Float64Array | Int32Array>>;
}

/** How a population is cleaned. */
export interface CleaningRequest {
  /** Default: the cleaner of the population's configuration. */
  readonly cleaner?: CleanerDocument | undefined;
  /** Also work out the columns that are made of arrival times, which takes longest. Default true. */
  readonly times?: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** Columns that are made of arrival times. */
const timeColumn = /^((camera_frame_)?timing|peak_time)_/;

/** Whether a column of the parameter tables needs arrival times. */
export function needsTimes(column: string): boolean {
  return timeColumn.test(column);
}

/** Names of the columns that a cleaning gives, with those that are made of arrival times. */
export function populationColumns({ document }: Pick<Population, 'document'>): readonly string[] {
  return parameterNames(document.image_parameters.use_telescope_frame).table;
}

/**
 * The images of one telescope type.
 *
 * @throws PhotoelectronError `argument-invalid` when the population has no such telescopes
 */
export function ofType({ types }: Population, type: string): PopulationOfType {
  const found = types.find((candidate) => candidate.type === type);
  if (found !== undefined) return found;
  const names = types.map((candidate) => candidate.type);
  const guess = closestName(type, names);
  throw new PhotoelectronError(
    'argument-invalid',
    `The population has no telescopes of the type ${type}${guess === undefined ? '.' : `; did you mean "${guess}"?`}`,
    { item: 'telescopeType' },
  );
}

/**
 * Cleans and parametrises all images of one telescope type anew, with the kernels and the quality
 * query of `processFile`: the columns are those of its products with the same configuration.
 *
 * @throws PhotoelectronError `cancelled`, `argument-invalid` for another telescope type or when the
 *   cleaner needs times that are not there, `config-invalid` when the rules of the cleaner leave out
 *   a telescope or a step written in TypeScript fails
 */
export async function cleanPopulation(
  population: Population,
  telescopeType: string,
  { cleaner, times = true, signal }: CleaningRequest = {},
): Promise<CleanedPopulation> {
  const { stacks, nImages } = ofType(population, telescopeType);
  const { image_parameters } = population.document;
  const cleaned = emptyResult(nImages, image_parameters.use_telescope_frame, times);
  const quality = new QualityQuery(image_parameters.image_quality_query.quality_criteria);
  const options = stepOptions(population, signal);
  let begin = 0;
  for (const { plan, chunks } of stacks) {
    const clean = cleaningOf(plan, telescopeType, cleaner);
    for (const chunk of chunks) {
      await withCancel(signal, () =>
        fillIn(cleaned, begin, chunk, plan, quality, times, options, () => clean(chunk, options)),
      );
      begin += chunk.nImages;
    }
  }
  return cleaned;
}

/** Settings of the steps over a population. */
export function stepOptions({ custom }: Population, signal: AbortSignal | undefined): StepOptions {
  return { task: { cancel: cancelFlag(signal) }, custom };
}

/**
 * Does a part of the work on a population.
 *
 * @throws PhotoelectronError `cancelled` when the signal is raised before or meanwhile; what the
 *   action throws
 */
export async function withCancel<T>(
  signal: AbortSignal | undefined,
  action: () => Promise<T>,
): Promise<T> {
  const stop = () => {
    const isStopped = signal?.aborted ?? false;
    if (isStopped) throw new PhotoelectronError('cancelled', 'The cleaning was cancelled.');
  };
  stop();
  try {
    return await action();
  } catch (error) {
    stop();
    throw error;
  } finally {
    stop();
  }
}

/**
 * The cleaning of one stack. Telescopes of one stack may differ in the cleaner: then each cleaner
 * goes over all images, and each image keeps the mask of its own.
 *
 * @returns cleans a chunk: masks, shape (n_images, n_pixels)
 * @throws PhotoelectronError `config-invalid` when no rule of the cleaner holds for a telescope
 */
export function cleaningOf(
  plan: TelescopePlan,
  telescopeType: string,
  cleaner: CleanerDocument | undefined,
): (chunk: ImageChunk, options: StepOptions) => Promise<Uint8Array> {
  const variants = new Map<string, { plan: TelescopePlan; telIds: Set<number> }>();
  for (const telId of plan.telIds) {
    const kind = { telId, type: telescopeType };
    const cleaning =
      cleaner === undefined
        ? plan.configuration.cleaning
        : resolveForTelescope({ image_cleaner: cleaner }, kind, 'cleaning');
    const key = JSON.stringify(cleaning);
    const variant = variants.get(key);
    if (variant === undefined) {
      variants.set(key, { plan: withCleaning(plan, cleaning), telIds: new Set([telId]) });
    } else variant.telIds.add(telId);
  }
  const [first, ...others] = variants.values();
  return async (chunk, options) => {
    const images = { ...chunk, isValid: new Uint8Array(0) };
    const mask = await cleanImages(first.plan, images, options);
    const n = plan.cameraDescription.geometry.nPixels;
    for (const variant of others) {
      const other = await cleanImages(variant.plan, images, options);
      for (const [row, telId] of chunk.telId.entries()) {
        if (!variant.telIds.has(telId)) continue;
        mask.set(other.subarray(row * n, (row + 1) * n), row * n);
      }
    }
    return mask;
  };
}

function withCleaning(
  plan: TelescopePlan,
  cleaning: ForTelescope<TelescopePlan['configuration']['cleaning']>,
): TelescopePlan {
  return { ...plan, configuration: { ...plan.configuration, cleaning } };
}

/** Cleans one chunk and writes what comes of it from the image `begin` on. */
async function fillIn(
  cleaned: CleanedPopulation,
  begin: number,
  { image, peakTime, trueImage, trueCharge }: ImageChunk,
  plan: TelescopePlan,
  quality: QualityQuery,
  times: boolean,
  { task }: StepOptions,
  clean: () => Promise<Uint8Array>,
): Promise<void> {
  const geometry = plan.parameterGeometry;
  const mask = await clean();
  const sums = await pixelSums(geometry.nPixels, image, mask, task);
  const evaluate = quality.select(pixelSumColumns(sums));
  const [columns, kept] = await Promise.all([
    imageParameters(geometry, {
      image,
      mask,
      evaluate,
      ...(times ? { peakTime } : {}),
      ...task,
    }),
    keptLight(geometry.neighbors, { image, mask, trueImage, ...task }),
  ]);
  cleaned.nPixels.set(sums.size, begin);
  cleaned.charge.set(sums.sum, begin);
  cleaned.isParametrised.set(evaluate, begin);
  cleaned.nIslands.set(kept.nIslands, begin);
  const orNaN = (values: Float64Array) =>
    values.map((value, row) => (Number.isNaN(trueCharge[row]) ? NaN : value));
  cleaned.trueCharge.set(orNaN(kept.trueCharge), begin);
  cleaned.noiseCharge.set(orNaN(kept.noiseCharge), begin);
  for (const [name, column] of Object.entries(cleaned.columns)) column.set(columns[name], begin);
}

function emptyResult(nImages: number, inTelescopeFrame: boolean, times: boolean) {
  const { table, morphology } = parameterNames(inTelescopeFrame);
  return {
    nImages,
    nPixels: new Int32Array(nImages),
    nIslands: new Int32Array(nImages),
    charge: new Float64Array(nImages),
    trueCharge: new Float64Array(nImages),
    noiseCharge: new Float64Array(nImages),
    isParametrised: new Uint8Array(nImages),
    columns: Object.fromEntries(
      table
        .filter((name) => times || !needsTimes(name))
        .map((name) => [
          name,
          morphology.includes(name) ? new Int32Array(nImages) : new Float64Array(nImages),
        ]),
    ),
  } satisfies CleanedPopulation;
}

function parameterNames(inTelescopeFrame: boolean) {
  return imageParameterNames(inTelescopeFrame ? 'TelescopeFrame' : 'CameraFrame', false);
}
