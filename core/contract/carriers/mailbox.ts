/** Listeners of a carrier; keeps what arrives before anyone listens, and whether the carrier has ended. */
export class Mailbox {
  readonly #messageListeners = new Set<(message: unknown) => void>();
  readonly #closeListeners = new Set<(reason?: string) => void>();
  #early: unknown[] = [];
  #isClosed = false;
  #reason: string | undefined;

  get isClosed(): boolean {
    return this.#isClosed;
  }

  onMessage(listener: (message: unknown) => void): () => void {
    this.#messageListeners.add(listener);
    const early = this.#early;
    this.#early = [];
    for (const message of early) listener(message);
    return () => this.#messageListeners.delete(listener);
  }

  onClose(listener: (reason?: string) => void): () => void {
    if (this.#isClosed) {
      listener(this.#reason);
      return () => undefined;
    }
    this.#closeListeners.add(listener);
    return () => this.#closeListeners.delete(listener);
  }

  deliver(message: unknown): void {
    if (this.#isClosed) return;
    if (this.#messageListeners.size === 0) this.#early.push(message);
    for (const listener of [...this.#messageListeners]) listener(message);
  }

  /** Tells the listeners, the first time. */
  close(reason?: string): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#reason = reason;
    const listeners = [...this.#closeListeners];
    this.#closeListeners.clear();
    for (const listener of listeners) listener(reason);
  }
}
