// The whole engine with a home, a catalogue and real files, over every carrier: in this thread, in a
// thread of its own over a port, and served over a socket.
import { copyFileSync, mkdirSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RequestName, requests } from '../../../core/contract/contract.ts';
import { EngineClient } from '../../../core/contract/engine-client.ts';
import { remedies } from '../../../core/contract/remedies.ts';
import { carrierKinds } from '../../carrier-pairs.ts';
import { MessageLog } from '../../message-log.ts';
import { type EnginePlaces, type RunningEngine, startEngine } from '../../running-engine.ts';
import { sampleFile } from '../../simtel-sample.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { requestCases, type World } from './request-cases.ts';

const names = Object.keys(requests) as RequestName[];

test('every request has a case', () => {
  expect(Object.keys(requestCases).sort()).toEqual([...names].sort());
});

describe.each(carrierKinds)('the engine (%s)', (kind) => {
  let engine: RunningEngine;
  let world: World;
  const others: RunningEngine[] = [];
  let folder: string;

  function places(name: string): EnginePlaces {
    const made = {
      home: path.join(folder, name, 'home'),
      root: path.join(folder, name, 'data'),
      output: path.join(folder, name, 'products'),
    };
    for (const place of [made.root, made.output]) mkdirSync(place, { recursive: true });
    return made;
  }

  const connect = async () => new EngineClient(await engine.connect());

  beforeAll(async () => {
    folder = await realpath(temporaryFolder());
    const { home, root, output } = places('main');
    const input = path.join(root, 'gamma.simtel.zst');
    copyFileSync(sampleFile, input);
    engine = await startEngine(kind, { home, root, output });
    const client = await connect();
    const { id: rootId } = await client.request('roots.add', { path: root });
    const work = async (
      request: Parameters<typeof client.request<'jobs.submit'>>[1]['request'],
    ) => {
      const { id } = await client.request('jobs.submit', { request });
      const job = await client.request('jobs.wait', { id });
      expect(job).toMatchObject({ status: 'completed', error: null });
      return id;
    };
    await work({ kind: 'scan', rootId });
    const { rows } = await client.request('runs.list', {});
    const product = path.join(output, 'gamma.dl2.h5');
    const productJobId = await work({ kind: 'process-run', input, output: product });
    const startAnother = async () => {
      const another = await startEngine(kind, places(`other-${others.length}`));
      others.push(another);
      return { engine: another, client: new EngineClient(await another.connect()) };
    };
    world = {
      client,
      root,
      output,
      input,
      rootId,
      runId: rows[0].id,
      product,
      productJobId,
      startAnother,
    };
  });

  afterAll(async () => {
    for (const each of [engine, ...others]) await each.close();
  });

  test.each(names)('answers %s', async (name) => {
    await requestCases[name].valid(world);
  });

  const invalid = names.flatMap((name) =>
    requestCases[name].invalid.map(([params, key]) => ({ name, params, key })),
  );

  test('refuses parameters that the contract does not have, of every request', async () => {
    const carrier = await engine.connect();
    const log = new MessageLog(carrier);
    carrier.send({ kind: 'hello', contractVersion: 1 });
    for (const [index, { name, params, key }] of invalid.entries()) {
      carrier.send({ kind: 'request', id: index + 1, name, params });
      const reply = await log.find({ id: index + 1 });
      expect(reply, name).toMatchObject({
        kind: 'error',
        error: {
          code: 'argument-invalid',
          message: expect.stringMatching(new RegExp(`^${name}: .+[.?]$`)) as unknown,
          remedy: remedies['argument-invalid'],
          place: key === undefined ? {} : { item: key },
        },
      });
    }
    carrier.close();
  });

  const refusals = names.filter((name) => requestCases[name].refused !== undefined);

  test.each(refusals)('tells why %s cannot be answered', async (name) => {
    const { params, code } = requestCases[name].refused!(world);
    const error: unknown = await world.client
      .request(name, params as never)
      .catch((e: unknown) => e);
    expect(error).toMatchObject({ name: 'PhotoelectronError', code, remedy: remedies[code] });
    expect(String(error)).toMatch(/^PhotoelectronError: [^\n]{10,}[.?]$/);
  });

  test('tells every client of a change that one of them made', async () => {
    const [first, second] = [await connect(), await connect()];
    const heard = [first, second].map(
      (client) =>
        new Promise((resolve) => {
          client.subscribe('catalogue.changed', {}, resolve);
        }),
    );
    // The answer comes after the subscription was made.
    for (const client of [first, second]) await client.request('engine.info', {});
    const { runId: id } = world;
    await first.request('runs.set-flag', { id, flag: 'told', isSet: true });
    expect(await Promise.all(heard)).toEqual([{ areas: ['runs'] }, { areas: ['runs'] }]);
    await first.request('runs.set-flag', { id, flag: 'told', isSet: false });
    for (const client of [first, second]) client.close();
  });

  test('tells the states and the log of a job as they come', async () => {
    const client = await connect();
    const { input, output } = world;
    const states: string[] = [];
    const others: number[] = [];
    const job = await client.request('jobs.submit', {
      request: { kind: 'process-run', input, output: path.join(output, 'told.h5') },
    });
    client.subscribe('jobs.changed', { id: job.id }, (state) => {
      states.push(state.status);
      if (state.id !== job.id) others.push(state.id);
    });
    const sequences: number[] = [];
    client.subscribe('jobs.logged', { id: job.id }, ({ sequence }) => sequences.push(sequence));
    await client.request('jobs.wait', { id: job.id });
    const log = await client.request('jobs.log', { id: job.id });
    expect(states.at(-1)).toBe('completed');
    expect(others).toEqual([]);
    expect(sequences).toEqual(sequences.toSorted((a, b) => a - b));
    expect(log.map(({ sequence }) => sequence)).toEqual(expect.arrayContaining(sequences));
    client.close();
  });

  test('goes on with a job when the client that waits for it leaves', async () => {
    const client = await connect();
    const { input, output } = world;
    const { id } = await client.request('jobs.submit', {
      request: { kind: 'process-run', input, output: path.join(output, 'left.h5') },
    });
    const waiting = client.request('jobs.wait', { id });
    client.close();
    await expect(waiting).rejects.toMatchObject({ code: 'connection-closed' });
    expect(await world.client.request('jobs.wait', { id })).toMatchObject({ status: 'completed' });
  });

  test('goes on with a job when waiting for it is cancelled', async () => {
    const { client, input, output } = world;
    const { id } = await client.request('jobs.submit', {
      request: { kind: 'process-run', input, output: path.join(output, 'kept.h5') },
    });
    const abort = new AbortController();
    const waiting = client.request('jobs.wait', { id }, { signal: abort.signal });
    abort.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
    expect(await client.request('jobs.wait', { id })).toMatchObject({ status: 'completed' });
  });

  test('serves 24 clients at once, each with a mixture of requests, without an error', async () => {
    const clients = await Promise.all(Array.from({ length: 24 }, connect));
    const { input, root, runId, product } = world;
    let heard = 0;
    const work = async (client: EngineClient, index: number) => {
      const end = client.subscribe('catalogue.changed', {}, () => {
        heard += 1;
      });
      const image = { path: input, eventId: 100, telId: 1 + (index % 14) };
      const flag = `client ${index}`;
      const { rows } = await client.request('runs.list', { limit: 1 + index });
      const answers = await Promise.all([
        client.request('engine.info', {}),
        client.request('folders.list', { path: root }),
        client.request('files.list', {}),
        client.request('nights.list', {}),
        client.request('configurations.list', {}),
        client.request('configurations.save', { name: `of-client-${index}`, text: '{}' }),
        // One in four looks at pictures, which takes long.
        index % 4 === 0 ? client.request('events.image', image) : undefined,
        index % 4 === 1 ? client.request('provenance.chain', { path: product }) : undefined,
        client.request('jobs.list', { limit: 5 }),
        client.request('runs.add-note', { id: runId, text: flag }),
        client.request('runs.set-flag', { id: runId, flag, isSet: true }),
      ]);
      await client.request('runs.set-flag', { id: runId, flag, isSet: false });
      end();
      expect(rows).toMatchObject([{ id: runId }]);
      expect(answers[6]?.telId).toBe(index % 4 === 0 ? image.telId : undefined);
      expect(answers[9].text).toBe(flag);
      expect(answers[10].flags).toContain(flag);
    };
    await Promise.all(clients.map(work));
    const sheet = await world.client.request('runs.get', { id: runId });
    const texts = sheet.notes.map(({ text }) => text);
    expect(texts).toEqual(expect.arrayContaining(clients.map((_, index) => `client ${index}`)));
    expect(sheet.flags).toEqual([]);
    expect(heard).toBeGreaterThanOrEqual(24);
    for (const client of clients) client.close();
  });

  test('answers others after a client was thrown out', async () => {
    const carrier = await engine.connect();
    const log = new MessageLog(carrier);
    carrier.send({ kind: 'hello', contractVersion: 2 });
    expect(await log.find({ kind: 'closing' })).toMatchObject({
      error: { code: 'message-invalid', remedy: remedies['message-invalid'] },
    });
    await log.ended;
    expect(await world.client.request('engine.info', {})).toMatchObject({ contractVersion: 1 });
  });

  test('refuses an unknown request with the closest name', async () => {
    const carrier = await engine.connect();
    const log = new MessageLog(carrier);
    carrier.send({ kind: 'hello', contractVersion: 1 });
    carrier.send({ kind: 'request', id: 1, name: 'runs.lst', params: {} });
    expect(await log.find({ id: 1 })).toMatchObject({
      error: { message: 'There is no request "runs.lst"; did you mean "runs.list"?' },
    });
    carrier.close();
  });

  test('sends no message that is too large', async () => {
    const carrier = await engine.connect();
    const params = { path: '/'.repeat(17 * 2 ** 20) };
    const message = { kind: 'request', id: 1, name: 'folders.list', params };
    const tooLarge: unknown = expect.objectContaining({ code: 'message-too-large' });
    expect(() => {
      carrier.send(message);
    }).toThrow(tooLarge);
    const client = new EngineClient(carrier);
    expect(await client.request('engine.info', {})).toMatchObject({ contractVersion: 1 });
    client.close();
  });
});
