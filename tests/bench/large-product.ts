import { open, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { loadConfiguration } from '../../core/config/load-configuration.ts';
import { dataModelVersion } from '../../core/datamodel/data-model-version.ts';
import { EventType } from '../../core/datamodel/event-type.ts';
import { tableColumn } from '../../core/foundation/table-column.ts';
import { planAnalysis } from '../../core/processing/plan/analysis-plan.ts';
import { telescopeOrder } from '../../core/processing/telescope-order.ts';
import { ProductWriter } from '../../core/processing/writer/product-writer.ts';
import { writeBatch } from '../../core/processing/writer/write-batch.ts';
import type { ArrayEventBatch, TelescopeEventBlock } from '../../core/sources/array-event-batch.ts';
import { openSource } from '../../core/sources/open-source.ts';
import { sampleFile } from '../simtel-sample.ts';
import { toyPopulation } from '../toy-population.ts';

/** Toy images that are written again and again, under other numbers. */
const N_IMAGES = 1000;

/**
 * Writes a DL1 product of one telescope of 1855 pixels with toy images, by the writer of the products.
 *
 * @param bytes size that the file reaches
 */
export async function writeLargeProduct(target: string, bytes: number): Promise<void> {
  const { document } = await loadConfiguration('ctapipe-defaults');
  const source = await openSource(sampleFile, { allowedTels: [1] });
  const { subarray } = source;
  await source.close();
  const analysis = planAnalysis(subarray, document, 'EFFECTIVE');
  const [plan] = analysis.telescopes;
  const population = await toyPopulation(N_IMAGES);
  const [{ image, peakTime, trueImage }] = population.types[0].stacks[0].chunks;
  const writer = await ProductWriter.create(target, { overwrite: true });
  await writer.writeSubarray(subarray);
  writer.setAttributes('/', {
    'CTA PRODUCT DATA MODEL VERSION': dataModelVersion,
    'CTA ACTIVITY SOFTWARE NAME': 'photoelectron',
  });
  const output = { ...document.output, write_images: true, write_parameters: false };
  const pointing = [
    tableColumn('obs_id', Int32Array.of(1)),
    tableColumn('telescope_pointing_azimuth', Float32Array.of(0)),
    tableColumn('telescope_pointing_altitude', Float32Array.of(1.2)),
  ];
  await writer.append('/configuration/telescope/pointing/tel_001', {
    nRows: 1,
    columns: pointing,
  });
  for (let first = 0; ; first += N_IMAGES) {
    const batch = toyBatch(first, { image, peakTime, trueImage: trueImage! });
    const [block] = batch.telescopes;
    await writeBatch(
      writer,
      {
        batch,
        blocks: [
          {
            ...{ plan, block },
            images: { image, peakTime, isValid: new Uint8Array(N_IMAGES).fill(1) },
            mask: new Uint8Array(image.length),
          },
        ],
        order: telescopeOrder(subarray, N_IMAGES, [block]),
        showers: [],
      },
      { output, isSimulation: true },
    );
    if (await hasReached(target, bytes)) break;
  }
  await writer.close();
  // What is measured next must not wait for the disk to take all this.
  const file = await open(target, 'r+');
  await file.sync();
  await file.close();
}

/** Whether the file, which has another name until it is complete, is as large as that. */
async function hasReached(target: string, bytes: number): Promise<boolean> {
  const folder = path.dirname(target);
  const name = path.basename(target);
  for (const entry of await readdir(folder)) {
    if (!entry.includes(name)) continue;
    if ((await stat(path.join(folder, entry))).size >= bytes) return true;
  }
  return false;
}

function toyBatch(
  first: number,
  images: Pick<TelescopeEventBlock, 'image' | 'peakTime' | 'trueImage'>,
): ArrayEventBatch {
  const ids = Array.from({ length: N_IMAGES }, (_, i) => first + i);
  const time = {
    seconds: Uint32Array.from(ids, (id) => 1_700_000_000 + Math.floor(id / 1000)),
    quarterNanoseconds: Uint32Array.from(ids, (id) => (id % 1000) * 4_000_000),
  };
  const eventType = new Uint8Array(N_IMAGES).fill(EventType.SUBARRAY);
  const known = (value: number) => new Float64Array(N_IMAGES).fill(value);
  return {
    obsId: 1,
    nEvents: N_IMAGES,
    eventId: Float64Array.from(ids),
    eventType,
    time,
    telsWithTrigger: new Uint8Array(N_IMAGES).fill(1),
    pointingAlt: known(70),
    pointingAz: known(0),
    arrayPointingAlt: known(70),
    arrayPointingAz: known(0),
    showers: {
      energy: known(1),
      alt: known(70),
      az: known(0),
      coreX: known(0),
      coreY: known(0),
      hFirstInt: known(20_000),
      xMax: known(300),
      startingGrammage: known(0),
      showerPrimaryId: new Int32Array(N_IMAGES),
    },
    telescopes: [
      {
        camera: 0,
        optic: 0,
        event: Uint32Array.from(ids, (_, i) => i),
        telId: new Uint16Array(N_IMAGES).fill(1),
        triggerTime: time,
        triggerEventType: eventType,
        nTriggerPixels: new Int32Array(N_IMAGES).fill(-1),
        nChannels: 1,
        nSamples: 0,
        ...images,
        trueImageSum: new Int32Array(N_IMAGES).fill(1),
      },
    ],
  };
}
