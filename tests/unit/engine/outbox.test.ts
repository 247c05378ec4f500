import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Carrier } from '../../../core/contract/carrier.ts';
import { Outbox } from '../../../core/engine/outbox.ts';
import { PhotoelectronError } from '../../../core/foundation/errors.ts';

const MIB = 1024 * 1024;

let unread: number;
let sent: unknown[];
let reasons: PhotoelectronError[];
let lost: unknown[];
let failures: PhotoelectronError[];
let outbox: Outbox;

beforeEach(() => {
  vi.useFakeTimers();
  unread = 0;
  sent = [];
  reasons = [];
  failures = [];
  const carrier: Carrier = {
    send: (message) => {
      const failure = failures.shift();
      if (failure !== undefined) throw failure;
      sent.push(message);
    },
    onMessage: () => () => undefined,
    onClose: () => () => undefined,
    bufferedBytes: () => unread,
    close: () => undefined,
  };
  lost = [];
  outbox = new Outbox(carrier, {
    onTooSlow: (reason) => {
      reasons.push(reason);
      outbox.send(closing);
      outbox.close();
    },
    onUnsendable: (error) => lost.push(error),
  });
});

afterEach(() => {
  vi.useRealTimers();
});

const event = (payload: unknown) => ({ kind: 'event', id: 1, payload }) as const;
const progress = (state: unknown, id = 7) => ({ kind: 'progress', id, progress: state }) as const;
const error = { code: 'connection-closed', message: '', remedy: '', place: {} } as const;
const closing = { kind: 'closing', error } as const;
const result = { kind: 'result', id: 7, result: 'done' } as const;

test('sends the first state of a work at once, and then the newest a few times a second', () => {
  for (let state = 0; state < 10; state++) outbox.sendProgress(7, state);
  expect(sent).toEqual([progress(0)]);
  vi.advanceTimersByTime(100);
  expect(sent).toEqual([progress(0), progress(9)]);
  vi.advanceTimersByTime(1000);
  expect(sent).toHaveLength(2);
});

test('keeps the newest state of each work', () => {
  outbox.sendProgress(7, 'a');
  outbox.sendProgress(8, 'b');
  outbox.sendProgress(7, 'c');
  vi.advanceTimersByTime(100);
  expect(sent).toEqual([progress('a'), progress('b', 8), progress('c')]);
});

test('sends the last state before the result, and none after it', () => {
  outbox.sendProgress(7, 1);
  outbox.sendProgress(7, 2);
  outbox.sendLast(7, result);
  vi.advanceTimersByTime(1000);
  expect(sent).toEqual([progress(1), progress(2), result]);
});

test('drops states and lets events wait, in order, for a slow client', () => {
  unread = 2 * MIB;
  outbox.sendProgress(7, 1);
  outbox.sendEvent(event('a'));
  outbox.sendEvent(event('b'));
  vi.advanceTimersByTime(1000);
  expect(sent).toEqual([]);
  outbox.sendLast(7, result);
  expect(sent).toEqual([result]);
  unread = 0;
  outbox.sendEvent(event('c'));
  vi.advanceTimersByTime(100);
  expect(sent).toEqual([result, event('a'), event('b'), event('c')]);
  expect(reasons).toEqual([]);
});

test('gives up a client for which too many events wait', () => {
  unread = 2 * MIB;
  for (let i = 0; i < 1001; i++) outbox.sendEvent(event(i));
  expect(reasons).toMatchObject([{ code: 'connection-closed' }]);
  unread = 0;
  vi.advanceTimersByTime(1000);
  expect(sent).toEqual([closing]);
});

test('gives up a client that leaves too many bytes unread', () => {
  unread = 65 * MIB;
  outbox.send(result);
  outbox.send(result);
  expect(sent).toEqual([result, closing]);
  expect(reasons).toHaveLength(1);
  expect(reasons[0].message).toContain('does not read');
});

test('sends nothing after it was closed', () => {
  outbox.sendProgress(7, 1);
  outbox.sendProgress(7, 2);
  outbox.close();
  outbox.sendEvent(event('a'));
  outbox.send(result);
  outbox.sendProgress(7, 3);
  vi.advanceTimersByTime(1000);
  expect(sent).toEqual([progress(1)]);
});

const tooLarge = new PhotoelectronError('message-too-large', 'A message is too large.');

test('tells an error in the place of an answer that cannot travel', () => {
  failures = [tooLarge];
  outbox.sendLast(7, result);
  expect(sent).toMatchObject([{ kind: 'error', id: 7, error: { code: 'message-too-large' } }]);
  expect(lost).toEqual([]);
});

test('loses events and states that cannot travel, and says so', () => {
  failures = [tooLarge, tooLarge];
  outbox.sendEvent(event('a'));
  outbox.sendProgress(7, 1);
  outbox.sendEvent(event('b'));
  expect(sent).toEqual([event('b')]);
  expect(lost).toEqual([tooLarge, tooLarge]);
});

test('takes no notice of a carrier that has ended', () => {
  failures = [new PhotoelectronError('connection-closed', 'The connection has ended.')];
  outbox.sendEvent(event('a'));
  expect([sent, lost]).toEqual([[], []]);
});
