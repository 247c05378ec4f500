import { Gate } from '../../foundation/gate.ts';
import type { ArrayEventBatch } from '../../sources/array-event-batch.ts';
import type { ProcessedBatch } from '../processed-batch.ts';
import { EventCache, type EventRange } from './event-cache.ts';
import type { EventReader, EventsRead } from './event-reader.ts';
import { type EventSteps, processEvents } from './event-steps.ts';
import { batchBytes, processedBytes, withoutWaveforms } from './range-bytes.ts';

/** How much an opened file keeps in memory. */
export interface EventFileLimits {
  /** Raw data that are read and processed at once [bytes]. */
  readonly batchBytes: number;
  /** Images with what was made of them [bytes]. */
  readonly imageBytes: number;
  /** Events with their waveforms [bytes]. */
  readonly waveformBytes: number;
}

const MEBIBYTE = 1024 * 1024;

export const defaultEventLimits: EventFileLimits = {
  batchBytes: 4 * MEBIBYTE,
  imageBytes: 96 * MEBIBYTE,
  waveformBytes: 64 * MEBIBYTE,
};

/** Part of the memory for images that may go to events before the one that is asked for. */
const BACKWARDS_PART = 0.5;

/** The events of a file that are in memory: those used last, and others when they are asked for. */
export class EventRanges {
  readonly #reader: EventReader;
  readonly #steps: EventSteps;
  readonly #signal: AbortSignal;
  readonly #images: EventCache<ProcessedBatch>;
  readonly #waveforms: EventCache<ArrayEventBatch>;
  readonly #reading = new Gate(1);

  /** @param signal raised when the file is closed */
  constructor(
    reader: EventReader,
    steps: EventSteps,
    limits: EventFileLimits,
    signal: AbortSignal,
  ) {
    this.#reader = reader;
    this.#steps = steps;
    this.#signal = signal;
    this.#images = new EventCache(limits.imageBytes);
    this.#waveforms = new EventCache(limits.waveformBytes);
  }

  /** Whether the images of an event are in memory. */
  has(event: number): boolean {
    return this.#images.has(event);
  }

  /**
   * The range with an event, without waveforms; read and processed if need be.
   *
   * @throws PhotoelectronError what `EventReader.read` and the steps throw
   */
  async range(event: number): Promise<EventRange<ProcessedBatch>> {
    return (
      this.#images.find(event) ??
      this.#reading.pass(this.#signal, async () => {
        const found = this.#images.find(event);
        if (found !== undefined) return found;
        const { first, batch } = await this.#readAround(event);
        this.#keepWaveforms(first, batch);
        return this.#keep(first, await processEvents(this.#steps, batch));
      })
    );
  }

  /**
   * The range with an event as it was read, with its waveforms.
   *
   * @throws PhotoelectronError what `EventReader.read` throws
   */
  async rawRange(event: number): Promise<EventRange<ArrayEventBatch>> {
    return (
      this.#waveforms.find(event) ??
      this.#reading.pass(this.#signal, async () => {
        const found = this.#waveforms.find(event);
        if (found !== undefined) return found;
        const { first, batch } = await this.#readAround(event);
        return this.#keepWaveforms(first, batch);
      })
    );
  }

  /**
   * Keeps events that were read anyway, as long as nothing else has to go for them.
   *
   * @returns whether they are kept: then their memory is in use
   */
  offer(first: number, batch: ArrayEventBatch, processed: ProcessedBatch): boolean {
    if (!this.#images.hasRoom(processedBytes(withoutWaveforms(processed)))) return false;
    if (this.#waveforms.hasRoom(batchBytes(batch))) this.#keepWaveforms(first, batch);
    this.#keep(first, processed);
    return true;
  }

  /**
   * Reads an event. Where a file can be read forwards only, a step back would mean to begin anew: then
   * events before it are kept as well, as many as have room.
   */
  #readAround(event: number): Promise<EventsRead> {
    const nBefore = Math.floor(BACKWARDS_PART * this.#images.usualEvents());
    return this.#reader.read(event, nBefore, async ({ first, batch }) => {
      if (this.#images.find(first) === undefined) {
        this.#keep(first, await processEvents(this.#steps, batch));
      } else batch.release?.();
    });
  }

  #keep(first: number, processed: ProcessedBatch): EventRange<ProcessedBatch> {
    const content = withoutWaveforms(processed);
    const { nEvents } = content.batch;
    const range = { first, nEvents, content, bytes: processedBytes(content) };
    this.#images.add(range);
    return range;
  }

  #keepWaveforms(first: number, content: ArrayEventBatch): EventRange<ArrayEventBatch> {
    const { nEvents } = content;
    const range = { first, nEvents, content, bytes: batchBytes(content) };
    this.#waveforms.add(range);
    return range;
  }
}
