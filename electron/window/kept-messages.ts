/** Keeps what the page is to be told until it listens. */
export class KeptMessages {
  readonly #send: (channel: string, value: unknown) => void;
  readonly #waiting = new Map<string, unknown[]>();
  readonly #listening = new Set<string>();

  /** @param send passes a message on to the page */
  constructor(send: (channel: string, value: unknown) => void) {
    this.#send = send;
  }

  tell(channel: string, value: unknown): void {
    if (this.#listening.has(channel)) this.#send(channel, value);
    else this.#waiting.set(channel, [...(this.#waiting.get(channel) ?? []), value]);
  }

  /** The page listens on the channel now. */
  listening(channel: string): void {
    this.#listening.add(channel);
    const waiting = this.#waiting.get(channel) ?? [];
    this.#waiting.delete(channel);
    for (const value of waiting) this.#send(channel, value);
  }

  /** The page is loaded anew, so that nobody listens. */
  gone(): void {
    this.#listening.clear();
  }
}
