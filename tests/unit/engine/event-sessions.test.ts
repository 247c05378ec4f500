import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { loadConfiguration } from '../../../core/config/load-configuration.ts';
import { EventSession } from '../../../core/engine/event-sessions/event-session.ts';
import { EventThreads } from '../../../core/engine/event-sessions/event-threads.ts';
import { EventSessions } from '../../../core/engine/event-sessions/event-sessions.ts';
import { sampleFile } from '../../simtel-sample.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

const folder = temporaryFolder();
const configuration = await loadConfiguration('default');
const start = { path: sampleFile, configuration, allEvents: false };
const never = new AbortController().signal;

const all = new EventSessions(new EventThreads(), { perConnection: 2, all: 3 });
afterAll(() => all.close());

describe('files that are open', () => {
  it('belong to the connection that opened them, and end with it', async () => {
    const [one, two] = [new AbortController(), new AbortController()];
    const { id, opened } = await all.open(one.signal, start, never);
    expect(opened).toMatchObject({ path: sampleFile, isSimulation: true });
    const session = all.get(one.signal, id);
    expect(await session.ask('index', null)).toMatchObject({ warnings: [] });
    expect(() => all.get(two.signal, id)).toThrow(
      expect.objectContaining({ code: 'record-not-found' }),
    );
    one.abort();
    await expect(session.ask('index', null)).rejects.toMatchObject({ code: 'cancelled' });
    await expect(all.open(one.signal, start, never)).rejects.toThrow();
  });

  it('are so many at most, of one connection and of all', async () => {
    const connections = [new AbortController(), new AbortController()];
    const [one, two] = connections.map(({ signal }) => signal);
    const tooMany = { code: 'state-conflict' };
    const { id } = await all.open(one, start, never);
    await all.open(one, start, never);
    await expect(all.open(one, start, never)).rejects.toMatchObject(tooMany);
    await all.open(two, start, never);
    await expect(all.open(two, start, never)).rejects.toMatchObject(tooMany);
    await all.release(one, id);
    await expect(all.release(one, id)).rejects.toMatchObject({ code: 'record-not-found' });
    await all.open(two, start, never);
    for (const connection of connections) connection.abort();
  });

  it('count no longer when they could not be opened, or nobody waits for them', async () => {
    const connection = new AbortController();
    const missing = { ...start, path: path.join(folder, 'nothing.simtel') };
    for (let i = 0; i < 3; i++) {
      await expect(all.open(connection.signal, missing, never)).rejects.toMatchObject({
        code: 'file-not-found',
        place: { path: missing.path },
      });
    }
    const patience = new AbortController();
    const opening = all.open(connection.signal, start, patience.signal);
    patience.abort();
    await expect(opening).rejects.toMatchObject({ code: 'cancelled' });
    await Promise.all([1, 2].map(() => all.open(connection.signal, start, never)));
    connection.abort();
  });
});

describe('the thread of a file', () => {
  /** A thread whose program is this. */
  function session(program: string): EventSession {
    const file = path.join(folder, `worker-${String(Math.random()).slice(2)}.mjs`);
    writeFileSync(file, `import { parentPort } from 'node:worker_threads';\n${program}\n`);
    return new EventSession(sampleFile, new EventThreads(pathToFileURL(file)).take());
  }

  it('that comes to a sudden end says so to those who wait and to those who come later', async () => {
    const ended = session("parentPort.on('message', () => { throw new Error('out of luck'); });");
    const crashed = {
      code: 'worker-crashed',
      place: { path: sampleFile },
      message: expect.stringContaining('out of luck') as unknown,
    };
    const asked = [ended.ask('index', null), ended.ask('index', null)];
    for (const each of await Promise.allSettled(asked)) {
      expect(each).toMatchObject({ status: 'rejected', reason: crashed });
    }
    await expect(ended.ask('index', null)).rejects.toMatchObject(crashed);
    await ended.close();
  });

  it('that never answers can be left', async () => {
    const silent = session("parentPort.on('message', () => undefined);");
    const patience = new AbortController();
    const asked = silent.ask('index', null, patience.signal);
    patience.abort();
    await expect(asked).rejects.toMatchObject({ code: 'cancelled' });
    const other = silent.ask('index', null);
    const closing = silent.close();
    await expect(other).rejects.toMatchObject({ code: 'cancelled' });
    await closing;
  });

  it('tells how far the file was looked through', async () => {
    const told = session(
      "parentPort.on('message', ({ id }) => { parentPort.postMessage({ indexed: { nEvents: id } }); parentPort.postMessage({ id, answer: 'done' }); });",
    );
    const heard: unknown[] = [];
    const end = told.onIndexed((index) => heard.push(index));
    await told.ask('index', null);
    end();
    await told.ask('index', null);
    expect(heard).toEqual([{ nEvents: 1 }]);
    await told.close();
  });

  it('has an error of the program reach the log, and nobody else', async () => {
    const failing = session(
      "parentPort.on('message', ({ id }) => { parentPort.postMessage({ id, failure: { code: 'internal', message: 'x', place: {}, stack: 'deep inside' } }); });",
    );
    const error: unknown = await failing.ask('index', null).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toHaveProperty('code');
    expect(String(error)).toContain('deep inside');
    await failing.close();
  });
});
