import type { Configuration } from '../config/configuration.ts';
import type { ConfigurationDocument } from '../config/configuration-schema.ts';
import { configurationHash } from '../config/canonical-form.ts';
import { loadConfiguration } from '../config/load-configuration.ts';
import { PhotoelectronError } from '../foundation/errors.ts';
import { namingFile } from '../foundation/naming-file.ts';
import { setThreads } from '../native/threads.ts';
import { stereoArray } from '../native/stereo-array.ts';
import type { EventSource, SourceWarning } from '../sources/event-source.ts';
import { openSource } from '../sources/open-source.ts';
import { cancelFlag } from './cancel-flag.ts';
import { checkInput } from './check-input.ts';
import { CustomSteps } from './custom/custom-steps.ts';
import { planAnalysis, type AnalysisPlan } from './plan/analysis-plan.ts';
import type { BatchOptions } from './process-batch.ts';
import { processBatch } from './process-batch.ts';
import type { ProcessHooks, ProcessReport, ProcessRequest } from './process-request.ts';
import type { ProcessedBatch } from './processed-batch.ts';
import { qualityCounts } from './quality-counts.ts';
import { QualityQuery } from './quality-query.ts';
import { selectBatch } from './select-batch.ts';
import { OutputProduct } from './writer/output-product.ts';

/**
 * Takes a file of array events through the whole pipeline and writes the product: complete, or
 * marked incomplete when the input ended early, or, after an error or a cancellation, not at all.
 *
 * @throws PhotoelectronError of any code, with the file and the place
 */
export async function processFile(
  request: ProcessRequest,
  hooks: ProcessHooks = {},
): Promise<ProcessReport> {
  const start = performance.now();
  if (request.threads !== undefined) setThreads(request.threads);
  const configuration = applyRequest(
    request.configuration ?? (await loadConfiguration(request.config ?? 'default')),
    request,
  );
  const { document } = configuration;
  const custom = await CustomSteps.load(configuration.stepModules);
  try {
    const source = await openSource(request.input, sourceOptions(document, request, hooks));
    try {
      return await runPipeline({ request, hooks, configuration, custom, source, start });
    } finally {
      await source.close();
    }
  } catch (error) {
    throw namingFile(error, request.input);
  } finally {
    await custom.threads.close();
  }
}

/** Everything that a run of the pipeline needs. */
interface Run {
  readonly request: ProcessRequest;
  readonly hooks: ProcessHooks;
  readonly configuration: Configuration;
  readonly custom: CustomSteps;
  readonly source: EventSource;
  /** When the run began, on the clock of `performance.now` [ms]. */
  readonly start: number;
}

/** The configuration with what the request says otherwise, and the hash of that. */
function applyRequest(configuration: Configuration, request: ProcessRequest): Configuration {
  const { source, output, ...rest } = configuration.document;
  const document = {
    ...rest,
    source: {
      ...source,
      focal_length_choice: request.focalLengthChoice ?? source.focal_length_choice,
    },
    output: { ...output, write_images: request.writeImages ?? output.write_images },
  };
  return { ...configuration, document, hash: configurationHash(document) };
}

function sourceOptions(
  document: ConfigurationDocument,
  request: ProcessRequest,
  hooks: ProcessHooks,
) {
  return {
    focalLengthChoice: document.source.focal_length_choice,
    skipCalibrationEvents: document.source.skip_calibration_events,
    ...(request.maxEvents === undefined ? {} : { maxEvents: request.maxEvents }),
    ...(request.telescopes === undefined ? {} : { allowedTels: request.telescopes }),
    ...(request.batchBytes === undefined ? {} : { batchBytes: request.batchBytes }),
    ...(hooks.signal === undefined ? {} : { signal: hooks.signal }),
  };
}

