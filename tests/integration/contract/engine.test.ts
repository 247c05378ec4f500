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
});
