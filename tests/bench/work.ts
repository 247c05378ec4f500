/**
 * Times this program at one kind of work and prints {"items": n, "seconds": s} as JSON: the counterpart
 * of reference.py, with the same arguments and the same way of repeating.
 *
 * node tests/bench/work.ts TASK FILE OUTPUT [--threads N]
 */
import { parseArgs } from 'node:util';
import { loadConfiguration } from '../../core/config/load-configuration.ts';
import { type Islands, numberOfIslands } from '../../core/native/islands.ts';
import { setThreads } from '../../core/native/threads.ts';
import { stereoArray } from '../../core/native/stereo-array.ts';
import { CustomSteps } from '../../core/processing/custom/custom-steps.ts';
import { planAnalysis } from '../../core/processing/plan/analysis-plan.ts';
import { type BatchOptions, processBatch } from '../../core/processing/process-batch.ts';
import { processFile } from '../../core/processing/process-file.ts';
import type { BlockImages, ProcessedBatch } from '../../core/processing/processed-batch.ts';
import { QualityQuery } from '../../core/processing/quality-query.ts';
import { splitByPlan } from '../../core/processing/split-by-plan.ts';
import { cleanImages } from '../../core/processing/steps/clean-images.ts';
import { extractImages } from '../../core/processing/steps/extract-images.ts';
import { parametriseImages } from '../../core/processing/steps/parametrise-images.ts';
import { reconstructShowers } from '../../core/processing/steps/reconstruct-showers.ts';
import type { ArrayEventBatch, TelescopeEventBlock } from '../../core/sources/array-event-batch.ts';
import { openSource } from '../../core/sources/open-source.ts';

interface Timing {
  readonly items: number;
  readonly seconds: number;
}

const SECONDS = 2;

/** Runs work until SECONDS have passed, after one run that is not counted. */
async function repeat(work: () => Promise<unknown>, items: number): Promise<Timing> {
  await work();
  const start = performance.now();
  let done = 0;
  let seconds = 0;
  while (seconds < SECONDS) {
    await work();
    done += items;
    seconds = (performance.now() - start) / 1000;
  }
  return { items: done, seconds };
}

async function eventio(path: string): Promise<Timing> {
  let items = 0;
  const work = async () => {
    items = 0;
    const source = await openSource(path, { focalLengthChoice: 'EQUIVALENT' });
    for await (const batch of source.batches()) {
      items += telescopeEvents(batch);
      batch.release?.();
    }
    await source.close();
  };
  await work();
  return repeat(work, items);
}

function telescopeEvents(batch: ArrayEventBatch): number {
  return batch.telescopes.reduce((sum, { telId }) => sum + telId.length, 0);
}

/** Array events of the long file that are enough to fill batches of the size that the pipeline has. */
const MAX_EVENTS = 40;

/** Batches of a file, and what the steps need, with the configuration of the reference. */
async function load(path: string) {
  const source = await openSource(path, { focalLengthChoice: 'EQUIVALENT', maxEvents: MAX_EVENTS });
  const batches: ArrayEventBatch[] = [];
  for await (const batch of source.batches()) batches.push(batch);
  await source.close();
  const { document } = await loadConfiguration('ctapipe-defaults');
  const plan = planAnalysis(source.subarray, document, 'EQUIVALENT');
  const options: BatchOptions = {
    task: {},
    custom: await CustomSteps.load([]),
    keepR1: false,
    recompute: false,
    makesImages: true,
    makesParameters: true,
    imageQuality: new QualityQuery(document.image_parameters.image_quality_query.quality_criteria),
    customParameters: [],
    makesMuons: false,
    muonQuality: new QualityQuery([]),
    reconstructors: document.stereo.reconstructors.map(({ type, stereo_quality_query }) => ({
      type,
      quality: new QualityQuery(stereo_quality_query.quality_criteria),
    })),
    array: stereoArray(plan.subarray, 'EQUIVALENT'),
  };
  const blocks = batches.flatMap((batch) => splitByPlan(plan, batch.telescopes));
  const items = batches.reduce((sum, batch) => sum + telescopeEvents(batch), 0);
  return { batches, plan, options, blocks, items };
}

