import { PhotoelectronError } from '../../foundation/errors.ts';
import type { ArrayEventBatch, BatchPlace } from '../../sources/array-event-batch.ts';
import type { EventSource } from '../../sources/event-source.ts';
import type { AnalysisPlan } from '../plan/analysis-plan.ts';
import { selectBatch } from '../select-batch.ts';
import { FileStamp } from './file-stamp.ts';

/** Some events of a file. */
export interface EventsRead {
  /** Place of the first in the file. */
  readonly first: number;
  readonly batch: ArrayEventBatch;
}

/** A reading under way: the place of the next event, and the batches from there. */
interface Reading {
  next: number;
  readonly batches: AsyncIterator<ArrayEventBatch>;
}

/**
 * Reads events of a file again, wherever they stand: from the nearest place that was noted when the
 * file was looked through, or on from the last reading where that is nearer.
 */
export class EventReader {
  readonly #source: EventSource;
  readonly #plan: AnalysisPlan;
  readonly #stamp: FileStamp;
  /** First event and place of each batch, ascending. */
  readonly #places: { readonly first: number; readonly place: BatchPlace }[] = [];
  #reading: Reading | undefined;

  constructor(source: EventSource, plan: AnalysisPlan, stamp: FileStamp) {
    this.#source = source;
    this.#plan = plan;
    this.#stamp = stamp;
  }

  /** The events of a batch that the configuration wants. */
  select(batch: ArrayEventBatch): ArrayEventBatch {
    return selectBatch(batch, this.#plan);
  }

  /** Notes where a batch begins, in the order of the file. */
  note(first: number, { place }: ArrayEventBatch): void {
    if (place !== undefined) this.#places.push({ first, place });
  }

  /**
   * Reads an event and those beside it. One call at a time.
   *
   * @param event place in the file, of an event that was noted
   * @param nBefore events before it that will be wanted as well: they are read on the way where the
   *   file has to be passed over from an earlier point on
   * @param onBefore gets them
   * @throws PhotoelectronError `file-not-found`, `file-unreadable` when the file is gone, or not as it
   *   was; what the reading throws
   */
  async read(
    event: number,
    nBefore: number,
    onBefore: (events: EventsRead) => Promise<void>,
  ): Promise<EventsRead> {
    try {
      return await this.#read(event, this.#source.canSeek() ? 0 : nBefore, onBefore);
    } catch (error) {
      await this.close();
      throw (await this.#stamp.whatHappened()) ?? error;
    }
  }

  async close(): Promise<void> {
    const reading = this.#reading;
    this.#reading = undefined;
    await reading?.batches.return?.();
  }

  async #read(
    event: number,
    nBefore: number,
    onBefore: (events: EventsRead) => Promise<void>,
  ): Promise<EventsRead> {
    const from = Math.max(0, event - nBefore);
    const reading = await this.#readingFor(event, from);
    for (;;) {
      const result = await reading.batches.next();
      if (result.done === true) throw this.#isGone();
      const batch = this.select(result.value);
      const first = reading.next;
      reading.next += batch.nEvents;
      if (event < reading.next) return { first, batch };
      if (from < reading.next && nBefore > 0) await onBefore({ first, batch });
      else result.value.release?.();
    }
  }

  /** The reading under way where it leads to the event, else one from the nearest place. */
  async #readingFor(event: number, from: number): Promise<Reading> {
    const place = this.#placeOf(from);
    const under = this.#reading;
    if (under !== undefined && under.next <= event) {
      const isOnTheWay = this.#source.canSeek()
        ? under.next >= (place?.first ?? 0)
        : under.next >= from - under.next;
      if (isOnTheWay) return under;
    }
    await this.close();
    const changed = await this.#stamp.whatHappened();
    if (changed !== undefined) throw changed;
    if (place === undefined) throw this.#isGone();
    const batches = this.#source.batches(place.place)[Symbol.asyncIterator]();
    this.#reading = { next: place.first, batches };
    return this.#reading;
  }

  /** The last place at or before an event. */
  #placeOf(event: number): { first: number; place: BatchPlace } | undefined {
    let low = 0;
    let high = this.#places.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#places[middle].first <= event) low = middle + 1;
      else high = middle;
    }
    return this.#places[low - 1];
  }

  #isGone(): PhotoelectronError {
    const { path } = this.#source;
    return new PhotoelectronError(
      'file-unreadable',
      `${path} is not as it was when it was opened: events that were there cannot be read any more; open it again.`,
      { path },
    );
  }
}
