import type { Carrier } from '../carrier.ts';
import { plainMessage } from '../plain-message.ts';
import { closedError } from './closed-error.ts';
import { Mailbox } from './mailbox.ts';

/** Port of a web page or of Node: events come to listeners. */
interface EventTargetPort {
  postMessage(message: unknown): void;
  start(): void;
  close(): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(type: 'close' | 'messageerror', listener: () => void): void;
}

/** Port of Electron outside of pages (MessagePortMain): an event emitter. */
interface EmitterPort {
  postMessage(message: unknown): void;
  start(): void;
  close(): void;
  on(type: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
  on(type: 'close', listener: () => void): unknown;
}

/** The common part of all kinds of message ports. */
export type PortLike = EventTargetPort | EmitterPort;

/**
 * A carrier over a MessagePort of a page, of Node's threads or of Electron. Arrays are cloned and never
 * transferred: the sender may still need them, and Electron cannot transfer buffers.
 */
export function messagePortCarrier(port: PortLike): Carrier {
  const mailbox = new Mailbox();
  const end = (reason?: string) => {
    if (mailbox.isClosed) return;
    port.close();
    mailbox.close(reason);
  };
  const onMessage = ({ data }: { readonly data: unknown }) => {
    let message: unknown;
    try {
      // Ports carry more than messages have, such as circles and maps.
      message = plainMessage(data);
    } catch (error) {
      end(error instanceof Error ? error.message : undefined);
      return;
    }
    mailbox.deliver(message);
  };
  const onClose = () => {
    mailbox.close();
  };
  // Ports of Node are both; what they emit is the bare message, what they dispatch an event as in a page.
  if ('addEventListener' in port) {
    port.addEventListener('message', onMessage);
    port.addEventListener('close', onClose);
    port.addEventListener('messageerror', () => {
      end('a message could not be read');
    });
  } else {
    port.on('message', onMessage);
    port.on('close', onClose);
  }
  port.start();
  return {
    send: (message) => {
      if (mailbox.isClosed) throw closedError();
      port.postMessage(plainMessage(message));
    },
    onMessage: (listener) => mailbox.onMessage(listener),
    onClose: (listener) => mailbox.onClose(listener),
    bufferedBytes: () => 0,
    close: end,
  };
}
