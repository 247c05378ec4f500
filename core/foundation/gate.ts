/** Lets so many do something at once; whoever comes later waits in order. */
export class Gate {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(width: number) {
    this.#free = width;
  }

  /**
   * Does something when there is room for it.
   *
   * @param signal whoever raises it while waiting leaves the queue
   * @throws what the action throws; the reason of the signal
   */
  async pass<T>(signal: AbortSignal, action: () => Promise<T>): Promise<T> {
    await this.#enter(signal);
    try {
      return await action();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#free += 1;
      else next();
    }
  }

  async #enter(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.#free > 0) {
      this.#free -= 1;
      return;
    }
    const { promise, resolve, reject } = Promise.withResolvers<undefined>();
    const go = () => {
      // Whoever is let in has no place in the queue to leave any more.
      signal.removeEventListener('abort', leave);
      resolve(undefined);
    };
    const leave = () => {
      this.#waiting.splice(this.#waiting.indexOf(go), 1);
      reject(signal.reason as Error);
    };
    this.#waiting.push(go);
    signal.addEventListener('abort', leave, { once: true });
    await promise;
  }
}
