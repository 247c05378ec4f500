// Messages of a client that means harm, to an engine's connection: each request is answered once, or the
// client is told why it is thrown out; nothing else happens.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { events, requests } from '../../core/contract/contract.ts';
import { inProcessCarriers } from '../../core/contract/carriers/in-process-carrier.ts';
import type { EventSources, Handlers } from '../../core/engine/handler.ts';
import { serveConnection } from '../../core/engine/serve-connection.ts';
import { PhotoelectronError } from '../../core/foundation/errors.ts';
import { MessageLog } from '../message-log.ts';

interface Reply {
  readonly kind: string;
  readonly id?: number;
  readonly error?: { readonly code: string; readonly message: string };
}

const id = fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 21, max: 10_000 }));
const name = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...Object.keys(requests), ...Object.keys(events)) },
  { weight: 1, arbitrary: fc.constantFrom('__proto__', 'constructor', 'toString', '') },
  { weight: 1, arbitrary: fc.string() },
);
const params = fc.oneof(
  { weight: 3, arbitrary: fc.constant({}) },
  { weight: 2, arbitrary: fc.record({ id: fc.integer({ min: 1, max: 9 }) }) },
  { weight: 2, arbitrary: fc.jsonValue() },
  { weight: 1, arbitrary: fc.constant({ path: '/' }) },
);
const message = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record({ kind: fc.constantFrom('request', 'subscribe'), id, name, params }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('cancel', 'unsubscribe'), id }) },
);
const hello = { kind: 'hello', contractVersion: 1 };
const nonsense = fc.oneof(
  fc.jsonValue(),
  fc.constant(hello),
  fc.record({ kind: fc.constantFrom('request', 'cancel', 'result'), id: fc.jsonValue() }),
);

/** Handlers that answer all requests alike: some well, some not, some with what nobody foresaw. */
function answering(): { handlers: Handlers; eventSources: EventSources; running: Set<number> } {
  const running = new Set<number>();
  let started = 0;
  const answers = [
    () => Promise.resolve({}),
    () => Promise.resolve({ total: 0, rows: [] }),
    () => Promise.reject(new PhotoelectronError('record-not-found', 'There is no such thing.')),
    () => Promise.reject(new TypeError('secret')),
    () => {
      throw new RangeError('secret');
    },
  ];
  const handlers = Object.keys(requests).map((key, i) => [key, answers[i % answers.length]]);
  const eventSources = Object.keys(events).map((key) => [
    key,
    (_params: unknown, emit: (payload: unknown) => void) => {
      const subscription = ++started;
      running.add(subscription);
      emit({ areas: ['runs'] });
      return () => running.delete(subscription);
    },
  ]);
  return {
    handlers: Object.fromEntries(handlers) as Handlers,
    eventSources: Object.fromEntries(eventSources) as EventSources,
    running,
  };
}

/** Sends messages, and gives back what came until the engine had dealt with all of them. */
async function talk(messages: readonly unknown[]): Promise<{ replies: Reply[]; left: number }> {
  const [near, far] = inProcessCarriers();
  const { running, ...service } = answering();
  serveConnection(far, { ...service, onInternalError: () => undefined });
  const log = new MessageLog(near);
  const last = 1_000_000;
  const closed = new AbortController();
  near.onClose(() => {
    closed.abort();
  });
  for (const each of [...messages, { kind: 'request', id: last, name: 'no.such', params: {} }]) {
    if (!closed.signal.aborted) near.send(each);
    // One after the other, as from a socket: answers may come between.
    await Promise.resolve();
  }
  await Promise.race([log.find({ id: last }), log.ended]);
  near.close();
  await log.ended;
  await new Promise(setImmediate);
  return { replies: log.messages as Reply[], left: running.size };
}

const finals = (replies: readonly Reply[]) =>
  replies.filter(({ kind }) => kind === 'result' || kind === 'error');

test('requests and subscriptions of any kind are answered or the client is thrown out', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(message, { maxLength: 30 }), async (messages) => {
      const { replies, left } = await talk([hello, ...messages]);
      expect(left).toBe(0);
      expect(JSON.stringify(replies)).not.toContain('secret');
      if (replies.some(({ kind }) => kind === 'closing')) {
        expect(replies.at(-1)?.error?.message).toMatch(/a second time\.$/);
        return;
      }
      const asked = messages
        .filter(({ kind }) => kind === 'request')
        .map((each) => 'id' in each && each.id);
      for (const number of new Set(asked)) {
        const answers = finals(replies).filter((reply) => reply.id === number);
        expect(answers.length).toBeGreaterThanOrEqual(
          asked.filter((each) => each === number).length,
        );
      }
    }),
    { numRuns: 1500 },
  );
});

test('whoever sends nonsense is told so and thrown out', async () => {
  const sequence = fc.tuple(fc.array(message, { maxLength: 3 }), nonsense);
  await fc.assert(
    fc.asyncProperty(sequence, async ([messages, wrong]) => {
      const { replies, left } = await talk([hello, ...messages, wrong]);
      expect(left).toBe(0);
      const closing = replies.filter(({ kind }) => kind === 'closing');
      expect(closing).toHaveLength(1);
      expect(closing[0].error?.code).toBe('message-invalid');
      expect(replies.at(-1)).toBe(closing[0]);
    }),
    { numRuns: 1500 },
  );
});
