/**
 * Does one thing after the other, of what was asked meanwhile only the newest: nothing is queued.
 */
export class NewestWins<T> {
  readonly #run: (wish: T) => Promise<void>;
  readonly #merge: (waiting: T | undefined, next: T) => T;
  #waiting: T | undefined;
  #isBusy = false;

  /**
   * @param run must not throw
   * @param merge makes one wish of one that waits and the next. Default: the next
   */
  constructor(
    run: (wish: T) => Promise<void>,
    merge: (waiting: T | undefined, next: T) => T = (_, next) => next,
  ) {
    this.#run = run;
    this.#merge = merge;
  }

  /** Whether something is being done. */
  get isBusy(): boolean {
    return this.#isBusy;
  }

  /** Does it now, or as soon as what is being done has ended. */
  ask(wish: T): void {
    this.#waiting = this.#merge(this.#waiting, wish);
    if (!this.#isBusy) void this.#work();
  }

  /** Does it again, unless something newer waits. */
  askAgain(wish: T): void {
    this.#waiting ??= wish;
    if (!this.#isBusy) void this.#work();
  }

  /** Forgets what waits. */
  clear(): void {
    this.#waiting = undefined;
  }

  async #work(): Promise<void> {
    this.#isBusy = true;
    try {
      while (this.#waiting !== undefined) {
        const wish = this.#waiting;
        this.#waiting = undefined;
        await this.#run(wish);
      }
    } finally {
      this.#isBusy = false;
    }
  }
}
