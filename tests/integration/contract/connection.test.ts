// One client and one connection with handlers of this test, over every carrier.
import { afterEach, describe, expect, test } from 'vitest';
import { EngineClient } from '../../../core/contract/engine-client.ts';
import type { RequestResult } from '../../../core/contract/contract.ts';
import type { JobRecord } from '../../../core/contract/records/job.ts';
import type { EventSources, Handlers } from '../../../core/engine/handler.ts';
import { type ConnectionLimits, serveConnection } from '../../../core/engine/serve-connection.ts';
import { PhotoelectronError } from '../../../core/foundation/errors.ts';
import { type CarrierPair, carrierPair, pairKinds } from '../../carrier-pairs.ts';
import { jobAt } from '../../job-record.ts';
import { MessageLog } from '../../message-log.ts';

const info: RequestResult<'engine.info'> = {
  name: 'test',
  version: '1',
  contractVersion: 1,
  home: '/home',
  readableFolders: null,
  writableFolders: null,
  cores: 1,
};

const image: RequestResult<'events.image'> = {
  obsId: 1,
  eventId: 2,
  telId: 3,
  telescopeType: 'LST_LST_LSTCam',
  isSimulation: true,
  time: '2024-01-01T00:00:00.000000000',
  pixX: new Float64Array([1, NaN, -Infinity, 5e-324]),
  pixY: new Float64Array([0.1, 0.2, 0.3, 0.4]).subarray(1, 3),
  image: new Float32Array([1.5, NaN]),
  peakTime: new Float32Array(0),
  mask: new Uint8Array([1, 0, 255]),
  parameters: { hillas_length: 0.25, hillas_width: null },
};

const released: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const release of released.splice(0)) await release();
});

const unexpected = (name: string) => () => {
  throw new Error(`${name} was not to be asked`);
};

