/** Pauses before the engine is started again [ms]; how many there are is how often it is tried. */
const PAUSES_MS = [100, 500, 2000, 5000];

/** Time after which an end counts no more [ms]. */
const MEMORY_MS = 120_000;

/** Decides whether an engine that has ended is started again. */
export class RestartPolicy {
  #ends: number[] = [];

  /**
   * Notes an end.
   *
   * @param now clock of any origin [ms]
   * @returns pause before the next start [ms]; undefined when it ended too often to go on
   */
  ended(now: number): number | undefined {
    this.#ends = this.#ends.filter((time) => now - time < MEMORY_MS);
    this.#ends.push(now);
    return PAUSES_MS[this.#ends.length - 1];
  }

  /** Begins anew, because the user asked for it. */
  forget(): void {
    this.#ends = [];
  }
}
