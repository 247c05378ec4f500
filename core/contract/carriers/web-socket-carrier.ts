import { PhotoelectronError } from '../../foundation/errors.ts';
import type { Carrier } from '../carrier.ts';
import { decodeFrame, encodeFrame } from '../frame.ts';
import { MAX_MESSAGE_BYTES } from '../message-limits.ts';
import { closedError } from './closed-error.ts';
import { Mailbox } from './mailbox.ts';

/** What a WebSocket needs to have: the browser's, Node's, and those of the package `ws` have it. */
export interface SocketLike {
  binaryType: string;
  readonly readyState: number;
  readonly bufferedAmount: number;
  send(data: Uint8Array<ArrayBuffer>): void;
  close(code?: number, reason?: string): void;
  /** Ends it at once; sockets of a browser do not have it. */
  terminate?(): void;
  addEventListener(type: 'open' | 'error', listener: () => void): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(
    type: 'close',
    listener: (event: { readonly code: number; readonly reason: string }) => void,
  ): void;
}

/** Bounds of a WebSocket carrier. */
export interface WebSocketCarrierOptions {
  /** Largest message either way [bytes]. */
  readonly maxMessageBytes?: number;
  /** How long the other side has for its part of closing before the socket is ended [ms]. */
  readonly closeTimeoutMs?: number;
}

const CONNECTING = 0;
const OPEN = 1;

/** Reasons of a close frame have at most 123 bytes. */
const MAX_REASON_BYTES = 123;

/** Codes of our own begin with 4000: pages may not use those of the protocol (1003, 1007, 1009). */
const closeCodes = { normal: 1000, unsupported: 4003, invalid: 4007, tooLarge: 4009 } as const;

/**
 * A carrier over a WebSocket, on either side of it. Each message is one binary frame; a text frame, a
 * frame that is no message and one that is too large end the connection. What is sent before the
 * socket is open waits for that.
 */
export function webSocketCarrier(
  socket: SocketLike,
  options: WebSocketCarrierOptions = {},
): Carrier {
  const { maxMessageBytes = MAX_MESSAGE_BYTES, closeTimeoutMs = 5000 } = options;
  const mailbox = new Mailbox();
  let waiting: Uint8Array<ArrayBuffer>[] = [];
  let ending: ReturnType<typeof setTimeout> | undefined;
  socket.binaryType = 'arraybuffer';

  const close = (code: number, reason: string | undefined) => {
    if (mailbox.isClosed) return;
    waiting = [];
    socket.close(code, shortened(reason ?? ''));
    // A side that neither reads nor answers would hold the memory of what was sent to it.
    ending = setTimeout(() => socket.terminate?.(), closeTimeoutMs);
    mailbox.close(reason);
  };

  socket.addEventListener('open', () => {
    for (const frame of waiting) socket.send(frame);
    waiting = [];
  });
  socket.addEventListener('message', ({ data }) => {
    if (mailbox.isClosed) return;
    if (!(data instanceof ArrayBuffer)) {
      close(closeCodes.unsupported, 'Messages are binary frames.');
      return;
    }
    let message: unknown;
    try {
      message = decodeFrame(new Uint8Array(data), maxMessageBytes);
    } catch (error) {
      const known = error instanceof PhotoelectronError ? error : undefined;
      const isTooLarge = known?.code === 'message-too-large';
      close(isTooLarge ? closeCodes.tooLarge : closeCodes.invalid, known?.message);
      return;
    }
    mailbox.deliver(message);
  });
  // An error is followed by the end, which is what counts; without a listener `ws` would throw it.
  socket.addEventListener('error', () => undefined);
  socket.addEventListener('close', ({ code, reason }) => {
    clearTimeout(ending);
    mailbox.close(reason === '' ? closeReason(code) : reason);
  });

  return {
    send: (message) => {
      if (mailbox.isClosed) throw closedError();
      const frame = encodeFrame(message, maxMessageBytes);
      if (socket.readyState === CONNECTING) waiting.push(frame);
      else if (socket.readyState === OPEN) socket.send(frame);
      else throw closedError();
    },
    onMessage: (listener) => mailbox.onMessage(listener),
    onClose: (listener) => mailbox.onClose(listener),
    bufferedBytes: () => socket.bufferedAmount,
    close: (reason) => {
      close(closeCodes.normal, reason);
    },
  };
}

/** What the close code of a connection means, where no reason was given. */
function closeReason(code: number): string | undefined {
  if (code === 1009) return 'a message was too large';
  if (code === 1006) return 'it was cut, or could not be made';
  return undefined;
}

function shortened(reason: string): string {
  const bytes = new TextEncoder().encode(reason);
  if (bytes.length <= MAX_REASON_BYTES) return reason;
  // A character that was cut in two is left out.
  return new TextDecoder().decode(bytes.subarray(0, MAX_REASON_BYTES)).replace(/\uFFFD+$/, '');
}
