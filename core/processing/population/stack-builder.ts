import type { ArrayEventBatch, TelescopeEventBlock } from '../../sources/array-event-batch.ts';
import type { TelescopePlan } from '../plan/analysis-plan.ts';
import type { BlockImages } from '../processed-batch.ts';
import type { MemoryBudget } from './memory-budget.ts';
import type { ImageChunk, ImageStack } from './population.ts';

/** Images of the first chunk; each one has room for twice as many as the one before. */
const FIRST_IMAGES = 16;

/** Charges of one chunk at most [bytes]: much work for a kernel, little memory taken in vain. */
const CHUNK_BYTES = 8 * 1024 * 1024;

/** Ids, event type and true charge of an image [bytes]. */
const ID_BYTES = 3 * Float64Array.BYTES_PER_ELEMENT + Uint16Array.BYTES_PER_ELEMENT + 1;

/**
 * What cleanings leave of an image [bytes]: some fifty numbers each, of the four that the engine keeps. Of
 * small cameras it is more than the image itself.
 */
const RESULT_BYTES = 4 * 50 * Float64Array.BYTES_PER_ELEMENT;

interface OpenChunk extends ImageChunk {
  nImages: number;
  readonly capacity: number;
}

/** Collects the images of telescopes that share every step. */
export class StackBuilder {
  readonly #source: number;
  readonly #plan: TelescopePlan;
  readonly #nPixels: number;
  readonly #chunks: OpenChunk[] = [];

  constructor(source: number, plan: TelescopePlan) {
    this.#source = source;
    this.#plan = plan;
    this.#nPixels = plan.cameraDescription.geometry.nPixels;
  }

  /**
   * Copies images of one block.
   *
   * @param memory that they may take
   * @returns how many were taken: fewer than there are when there was no memory for more
   */
  append(
    batch: ArrayEventBatch,
    block: TelescopeEventBlock,
    images: BlockImages,
    memory: MemoryBudget,
  ): number {
    const nRows = block.telId.length;
    for (let row = 0; row < nRows; row++) {
      const chunk = this.#chunkWithRoom(block.trueImage !== undefined, memory);
      if (chunk === undefined) return row;
      this.#copy(batch, block, images, row, chunk);
    }
    return nRows;
  }

  /** The images, in no more memory than they need, and how much that is with what is made of them [bytes]. */
  finish(): { readonly stack: ImageStack; readonly bytes: number } {
    const chunks = this.#chunks.map((chunk) => shrunk(chunk, this.#nPixels));
    const bytes = chunks.reduce(
      (sum, { nImages, trueImage }) => sum + nImages * this.#bytesPerImage(trueImage !== undefined),
      0,
    );
    return { stack: { source: this.#source, plan: this.#plan, chunks }, bytes };
  }

  #bytesPerImage(hasTruth: boolean): number {
    return (
      this.#nPixels * (hasTruth ? 3 : 2) * Float32Array.BYTES_PER_ELEMENT + ID_BYTES + RESULT_BYTES
    );
  }

  #chunkWithRoom(hasTruth: boolean, memory: MemoryBudget): OpenChunk | undefined {
    const last = this.#chunks.at(-1);
    if (
      last !== undefined &&
      last.nImages < last.capacity &&
      (last.trueImage !== undefined) === hasTruth
    ) {
      return last;
    }
    const largest = Math.max(1, Math.floor(CHUNK_BYTES / (4 * this.#nPixels)));
    const wanted = Math.min(largest, FIRST_IMAGES * 2 ** this.#chunks.length);
    const capacity = memory.take(this.#bytesPerImage(hasTruth), wanted);
    if (capacity === 0) return undefined;
    const n = capacity * this.#nPixels;
    const chunk: OpenChunk = {
      nImages: 0,
      capacity,
      image: new Float32Array(n),
      peakTime: new Float32Array(n),
      ...(hasTruth ? { trueImage: new Int32Array(n) } : {}),
      trueCharge: new Float64Array(capacity),
      obsId: new Float64Array(capacity),
      eventId: new Float64Array(capacity),
      telId: new Uint16Array(capacity),
      eventType: new Uint8Array(capacity),
    };
    this.#chunks.push(chunk);
    return chunk;
  }

  #copy(
    batch: ArrayEventBatch,
    block: TelescopeEventBlock,
    { image, peakTime }: BlockImages,
    row: number,
    chunk: OpenChunk,
  ): void {
    const n = this.#nPixels;
    const to = chunk.nImages++;
    const [begin, end] = [row * n, (row + 1) * n];
    chunk.image.set(image.subarray(begin, end), to * n);
    chunk.peakTime.set(peakTime.subarray(begin, end), to * n);
    chunk.trueCharge[to] = NaN;
    if (block.trueImage !== undefined && block.trueImagePresent?.[row] !== 0) {
      const truth = block.trueImage.subarray(begin, end);
      chunk.trueImage?.set(truth, to * n);
      chunk.trueCharge[to] = truth.reduce((sum, photoelectrons) => sum + photoelectrons, 0);
    }
    const event = block.event[row];
    chunk.obsId[to] = batch.obsId;
    chunk.eventId[to] = batch.eventId[event];
    chunk.telId[to] = block.telId[row];
    chunk.eventType[to] = batch.eventType[event];
  }
}

function shrunk(chunk: OpenChunk, nPixels: number): ImageChunk {
  const { nImages, capacity, trueImage, ...arrays } = chunk;
  if (nImages === capacity) return { ...arrays, nImages, ...(trueImage && { trueImage }) };
  const n = nImages * nPixels;
  return {
    nImages,
    image: arrays.image.slice(0, n),
    peakTime: arrays.peakTime.slice(0, n),
    ...(trueImage === undefined ? {} : { trueImage: trueImage.slice(0, n) }),
    trueCharge: arrays.trueCharge.slice(0, nImages),
    obsId: arrays.obsId.slice(0, nImages),
    eventId: arrays.eventId.slice(0, nImages),
    telId: arrays.telId.slice(0, nImages),
    eventType: arrays.eventType.slice(0, nImages),
  };
}