async function runPipeline(run: Run): Promise<ProcessReport> {
  const { request, configuration, source, hooks } = run;
  const { document } = configuration;
  const plan = planAnalysis(source.subarray, document, document.source.focal_length_choice);
  const cancel = cancelFlag(hooks.signal);
  const options = batchOptions(run, plan, cancel);
  const product = await OutputProduct.create({
    request,
    configuration,
    source,
    ...(hooks.signal === undefined ? {} : { signal: hooks.signal }),
  });
  const dropped: Record<string, number> = {};
  let processing: Promise<unknown> = Promise.resolve();
  let writing: Promise<void> = Promise.resolve();
  try {
    for await (const batch of source.batches()) {
      if (options.makesImages) checkInput(source);
      const selected = selectBatch(batch, plan, (reason, nEvents) => {
        dropped[reason] = (dropped[reason] ?? 0) + nEvents;
      });
      const previous = writing;
      const processed = processBatch(plan, selected, options);
      processing = processed;
      writing = writeAfter(previous, processed, product).then(() => batch.release?.());
      // What goes wrong is met below or with the next batch, never unhandled.
      writing.catch(() => undefined);
      // Two batches at most are under way: one hides the waits of the other.
      await previous;
      report(product, run);
      if (hooks.signal?.aborted === true) throw cancelled(request.input);
    }
    await writing;
    report(product, run);
    await product.close(options);
  } catch (error) {
    // What is under way ends first; why it failed is no news beside the error at hand.
    Atomics.store(cancel, 0, 1);
    await Promise.allSettled([processing, writing]);
    await product.abort();
    if (hooks.signal?.aborted === true) throw cancelled(request.input);
    throw error;
  }
  return {
    output: request.output,
    events: product.nEvents,
    telescopeEvents: product.nTelescopeEvents,
    parametrisedImages: product.nParametrisedImages,
    validReconstructions: product.validReconstructions(),
    droppedEvents: dropped,
    qualityCounts: qualityCounts(options),
    warnings: [...source.warnings(), ...missingLevels(product)],
    isComplete: source.isComplete(),
    duration: (performance.now() - run.start) / 1000,
  };
}

/** A warning for each data level that the configuration asks for in vain. */
function missingLevels(product: OutputProduct): SourceWarning[] {
  return product.missingLevels().map((level) => ({
    message: `The configuration asks for ${level}, which cannot be made of this input; the product is without.`,
    count: 1,
  }));
}

/** Writes a batch when it has been processed and the one before it has been written. */
async function writeAfter(
  previous: Promise<void>,
  processing: Promise<ProcessedBatch>,
  product: OutputProduct,
): Promise<void> {
  const [processed] = await Promise.all([processing, previous]);
  await product.write(processed);
}

function batchOptions(
  { request, configuration, custom }: Run,
  plan: AnalysisPlan,
  cancel: Int32Array<SharedArrayBuffer>,
): BatchOptions {
  const { output, image_parameters, muons, stereo, source: sourceSection } = configuration.document;
  const makesParameters =
    output.write_parameters || output.write_showers || output.write_muon_parameters;
  const writesWaveforms = output.write_r0_waveforms || output.write_r1_waveforms;
  if (!makesParameters && !output.write_images && !writesWaveforms) {
    throw new PhotoelectronError(
      'config-invalid',
      'The configuration writes neither waveforms nor images nor parameters nor showers, so there is nothing to do; set one of the keys output.write_* to true.',
      { item: 'output' },
    );
  }
  return {
    task: { cancel },
    custom,
    keepR1: output.write_r1_waveforms,
    recompute: request.recomputeDl1 ?? false,
    makesImages: makesParameters || output.write_images || output.write_r1_waveforms,
    makesParameters,
    imageQuality: new QualityQuery(image_parameters.image_quality_query.quality_criteria),
    customParameters: image_parameters.custom,
    makesMuons: output.write_muon_parameters,
    muonQuality: new QualityQuery(muons.image_parameter_query.quality_criteria),
    reconstructors: output.write_showers
      ? stereo.reconstructors.map(({ type, stereo_quality_query }) => ({
          type,
          quality: new QualityQuery(stereo_quality_query.quality_criteria),
        }))
      : [],
    array: stereoArray(
      plan.subarray,
      sourceSection.focal_length_choice,
      image_parameters.use_telescope_frame ? 'TelescopeFrame' : 'CameraFrame',
    ),
  };
}

function cancelled(path: string): PhotoelectronError {
  return new PhotoelectronError('cancelled', `Processing ${path} was cancelled.`, { path });
}

function report(product: OutputProduct, { hooks, source }: Run): void {
  hooks.onProgress?.({
    events: product.nEvents,
    telescopeEvents: product.nTelescopeEvents,
    fraction: source.progress(),
  });
}
