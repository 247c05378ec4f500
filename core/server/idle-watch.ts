/** Calls back once when nobody has been there for a while and no work is going on. */
export class IdleWatch {
  readonly #idleMs: number;
  readonly #isBusy: () => Promise<boolean>;
  readonly #onIdle: () => void;
  #present = 0;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  /**
   * @param idleMs time without clients [ms]; Infinity never ends
   * @param isBusy whether work is going on that nobody watches
   */
  constructor(idleMs: number, isBusy: () => Promise<boolean>, onIdle: () => void) {
    this.#idleMs = idleMs;
    this.#isBusy = isBusy;
    this.#onIdle = onIdle;
    this.#wait();
  }

  /** Notes that a client has come; returns what notes that it has left. */
  enter(): () => void {
    this.#present++;
    clearTimeout(this.#timer);
    let isThere = true;
    return () => {
      if (!isThere) return;
      isThere = false;
      this.#present--;
      this.#wait();
    };
  }

  /** Ends the watch without calling back. */
  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  #wait(): void {
    clearTimeout(this.#timer);
    if (this.#stopped || this.#present > 0 || this.#idleMs === Infinity) return;
    this.#timer = setTimeout(() => {
      void this.#look();
    }, this.#idleMs);
  }

  async #look(): Promise<void> {
    // An engine that cannot tell is not ended behind its back.
    const isBusy = await this.#isBusy().catch(() => true);
    if (this.#stopped || this.#present > 0) return;
    if (isBusy) {
      this.#wait();
    } else {
      this.#stopped = true;
      this.#onIdle();
    }
  }
}