async function calibrationAndExtraction(path: string): Promise<Timing> {
  const { blocks, options, items } = await load(path);
  return repeat(async () => {
    for (const { plan, block } of blocks) await extractImages(plan, block, options);
  }, items);
}

/** Blocks without the true images, which the reference does not parametrise in this row either. */
function withoutTruth(block: TelescopeEventBlock): TelescopeEventBlock {
  return Object.fromEntries(
    Object.entries(block).filter(([name]) => name !== 'trueImage'),
  ) as unknown as TelescopeEventBlock;
}

async function cleaningAndParameters(path: string): Promise<Timing> {
  const { blocks, options, items } = await load(path);
  const inputs: {
    plan: (typeof blocks)[number]['plan'];
    block: TelescopeEventBlock;
    images: BlockImages;
  }[] = [];
  for (const { plan, block } of blocks) {
    const images = (await extractImages(plan, block, options))!;
    inputs.push({ plan, block: withoutTruth(block), images });
  }
  return repeat(async () => {
    for (const { plan, block, images } of inputs) {
      const mask = await cleanImages(plan, images, options);
      await parametriseImages(plan, block, images, mask, options);
    }
  }, items);
}

async function islands(path: string): Promise<Timing> {
  const { blocks, options } = await load(path);
  const inputs: { neighbors: Parameters<typeof numberOfIslands>[0]; masks: Uint8Array }[] = [];
  let items = 0;
  for (const { plan, block } of blocks) {
    const { geometry } = plan.cameraDescription;
    if (geometry.nPixels !== 1855) continue;
    const images = (await extractImages(plan, block, options))!;
    const mask = await cleanImages(plan, images, options);
    // A stack long enough that the call itself does not count.
    const copies = Math.ceil(2000 / block.telId.length);
    const masks = new Uint8Array(mask.length * copies);
    for (let i = 0; i < copies; i++) masks.set(mask, i * mask.length);
    inputs.push({ neighbors: geometry.neighbors, masks });
    items += block.telId.length * copies;
  }
  const found: Islands[] = [];
  for (const { neighbors, masks } of inputs) found.push(await numberOfIslands(neighbors, masks));
  return repeat(async () => {
    for (const [i, { neighbors, masks }] of inputs.entries()) {
      await numberOfIslands(neighbors, masks, { into: found[i] });
    }
  }, items);
}

async function stereo(path: string): Promise<Timing> {
  const { batches, plan, options } = await load(path);
  const processed: ProcessedBatch[] = [];
  for (const batch of batches) processed.push(await processBatch(plan, batch, options));
  // The same events many times over, so that the call itself does not count.
  const items = batches.reduce((sum, batch) => sum + batch.nEvents, 0);
  return repeat(async () => {
    for (const { batch, blocks, order } of processed) {
      await reconstructShowers(
        batch,
        blocks,
        order,
        options.array,
        options.reconstructors,
        options,
      );
    }
  }, items);
}

async function process_(path: string, output: string): Promise<Timing> {
  const request = {
    input: path,
    output,
    config: 'ctapipe-defaults',
    writeImages: true,
    overwrite: true,
    focalLengthChoice: 'EQUIVALENT',
  } as const;
  await processFile({ ...request, maxEvents: 2 });
  const start = performance.now();
  const { telescopeEvents: items } = await processFile(request);
  return { items, seconds: (performance.now() - start) / 1000 };
}

const tasks: Readonly<Record<string, (path: string, output: string) => Promise<Timing>>> = {
  eventio,
  'calibration-and-extraction': calibrationAndExtraction,
  'cleaning-and-parameters': cleaningAndParameters,
  islands,
  stereo,
  process: process_,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { threads: { type: 'string' } },
});
const [task, path, output] = positionals;
if (values.threads !== undefined) setThreads(Number(values.threads));
const timing = await tasks[task](path, output);
const megabytes = process.resourceUsage().maxRSS / 1024;
process.stdout.write(`${JSON.stringify({ ...timing, megabytes })}\n`);
