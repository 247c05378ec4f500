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

  /** The range with an event. */
  find(event: number): EventRange<T> | undefined {
    const at = this.#ranges.findIndex(
      ({ first, nEvents }) => first <= event && event < first + nEvents,
    );
    if (at < 0) return undefined;
    const [range] = this.#ranges.splice(at, 1);
    this.#ranges.push(range);
    return range;
  }

  /** Whether a range would fit without another one going. */
  hasRoom(bytes: number): boolean {
    return this.#bytes + bytes <= this.#maxBytes;
  }

  add(range: EventRange<T>): void {
    this.#ranges.push(range);
    this.#bytes += range.bytes;
    while (this.#bytes > this.#maxBytes && this.#ranges.length > 1) {
      this.#bytes -= this.#ranges.shift()!.bytes;
    }
  }
}
