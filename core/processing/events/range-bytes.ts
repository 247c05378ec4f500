import type { ArrayEventBatch, TelescopeEventBlock } from '../../sources/array-event-batch.ts';
import type { ProcessedBatch } from '../processed-batch.ts';

/** Memory of all arrays that an object holds, as deep as it goes [bytes]. */
function arrayBytes(value: unknown): number {
  if (ArrayBuffer.isView(value)) return value.byteLength;
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce((sum: number, part) => sum + arrayBytes(part), 0);
}

/** Memory of the events of a batch, without what describes cameras and calibrations [bytes]. */
export function batchBytes({ telescopes, ...batch }: ArrayEventBatch): number {
  return telescopes.reduce((sum, block) => sum + blockBytes(block), arrayBytes(batch));
}

/** Memory of a processed batch, likewise [bytes]. */
export function processedBytes({ batch, blocks, order, showers }: ProcessedBatch): number {
  return blocks.reduce(
    (sum, { block, images, mask, parameters }) =>
      sum + blockBytes(block) + arrayBytes({ images, mask, parameters }),
    batchBytes(batch) + arrayBytes({ order, showers }),
  );
}

/** Calibrations are shared by many batches. */
function blockBytes({ calibrations, ...block }: TelescopeEventBlock): number {
  return arrayBytes(block) + 8 * (calibrations?.length ?? 0);
}

/** A processed batch without the waveforms that it was made of. */
export function withoutWaveforms({ batch, blocks, ...rest }: ProcessedBatch): ProcessedBatch {
  return {
    ...rest,
    batch: { ...batch, telescopes: [] },
    blocks: blocks.map((processed) => {
      const block: { -readonly [K in keyof TelescopeEventBlock]: TelescopeEventBlock[K] } = {
        ...processed.block,
      };
      delete block.r0Waveform;
      delete block.r1Waveform;
      delete block.triggerPixels;
      return { ...processed, block };
    }),
  };
}
