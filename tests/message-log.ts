import type { Carrier } from '../core/contract/carrier.ts';

/** Everything that comes from a carrier, for tests that speak the contract by hand. */
export class MessageLog {
  readonly messages: unknown[] = [];
  /** Resolves with the reason when the carrier has ended. */
  readonly ended: Promise<string | undefined>;
  #waiting: (() => void)[] = [];

  constructor(carrier: Carrier) {
    carrier.onMessage((message) => {
      this.messages.push(message);
      for (const wake of this.#waiting.splice(0)) wake();
    });
    this.ended = new Promise((resolve) => {
      carrier.onClose(resolve);
    });
  }

  /** The first message that has these properties, once it has come. */
  async find(properties: Readonly<Record<string, unknown>>): Promise<unknown> {
    for (;;) {
      const found = this.messages.find((message) =>
        Object.entries(properties).every(
          ([key, value]) => (message as Record<string, unknown>)[key] === value,
        ),
      );
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve);
      });
    }
  }
}
