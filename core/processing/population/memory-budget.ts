/** Memory that may still be taken [bytes]. */
export class MemoryBudget {
  #left: number;

  constructor(bytes: number) {
    this.#left = bytes;
  }

  /**
   * Takes memory for as many things as fit, up to a number.
   *
   * @param bytesEach of one thing
   * @returns how many fit
   */
  take(bytesEach: number, wanted: number): number {
    const n = Math.min(wanted, Math.floor(this.#left / bytesEach));
    this.#left -= n * bytesEach;
    return n;
  }
}
