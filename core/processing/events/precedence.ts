/** Lets what a person waits for go before work in the background. */
export class Precedence {
  #nFirst = 0;
  #waiting: (() => void)[] = [];

  /** Does something for which work in the background waits. */
  async first<T>(action: () => Promise<T>): Promise<T> {
    this.#nFirst++;
    try {
      return await action();
    } finally {
      this.#nFirst--;
      if (this.#nFirst === 0) for (const go of this.#waiting.splice(0)) go();
    }
  }

  /** Resolves when nothing goes before. */
  async whenFree(): Promise<void> {
    while (this.#nFirst > 0) {
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve);
      });
    }
  }
}
