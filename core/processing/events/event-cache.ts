/** Array events that stand side by side in a file, with what was made of them. */
export interface EventRange<T> {
  /** Place of the first in the file. */
  readonly first: number;
  readonly nEvents: number;
  readonly content: T;
  /** Memory of the content [bytes]. */
  readonly bytes: number;
}

/**
 * Ranges of events in memory, up to a limit: those that were not used for the longest time go first.
 * The newest one stays even when it is larger than the limit.
 */
export class EventCache<T> {
  readonly #maxBytes: number;
  /** The last used one at the end. */
  readonly #ranges: EventRange<T>[] = [];
  #bytes = 0;

  /** @param maxBytes memory of all ranges together [bytes] */
  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Whether an event is in memory; does not count as use. */
  has(event: number): boolean {
    return this.#placeOf(event) >= 0;
  }

  /** The range with an event. */
  find(event: number): EventRange<T> | undefined {
    const at = this.#placeOf(event);
    if (at < 0) return undefined;
    const [range] = this.#ranges.splice(at, 1);
    this.#ranges.push(range);
    return range;
  }

  /** How many events have room, as those that are here now. */
  usualEvents(): number {
    const nEvents = this.#ranges.reduce((sum, range) => sum + range.nEvents, 0);
    return this.#bytes === 0 ? 0 : Math.floor((this.#maxBytes * nEvents) / this.#bytes);
  }

  /** Whether a range would fit without another one going. */
  hasRoom(bytes: number): boolean {
    return this.#bytes + bytes <= this.#maxBytes;
  }

  #placeOf(event: number): number {
    return this.#ranges.findIndex(
      ({ first, nEvents }) => first <= event && event < first + nEvents,
    );
  }

  add(range: EventRange<T>): void {
    this.#ranges.push(range);
    this.#bytes += range.bytes;
    while (this.#bytes > this.#maxBytes && this.#ranges.length > 1) {
      this.#bytes -= this.#ranges.shift()!.bytes;
    }
  }
}
