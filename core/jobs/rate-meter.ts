import type { JobProgress } from '../contract/records/job.ts';

/** Work that took less than this tells nothing of its rate [s]. */
const SHORTEST_S = 0.5;

/**
 * Makes of how much is done how fast it goes and how long it will take: an exponential mean over the
 * last `memoryS` seconds, over all of the time as long as that is less.
 */
export class RateMeter {
  readonly #memoryS: number;
  readonly #now: () => number;
  #start: { readonly time: number; readonly done: number } | undefined;
  #last = { time: 0, done: 0 };
  #rate: number | null = null;

  /**
   * @param memoryS time after which what was is nearly forgotten [s]
   * @param now clock [s], for tests
   */
  constructor(memoryS: number, now = () => performance.now() / 1000) {
    this.#memoryS = memoryS;
    this.#now = now;
  }

  /** The progress of work of which so much is done now. */
  update(done: number, total: number | null, unit: string): JobProgress {
    const time = this.#now();
    // Something else is counted from now on. Less than one is a part of work that was just completed.
    if (done <= this.#last.done - 1) {
      this.#start = undefined;
      this.#rate = null;
    }
    this.#start ??= this.#last = { time, done };
    const elapsed = time - this.#start.time;
    const step = time - this.#last.time;
    if (step > 0 && elapsed >= SHORTEST_S) {
      const current = (done - this.#last.done) / step;
      const weight = -Math.expm1(-step / Math.min(this.#memoryS, elapsed));
      this.#rate =
        this.#rate === null
          ? (done - this.#start.done) / elapsed
          : this.#rate + weight * (current - this.#rate);
      this.#last = { time, done };
    }
    const rate = this.#rate;
    const known = total !== null && rate !== null && rate > 0;
    return {
      done,
      total,
      unit,
      rate,
      remainingS: known ? Math.max(0, total - done) / rate : null,
    };
  }
}