describe.each(pairKinds)('a connection (%s)', (kind) => {
  const internalErrors: unknown[] = [];

  async function serve(
    handlers: Partial<Handlers>,
    sources: Partial<EventSources> = {},
    limits?: ConnectionLimits,
  ): Promise<CarrierPair> {
    const pair = await carrierPair(kind);
    released.push(pair.release);
    internalErrors.length = 0;
    const service = {
      handlers: handlers as Handlers,
      eventSources: sources as EventSources,
      onInternalError: (_name: string, error: unknown) => internalErrors.push(error),
    };
    serveConnection(pair.far, service, limits);
    return pair;
  }

  async function client(
    handlers: Partial<Handlers>,
    sources: Partial<EventSources> = {},
    limits?: ConnectionLimits,
  ): Promise<EngineClient> {
    return new EngineClient((await serve(handlers, sources, limits)).near);
  }

  const infoOnly: Partial<Handlers> = { 'engine.info': () => Promise.resolve(info) };

  test('answers, several requests at once and each with its own answer', async () => {
    const engine = await client({
      'folders.list': ({ path }) => Promise.resolve({ path, parent: null, entries: [] }),
    });
    const paths = Array.from({ length: 50 }, (_, i) => `/folder/${i}`);
    const answers = await Promise.all(
      paths.map((path) => engine.request('folders.list', { path })),
    );
    expect(answers.map(({ path }) => path)).toEqual(paths);
  });

  test('brings typed arrays as typed arrays with the same bytes, shared with nobody', async () => {
    const engine = await client({ 'events.image': () => Promise.resolve(image) });
    const answer = await engine.request('events.image', { path: 'x', eventId: 2, telId: 3 });
    expect(answer).toStrictEqual({ ...image });
    expect(answer.pixY.buffer.byteLength).toBe(2 * 8);
    answer.mask[0] = 7;
    expect(image.mask[0]).toBe(1);
    const again = await engine.request('events.image', { path: 'x', eventId: 2, telId: 3 });
    expect(again.mask[0]).toBe(1);
  });

  test('fills in the defaults of parameters', async () => {
    const asked: unknown[] = [];
    const engine = await client({
      'jobs.list': (params) => {
        asked.push(params);
        return Promise.resolve({ total: 0, rows: [] });
      },
    });
    await engine.request('jobs.list', { limit: 7 });
    expect(asked).toStrictEqual([{ offset: 0, limit: 7 }]);
  });

  test('refuses wrong parameters on both sides with key, closest key and remedy', async () => {
    const params = { pth: '/data' };
    const refusal = {
      code: 'argument-invalid',
      message: 'folders.list: pth is not a known key; did you mean "path"?',
      remedy: 'Correct the named value.',
      place: { item: 'pth' },
    };
    const { near } = await serve({ 'folders.list': unexpected('folders.list') });
    const engine = new EngineClient(near);
    await expect(engine.request('folders.list', params as never)).rejects.toMatchObject(refusal);
    const byHand = await serve({ 'folders.list': unexpected('folders.list') });
    const log = new MessageLog(byHand.near);
    byHand.near.send({ kind: 'hello', contractVersion: 1 });
    byHand.near.send({ kind: 'request', id: 5, name: 'folders.list', params });
    expect(await log.find({ id: 5 })).toEqual({ kind: 'error', id: 5, error: refusal });
  });

  test('tells the closest name where there is no request or event stream of a name', async () => {
    const { near } = await serve({});
    const log = new MessageLog(near);
    near.send({ kind: 'hello', contractVersion: 1 });
    near.send({ kind: 'request', id: 1, name: 'run.list', params: {} });
    near.send({ kind: 'subscribe', id: 2, name: 'job.changed', params: {} });
    near.send({ kind: 'request', id: 3, name: '__proto__', params: {} });
    expect(await log.find({ id: 1 })).toMatchObject({
      error: {
        code: 'message-invalid',
        message: 'There is no request "run.list"; did you mean "runs.list"?',
      },
    });
    expect(await log.find({ id: 2 })).toMatchObject({
      error: { message: 'There is no event stream "job.changed"; did you mean "jobs.changed"?' },
    });
    expect(await log.find({ id: 3 })).toMatchObject({ error: { code: 'message-invalid' } });
  });

  test('tells errors of the program with code, sentence, remedy and place', async () => {
    const engine = await client({
      'events.image': () =>
        Promise.reject(
          new PhotoelectronError('event-not-found', 'x has no event 2; look at the list.', {
            path: 'x',
            eventId: 2,
            telId: 3,
          }),
        ),
    });
    await expect(
      engine.request('events.image', { path: 'x', eventId: 2, telId: 3 }),
    ).rejects.toMatchObject({
      name: 'PhotoelectronError',
      code: 'event-not-found',
      message: 'x has no event 2; look at the list.',
      remedy: 'Choose an event that the file has.',
      place: { path: 'x', eventId: 2, telId: 3 },
    });
  });

  test('tells nothing of what an unforeseen error says, and notes it', async () => {
    const secret = new TypeError('secret of /home/somebody');
    const engine = await client({ 'engine.info': () => Promise.reject(secret) });
    const error: unknown = await engine.request('engine.info', {}).catch((e: unknown) => e);
    expect(error).toMatchObject({
      code: 'internal',
      message: 'The engine met an error of its own in engine.info.',
      place: {},
    });
    expect(internalErrors).toEqual([secret]);
  });

  test('takes a result that the contract does not have for an error of the engine', async () => {
    const wrong = { ...info, cores: 'two' } as unknown as typeof info;
    const engine = await client({ 'engine.info': () => Promise.resolve(wrong) });
    await expect(engine.request('engine.info', {})).rejects.toMatchObject({ code: 'internal' });
    expect(internalErrors).toHaveLength(1);
  });

  test('cancels: the caller hears of it at once, the handler by its signal', async () => {
    const begun = Promise.withResolvers<AbortSignal>();
    const engine = await client({
      ...infoOnly,
      'jobs.wait': (_params, { signal }) => {
        begun.resolve(signal);
        return new Promise<JobRecord>(() => undefined);
      },
    });
    const abort = new AbortController();
    const answer = engine.request('jobs.wait', { id: 1 }, { signal: abort.signal });
    const signal = await begun.promise;
    expect(signal.aborted).toBe(false);
    abort.abort();
    await expect(answer).rejects.toMatchObject({ code: 'cancelled' });
    await engine.request('engine.info', {});
    expect(signal.aborted).toBe(true);
  });

  test('does not ask when the signal was raised before', async () => {
    const engine = await client({ 'engine.info': unexpected('engine.info') });
    const signal = AbortSignal.abort();
    await expect(engine.request('engine.info', {}, { signal })).rejects.toMatchObject({
      code: 'cancelled',
    });
  });

  test('tells progress in order, not all of much, and always the last before the answer', async () => {
    const engine = await client({
      'jobs.wait': (_params, { onProgress }) => {
        for (let done = 1; done <= 1000; done++) onProgress(jobAt(done));
        return Promise.resolve(jobAt(1000));
      },
    });
    const seen: number[] = [];
    await engine.request(
      'jobs.wait',
      { id: 1 },
      { onProgress: ({ progress }) => seen.push(progress?.done ?? NaN) },
    );
    expect(seen).toEqual([1, 1000]);
  });

  test('tells events until the subscription ends', async () => {
    const ended = Promise.withResolvers<string>();
    let emit: (areas: 'runs' | 'files') => void = unexpected('emit');
    const engine = await client(infoOnly, {
      'catalogue.changed': (_params, tell) => {
        emit = (area) => {
          tell({ areas: [area] });
        };
        return () => {
          ended.resolve('ended');
        };
      },
    });
    const heard: unknown[] = [];
    const unsubscribe = engine.subscribe('catalogue.changed', {}, ({ areas }) => {
      heard.push(...areas);
    });
    await engine.request('engine.info', {});
    emit('runs');
    emit('files');
    await engine.request('engine.info', {});
    expect(heard).toEqual(['runs', 'files']);
    unsubscribe();
    expect(await ended.promise).toBe('ended');
    emit('runs');
    await engine.request('engine.info', {});
    expect(heard).toEqual(['runs', 'files']);
  });

  test('tells a subscriber why its subscription is refused', async () => {
    const engine = await client(
      {},
      {
        'jobs.logged': () => {
          throw new PhotoelectronError('record-not-found', 'There is no job 9.');
        },
      },
    );
    const refusal = Promise.withResolvers<PhotoelectronError>();
    engine.subscribe('jobs.logged', { id: 9 }, unexpected('an event'), refusal.resolve);
    expect(await refusal.promise).toMatchObject({
      code: 'record-not-found',
      message: 'There is no job 9.',
    });
  });

  test('releases everything when the client goes', async () => {
    const begun = Promise.withResolvers<AbortSignal>();
    const ended = Promise.withResolvers<string>();
    const engine = await client(
      {
        'jobs.wait': (_params, { signal }) => {
          begun.resolve(signal);
          return new Promise<JobRecord>(() => undefined);
        },
      },
      {
        'catalogue.changed': () => () => {
          ended.resolve('ended');
        },
      },
    );
    const lost: PhotoelectronError[] = [];
    engine.subscribe('catalogue.changed', {}, unexpected('an event'), (error) => lost.push(error));
    const answer = engine.request('jobs.wait', { id: 1 });
    const signal = await begun.promise;
    const aborted = new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => {
        resolve();
      });
    });
    engine.close();
    await expect(answer).rejects.toMatchObject({ code: 'connection-closed' });
    expect(lost).toMatchObject([{ code: 'connection-closed' }]);
    await aborted;
    expect(await ended.promise).toBe('ended');
    await expect(engine.request('engine.info', {})).rejects.toMatchObject({
      code: 'connection-closed',
    });
  });

  test('tells whoever waits why the engine has ended the connection', async () => {
    const pair = await carrierPair(kind);
    released.push(pair.release);
    const begun = Promise.withResolvers<undefined>();
    const handlers: Partial<Handlers> = {
      'jobs.wait': () => {
        begun.resolve(undefined);
        return new Promise<JobRecord>(() => undefined);
      },
    };
    const end = serveConnection(pair.far, {
      handlers: handlers as Handlers,
      eventSources: {} as EventSources,
      onInternalError: unexpected('an internal error'),
    });
    const engine = new EngineClient(pair.near);
    const closed = new Promise<PhotoelectronError>((resolve) => {
      engine.onClose(resolve);
    });
    const answer = engine.request('jobs.wait', { id: 1 });
    await begun.promise;
    end(new PhotoelectronError('connection-closed', 'The engine goes home.'));
    const reason = { code: 'connection-closed', message: 'The engine goes home.' };
    await expect(answer).rejects.toMatchObject(reason);
    expect(await closed).toMatchObject(reason);
  });

  const hello = { kind: 'hello', contractVersion: 1 };
  const request = { kind: 'request', id: 1, name: 'jobs.wait', params: { id: 1 } };

  test.each([
    ['of another version', [{ ...hello, contractVersion: 99 }], /version 99 .* version 1/],
    ['that does not tell its version', [request], /did not say first/],
    ['that tells its version twice', [hello, hello], /second time/],
    ['that sends something else', [hello, { kind: 'shutdown' }], /does not have/],
    ['that sends what the contract does not have', [{ ...hello, more: 1 }], /does not have/],
    ['that sends a list', [[]], /does not have/],
    ['that gives a number twice', [hello, request, request], /number 1 a second time/],
    ['with a number that is none', [hello, { ...request, id: 1.5 }], /does not have/],
  ])('tells a client %s so and ends', async (_, messages, sentence) => {
    const { near } = await serve({ 'jobs.wait': () => new Promise<JobRecord>(() => undefined) });
    const log = new MessageLog(near);
    for (const message of messages) near.send(message);
    expect(await log.find({ kind: 'closing' })).toMatchObject({
      error: { code: 'message-invalid', message: expect.stringMatching(sentence) as unknown },
    });
    await log.ended;
  });

  test('refuses more requests and subscriptions at once than are allowed', async () => {
    const engine = await client(
      { 'jobs.wait': () => new Promise<JobRecord>(() => undefined) },
      { 'catalogue.changed': () => () => undefined },
      { requests: 2, subscriptions: 1 },
    );
    const abort = new AbortController();
    const wait = () => engine.request('jobs.wait', { id: 1 }, { signal: abort.signal });
    const [first, second, third] = [wait(), wait(), wait()];
    await expect(third).rejects.toMatchObject({
      code: 'state-conflict',
      message: 'A client may have 2 requests at once; wait for the end of some.',
    });
    const refused = Promise.withResolvers<PhotoelectronError>();
    engine.subscribe('catalogue.changed', {}, unexpected('an event'));
    engine.subscribe('catalogue.changed', {}, unexpected('an event'), refused.resolve);
    expect(await refused.promise).toMatchObject({ code: 'state-conflict' });
    abort.abort();
    await expect(first).rejects.toMatchObject({ code: 'cancelled' });
    await expect(second).rejects.toMatchObject({ code: 'cancelled' });
  });

  test('tells handlers which requests are of one client, and when it has gone', async () => {
    const connections: AbortSignal[] = [];
    const handlers: Partial<Handlers> = {
      'engine.info': (_, { connection }) => {
        connections.push(connection);
        return Promise.resolve(info);
      },
    };
    const [engine, other] = [await client(handlers), await client(handlers)];
    for (const each of [engine, engine, other]) await each.request('engine.info', {});
    expect(connections[1]).toBe(connections[0]);
    expect(connections[2]).not.toBe(connections[0]);
    expect(connections.map(({ aborted }) => aborted)).toEqual([false, false, false]);
    const gone = new Promise((resolve) => {
      connections[0].addEventListener('abort', resolve);
    });
    engine.close();
    await gone;
    expect(connections[2].aborted).toBe(false);
  });

  test('gives the place of a cancelled request to the next, once its handler has ended', async () => {
    let asked = 0;
    const { near } = await serve(
      {
        'jobs.wait': async (_params, { signal }) => {
          asked += 1;
          if (asked > 1) return jobAt(1);
          await new Promise((resolve) => {
            signal.addEventListener('abort', resolve);
          });
          throw new Error('ended by the signal');
        },
      },
      {},
      { requests: 1, subscriptions: 0 },
    );
    const log = new MessageLog(near);
    near.send(hello);
    near.send(request);
    near.send({ kind: 'cancel', id: 1 });
    expect(await log.find({ id: 1 })).toMatchObject({ error: { code: 'cancelled' } });
    near.send({ ...request, id: 2 });
    expect(await log.find({ id: 2 })).toEqual({ kind: 'result', id: 2, result: jobAt(1) });
    expect(internalErrors).toEqual([]);
  });

  test('refuses to send a message that is too large, and goes on', async () => {
    const { near } = await serve(infoOnly);
    const engine = new EngineClient(near);
    const tooLarge: unknown = expect.objectContaining({ code: 'message-too-large' });
    const params = { path: 'x'.repeat(17 * 2 ** 20) };
    expect(() => {
      near.send({ kind: 'request', id: 1, name: 'folders.list', params });
    }).toThrow(tooLarge);
    expect(await engine.request('engine.info', {})).toEqual(info);
  });

  test('tells that an answer is too large to be sent, and goes on', async () => {
    const large = { ...image, pixX: new Float64Array(3 * 1024 * 1024) };
    const engine = await client({
      ...infoOnly,
      'events.image': () => Promise.resolve(large),
    });
    await expect(
      engine.request('events.image', { path: 'x', eventId: 2, telId: 3 }),
    ).rejects.toMatchObject({ code: 'message-too-large', remedy: 'Ask for less at once.' });
    expect(await engine.request('engine.info', {})).toEqual(info);
  });
});
