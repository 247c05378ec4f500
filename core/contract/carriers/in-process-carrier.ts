import type { Carrier } from '../carrier.ts';
import { copiedMessage } from '../plain-message.ts';
import { closedError } from './closed-error.ts';
import { Mailbox } from './mailbox.ts';

/** Two ends of a carrier within one thread. Messages are copied whole: no object is on both sides. */
export function inProcessCarriers(): [Carrier, Carrier] {
  const [left, right] = [new Mailbox(), new Mailbox()];
  return [carrier(left, right), carrier(right, left)];
}

function carrier(own: Mailbox, other: Mailbox): Carrier {
  return {
    send: (message) => {
      if (own.isClosed) throw closedError();
      const copied = copiedMessage(message);
      queueMicrotask(() => {
        other.deliver(copied);
      });
    },
    onMessage: (listener) => own.onMessage(listener),
    onClose: (listener) => own.onClose(listener),
    bufferedBytes: () => 0,
    close: (reason) => {
      own.close(reason);
      // Behind the messages that were sent before.
      queueMicrotask(() => {
        other.close(reason);
      });
    },
  };
}
