import type { Configuration } from '../../config/configuration.ts';
import type { ConfigurationDocument } from '../../config/configuration-schema.ts';
import { closestName } from '../../foundation/closest-name.ts';
import { PhotoelectronError } from '../../foundation/errors.ts';
import { namingFile } from '../../foundation/naming-file.ts';
import { selectTelescopeRows } from '../../sources/select-telescope-rows.ts';
import type { ArrayEventBatch } from '../../sources/array-event-batch.ts';
import type { EventSource, SourceWarning } from '../../sources/event-source.ts';
import { openSource } from '../../sources/open-source.ts';
import { cancelFlag } from '../cancel-flag.ts';
import { checkInput } from '../check-input.ts';
import { CustomSteps } from '../custom/custom-steps.ts';
import { type AnalysisPlan, planAnalysis, type TelescopePlan } from '../plan/analysis-plan.ts';
import { selectBatch } from '../select-batch.ts';
import { type PlannedBlock, splitByPlan } from '../split-by-plan.ts';
import { extractImages } from '../steps/extract-images.ts';
import type { StepOptions } from '../steps/step-options.ts';
import { MemoryBudget } from './memory-budget.ts';
import { isPedestal } from './pedestal-types.ts';
import type { ImageStack, Population, PopulationOfType } from './population.ts';
import { StackBuilder } from './stack-builder.ts';

/** How far the loading is. */
export interface LoadProgress {
  readonly nImages: number;
  /** Fraction of the input read, 0–1. */
  readonly fraction: number;
}

/** Which images to load. */
export interface PopulationRequest {
  /** Files of array events, at least one. */
  readonly inputs: readonly string[];
  readonly configuration: Configuration;
  /** Largest number of images of each telescope type. */
  readonly maxImages: number;
  /** Largest memory of all images and of what cleanings make of them [bytes]. */
  readonly maxBytes: number;
  /** Default: all. */
  readonly telescopeTypes?: readonly string[];
  /**
   * Types of array events in place of those of the configuration; with them calibration events of
   * simulations are read as well. Default: as the configuration says.
   */
  readonly eventTypes?: NonNullable<ConfigurationDocument['event_type_filter']['allowed_types']>;
  readonly focalLengthChoice?: 'EFFECTIVE' | 'EQUIVALENT';
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: LoadProgress) => void;
}

interface Loading {
  readonly request: PopulationRequest;
  readonly document: ConfigurationDocument;
  readonly options: StepOptions;
  /** Types that are wanted. */
  readonly types: Map<string, TypeTally>;
  /** All types of the files. */
  readonly known: Set<string>;
  readonly memory: MemoryBudget;
  /** Raised when there is no memory for more. */
  isFull: boolean;
  isSimulation: boolean;
  isComplete: boolean;
  readonly warnings: SourceWarning[];
}

interface TypeTally {
  nImages: number;
  nSeen: number;
  readonly builders: StackBuilder[];
}

/**
 * Reads events and keeps their images in memory: calibrated and extracted once, with the events that
 * the configuration selects, exactly as `processFile` has them. The first images of the files are
 * taken, in their order, until there are enough of every telescope type, the memory is full, or the
 * files end.
 *
 * @throws PhotoelectronError `cancelled`, `argument-invalid` for a telescope type that no file has, and
 *   what `processFile` throws of its input
 */
export async function loadPopulation(request: PopulationRequest): Promise<Population> {
  const { inputs, configuration, signal } = request;
  const document = documentOf(request);
  const custom = await CustomSteps.load(configuration.stepModules);
  const loading: Loading = {
    request,
    document,
    options: { task: { cancel: cancelFlag(signal) }, custom },
    types: new Map(),
    known: new Set(),
    memory: new MemoryBudget(request.maxBytes),
    isFull: false,
    isSimulation: false,
    isComplete: true,
    warnings: [],
  };
  try {
    let fractionRead = 0;
    for (const [index, input] of inputs.entries()) {
      fractionRead += (await loadFile(loading, index, input)) / inputs.length;
    }
    checkTypes(loading);
    return { ...collect(loading), sources: inputs, document, custom, fractionRead };
  } catch (error) {
    await custom.threads.close();
    if (signal?.aborted === true) throw cancelled();
    throw error;
  }
}

function documentOf({
  configuration,
  eventTypes,
  focalLengthChoice,
}: PopulationRequest): ConfigurationDocument {
  const { source, event_type_filter, ...rest } = configuration.document;
  return {
    ...rest,
    source: {
      focal_length_choice: focalLengthChoice ?? source.focal_length_choice,
      skip_calibration_events: eventTypes === undefined && source.skip_calibration_events,
    },
    event_type_filter: { allowed_types: eventTypes ?? event_type_filter.allowed_types },
  };
}

