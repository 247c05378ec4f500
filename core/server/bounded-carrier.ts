import type { Carrier } from '../contract/carrier.ts';
import { closedError } from '../contract/carriers/closed-error.ts';

const SLOW = 'The client does not read its messages.';

/**
 * A carrier that gives a client up as soon as too much waits for it: one that does not read must not
 * fill the memory of the engine.
 *
 * @param maxBufferedBytes what may wait before another message is sent [bytes]
 */
export function boundedCarrier(carrier: Carrier, maxBufferedBytes: number): Carrier {
  return {
    ...carrier,
    send: (message) => {
      if (carrier.bufferedBytes() > maxBufferedBytes) {
        carrier.close(SLOW);
        throw closedError(SLOW);
      }
      carrier.send(message);
    },
  };
}
