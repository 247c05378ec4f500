import { PhotoelectronError } from '../../foundation/errors.ts';

/** Work of which only the newest counts, as that of a slider: what is under way ends when more comes. */
export class NewestWins {
  #running = new AbortController();

  /**
   * Does something in place of what is still under way.
   *
   * @param signal ends it as well
   * @throws PhotoelectronError `cancelled` when newer work has come meanwhile; what the action throws
   */
  async run<T>(signal: AbortSignal, action: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const own = new AbortController();
    this.#running.abort();
    this.#running = own;
    try {
      return await action(AbortSignal.any([signal, own.signal]));
    } finally {
      if (own.signal.aborted) throwSuperseded();
    }
  }
}

function throwSuperseded(): never {
  throw new PhotoelectronError('cancelled', 'A newer request has taken the place of this one.');
}