/** @returns fraction of the file that was read */
async function loadFile(loading: Loading, index: number, input: string): Promise<number> {
  const { document, request } = loading;
  const { signal } = request;
  try {
    const choice = document.source.focal_length_choice;
    const source = await openSource(input, {
      focalLengthChoice: choice,
      skipCalibrationEvents: document.source.skip_calibration_events,
      ...(signal === undefined ? {} : { signal }),
    });
    try {
      const plan = planAnalysis(source.subarray, document, choice);
      loading.isSimulation ||= source.isSimulation;
      const fraction = await loadSource(loading, index, source, plan);
      for (const { message, count } of source.warnings()) {
        loading.warnings.push({ message: `${input}: ${message}`, count });
      }
      return fraction;
    } finally {
      await source.close();
    }
  } catch (error) {
    throw namingFile(error, input);
  }
}

async function loadSource(
  loading: Loading,
  index: number,
  source: EventSource,
  plan: AnalysisPlan,
): Promise<number> {
  const { request, types } = loading;
  for (const { type } of plan.subarray.telescopes) {
    loading.known.add(type);
    if (isWanted(request, type) && !types.has(type)) types.set(type, emptyTally());
  }
  const isEnough = () =>
    loading.isFull || [...types.values()].every(({ nImages }) => nImages >= request.maxImages);
  if (isEnough()) return 0;
  const builders = new Map<TelescopePlan, StackBuilder>();
  for await (const batch of source.batches()) {
    checkInput(source);
    if (request.signal?.aborted === true) throw cancelled();
    const selected = selectBatch(batch, plan);
    for (const planned of splitByPlan(plan, selected.telescopes)) {
      const type = typeOf(plan, planned.plan);
      const tally = types.get(type);
      if (tally === undefined) continue;
      let builder = builders.get(planned.plan);
      if (builder === undefined) {
        builder = new StackBuilder(index, planned.plan);
        builders.set(planned.plan, builder);
        tally.builders.push(builder);
      }
      await take(loading, selected, planned, tally, builder);
    }
    batch.release?.();
    request.onProgress?.({
      nImages: [...types.values()].reduce((sum, { nImages }) => sum + nImages, 0),
      fraction: Math.min(1, (index + source.progress()) / request.inputs.length),
    });
    if (isEnough()) return source.progress();
  }
  // Known at the end only: not of files that were left before.
  loading.isComplete &&= source.isComplete();
  return 1;
}

async function take(
  loading: Loading,
  batch: ArrayEventBatch,
  { plan, block }: PlannedBlock,
  tally: TypeTally,
  builder: StackBuilder,
): Promise<void> {
  const nRows = block.telId.length;
  tally.nSeen += nRows;
  const wanted = Math.min(nRows, loading.request.maxImages - tally.nImages);
  if (wanted === 0 || loading.isFull) return;
  const part = selectTelescopeRows(block, [...Array(wanted).keys()]);
  const images = await extractImages(plan, part, {
    ...loading.options,
    keepR1: false,
    recompute: false,
  });
  if (images === undefined) return;
  const taken = builder.append(batch, part, images, loading.memory);
  tally.nImages += taken;
  if (taken < wanted) loading.isFull = true;
}

function isWanted({ telescopeTypes }: PopulationRequest, type: string): boolean {
  return telescopeTypes === undefined || telescopeTypes.includes(type);
}

/** Telescopes of one plan share camera and optics, and so the type. */
function typeOf({ subarray }: AnalysisPlan, { telIds }: TelescopePlan): string {
  return subarray.telescopes.find(({ telId }) => telId === telIds[0])!.type;
}

function emptyTally(): TypeTally {
  return { nImages: 0, nSeen: 0, builders: [] };
}

function collect({ types, isSimulation, isComplete, warnings }: Loading) {
  let bytes = 0;
  const collected = [...types].map(([type, { nImages, nSeen, builders }]): PopulationOfType => {
    const stacks: ImageStack[] = [];
    for (const builder of builders) {
      const finished = builder.finish();
      bytes += finished.bytes;
      if (finished.stack.chunks.length > 0) stacks.push(finished.stack);
    }
    const chunks = stacks.flatMap((stack) => stack.chunks);
    const count = (isOne: (chunk: (typeof chunks)[number], row: number) => boolean) =>
      chunks.reduce((sum, chunk) => {
        for (let row = 0; row < chunk.nImages; row++) sum += isOne(chunk, row) ? 1 : 0;
        return sum;
      }, 0);
    return {
      type,
      nImages,
      nSeen,
      nPedestals: count(({ eventType }, row) => isPedestal(eventType[row])),
      nWithTruth: count(({ trueCharge }, row) => !Number.isNaN(trueCharge[row])),
      stacks,
    };
  });
  return {
    isSimulation,
    isComplete,
    warnings,
    bytes,
    types: collected.toSorted((a, b) => (a.type < b.type ? -1 : 1)),
  };
}

function checkTypes({ request, known }: Loading): void {
  const missing = request.telescopeTypes?.find((type) => !known.has(type));
  if (missing === undefined) return;
  const guess = closestName(missing, [...known]);
  throw new PhotoelectronError(
    'argument-invalid',
    `No telescope of the type ${missing} is in ${request.inputs.join(', ')}${guess === undefined ? '.' : `; did you mean "${guess}"?`}`,
    { item: 'telescopeTypes' },
  );
}

function cancelled(): PhotoelectronError {
  return new PhotoelectronError('cancelled', 'Loading the images was cancelled.');
}
