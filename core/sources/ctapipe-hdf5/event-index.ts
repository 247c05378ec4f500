/** Finds array events by observation and event number. */
export class EventIndex {
  readonly #obsIds: Float64Array;
  readonly #eventIds: Float64Array;
  /** Positions in ascending order of (obs_id, event_id); absent when they are in that order anyway. */
  readonly #order: Uint32Array | undefined;

  /** @param obsIds, eventIds of every array event, in the order of the file */
  constructor(obsIds: Float64Array, eventIds: Float64Array) {
    this.#obsIds = obsIds;
    this.#eventIds = eventIds;
    let ascending = true;
    for (let i = 1; i < obsIds.length && ascending; i++) {
      ascending =
        obsIds[i - 1] < obsIds[i] ||
        (obsIds[i - 1] === obsIds[i] && eventIds[i - 1] <= eventIds[i]);
    }
    if (!ascending) {
      this.#order = Uint32Array.from(obsIds, (_, i) => i).sort(
        (a, b) => obsIds[a] - obsIds[b] || eventIds[a] - eventIds[b],
      );
    }
  }

  /** Position of an event, -1 when there is none. */
  find(obsId: number, eventId: number): number {
    let low = 0;
    let high = this.#obsIds.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const at = this.#order?.[middle] ?? middle;
      const before =
        this.#obsIds[at] < obsId || (this.#obsIds[at] === obsId && this.#eventIds[at] < eventId);
      if (before) low = middle + 1;
      else high = middle;
    }
    if (low === this.#obsIds.length) return -1;
    const at = this.#order?.[low] ?? low;
    return this.#obsIds[at] === obsId && this.#eventIds[at] === eventId ? at : -1;
  }
}
