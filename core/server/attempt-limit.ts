/** Counts failed attempts and closes for a while when there were too many of them. */
export class AttemptLimit {
  readonly #most: number;
  readonly #windowMs: number;
  readonly #now: () => number;
  #windowStart = -Infinity;
  #failures = 0;

  /**
   * @param most failures that are borne within one window of time
   * @param windowMs length of the window [ms]
   * @param now clock [ms], for tests
   */
  constructor(most: number, windowMs: number, now = () => performance.now()) {
    this.#most = most;
    this.#windowMs = windowMs;
    this.#now = now;
  }

  /** Whether a further attempt may be made now. */
  isOpen(): boolean {
    if (this.#now() - this.#windowStart >= this.#windowMs) this.#failures = 0;
    return this.#failures < this.#most;
  }

  /** Notes a failed attempt. */
  fail(): void {
    if (this.isOpen() && this.#failures === 0) this.#windowStart = this.#now();
    this.#failures++;
  }
}
