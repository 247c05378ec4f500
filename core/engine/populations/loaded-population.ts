import type { CleanerDocument } from '../../config/parse-cleaner.ts';
import { PhotoelectronError } from '../../foundation/errors.ts';
import {
  type CleanedPopulation,
  cleanPopulation,
} from '../../processing/population/clean-population.ts';
import type { Population } from '../../processing/population/population.ts';
import { NewestWins } from './newest-wins.ts';

/** Results that are kept: those of A and B, with and without times. */
const MAX_KEPT = 4;

/** A population in the engine's hands, with what was last made of it. */
export class LoadedPopulation {
  readonly population: Population;
  readonly #cleanings = new NewestWins();
  readonly #released = new AbortController();
  /** The newest last. */
  readonly #kept = new Map<string, CleanedPopulation>();

  constructor(population: Population) {
    this.population = population;
  }

  /**
   * Works on the population; ends when it is released.
   *
   * @throws PhotoelectronError `cancelled` when it is released meanwhile; what the action throws
   */
  async use<T>(signal: AbortSignal, action: (signal: AbortSignal) => Promise<T>): Promise<T> {
    try {
      return await action(AbortSignal.any([signal, this.#released.signal]));
    } finally {
      if (this.#released.signal.aborted) throwReleased();
    }
  }

  /** As `use`, in place of what was begun in this way before and is still under way. */
  useNewest<T>(signal: AbortSignal, action: (signal: AbortSignal) => Promise<T>): Promise<T> {
    return this.use(signal, (own) => this.#cleanings.run(own, action));
  }

  /**
   * The images of a telescope type after a cleaning, worked out anew unless it was one of the last.
   *
   * @param times whether columns made of arrival times are needed
   * @throws PhotoelectronError what `cleanPopulation` throws
   */
  async cleaned(
    telescopeType: string,
    cleaner: CleanerDocument | undefined,
    times: boolean,
    signal: AbortSignal,
  ): Promise<CleanedPopulation> {
    const keyOf = (withTimes: boolean) => JSON.stringify([telescopeType, cleaner, withTimes]);
    const found = [keyOf(true), ...(times ? [] : [keyOf(false)])].find((key) =>
      this.#kept.has(key),
    );
    const key = found ?? keyOf(times);
    const cleaned =
      this.#kept.get(key) ??
      (await cleanPopulation(this.population, telescopeType, { cleaner, times, signal }));
    this.#kept.delete(key);
    this.#kept.set(key, cleaned);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > MAX_KEPT) this.#kept.delete(oldest);
    return cleaned;
  }

  /** Ends what is under way and gives up what belongs to the population. */
  async release(): Promise<void> {
    this.#released.abort();
    this.#kept.clear();
    await this.population.custom.threads.close();
  }
}

function throwReleased(): never {
  throw new PhotoelectronError('cancelled', 'The population has been released.');
}
