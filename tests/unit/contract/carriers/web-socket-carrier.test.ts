import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  type SocketLike,
  webSocketCarrier,
} from '../../../../core/contract/carriers/web-socket-carrier.ts';
import { decodeFrame, encodeFrame } from '../../../../core/contract/frame.ts';
import { MessageLog } from '../../../message-log.ts';

type Listener = (event: { data: unknown; code: number; reason: string }) => void;

/** A socket whose other side is the test. */
class FakeSocket implements SocketLike {
  binaryType = 'blob';
  readyState = 0;
  bufferedAmount = 0;
  readonly sent: unknown[] = [];
  readonly closed: [number | undefined, string | undefined][] = [];
  terminated = 0;
  readonly #listeners: [string, Listener][] = [];

  send(data: Uint8Array<ArrayBuffer>): void {
    this.sent.push(decodeFrame(data));
  }

  close(code?: number, reason?: string): void {
    this.closed.push([code, reason]);
  }

  terminate(): void {
    this.terminated += 1;
  }

  addEventListener(type: string, listener: Listener): void {
    this.#listeners.push([type, listener]);
  }

  emit(type: string, event: Partial<{ data: unknown; code: number; reason: string }> = {}): void {
    for (const [name, listener] of this.#listeners) {
      if (name === type) listener({ data: undefined, code: 1000, reason: '', ...event });
    }
  }

  open(): this {
    this.readyState = 1;
    this.emit('open');
    return this;
  }
}

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

describe('a carrier over a WebSocket', () => {
  test('keeps what is sent until the socket is open', () => {
    const socket = new FakeSocket();
    const carrier = webSocketCarrier(socket);
    carrier.send({ first: 1 });
    carrier.send({ second: 2 });
    expect(socket.sent).toEqual([]);
    socket.open();
    carrier.send({ third: 3 });
    expect(socket.sent).toEqual([{ first: 1 }, { second: 2 }, { third: 3 }]);
    expect(socket.binaryType).toBe('arraybuffer');
  });

  test('keeps what arrives until somebody listens', () => {
    const socket = new FakeSocket().open();
    const carrier = webSocketCarrier(socket);
    socket.emit('message', { data: encodeFrame({ early: true }).buffer });
    const log = new MessageLog(carrier);
    expect(log.messages).toEqual([{ early: true }]);
  });

  test.each([
    ['text', '{"kind":"hello"}', 4003, 'Messages are binary frames.'],
    ['a blob', new Blob(['x']), 4003, 'Messages are binary frames.'],
    [
      'nothing',
      new ArrayBuffer(0),
      4007,
      'A frame is no message of the contract: it is too short.',
    ],
    [
      'too much',
      new ArrayBuffer(1001),
      4009,
      'A message of 1001 bytes is larger than 1000; ask for less at once.',
    ],
  ])('ends with a reason when %s arrives', async (_, data, code, reason) => {
    const socket = new FakeSocket().open();
    const carrier = webSocketCarrier(socket, { maxMessageBytes: 1000 });
    const log = new MessageLog(carrier);
    socket.emit('message', { data });
    socket.emit('message', { data: encodeFrame({ late: true }).buffer });
    expect(socket.closed).toEqual([[code, reason]]);
    expect(await log.ended).toBe(reason);
    expect(log.messages).toEqual([]);
    expect(() => {
      carrier.send({});
    }).toThrow('The connection to the engine has ended.');
  });

  test('refuses to send more than the bound, and stays', () => {
    const socket = new FakeSocket().open();
    const carrier = webSocketCarrier(socket, { maxMessageBytes: 1000 });
    const tooLarge: unknown = expect.objectContaining({ code: 'message-too-large' });
    expect(() => {
      carrier.send({ text: '€'.repeat(400) });
    }).toThrow(tooLarge);
    carrier.send({ text: 'short' });
    expect(socket.sent).toEqual([{ text: 'short' }]);
  });

  test('tells the reason of the other side, or what its code means', async () => {
    const ends = [
      { code: 1000, reason: 'The engine ends.' },
      { code: 1009, reason: '' },
      { code: 1006, reason: '' },
      { code: 1000, reason: '' },
    ];
    const reasons = ends.map((end) => {
      const socket = new FakeSocket().open();
      const log = new MessageLog(webSocketCarrier(socket));
      socket.emit('close', end);
      return log.ended;
    });
    expect(await Promise.all(reasons)).toEqual([
      'The engine ends.',
      'a message was too large',
      'it was cut, or could not be made',
      undefined,
    ]);
  });

  test('cuts a reason to what a close frame can hold, between characters', () => {
    const socket = new FakeSocket().open();
    webSocketCarrier(socket).close('é'.repeat(100));
    expect(socket.closed).toEqual([[1000, 'é'.repeat(61)]]);
  });

  test('ends a socket whose other side does not take part in closing', () => {
    const [silent, polite] = [new FakeSocket().open(), new FakeSocket().open()];
    for (const socket of [silent, polite]) webSocketCarrier(socket, { closeTimeoutMs: 50 }).close();
    polite.emit('close');
    vi.advanceTimersByTime(50);
    expect([silent.terminated, polite.terminated]).toEqual([1, 0]);
  });

  test('closes once only', () => {
    const socket = new FakeSocket().open();
    const carrier = webSocketCarrier(socket);
    carrier.close('first');
    carrier.close('second');
    socket.emit('close');
    expect(socket.closed).toEqual([[1000, 'first']]);
  });

  test('tells how much waits', () => {
    const socket = new FakeSocket().open();
    const carrier = webSocketCarrier(socket);
    socket.bufferedAmount = 123;
    expect(carrier.bufferedBytes()).toBe(123);
  });
});
