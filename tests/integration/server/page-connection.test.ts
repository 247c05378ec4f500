import { readFileSync, realpathSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { requests } from '../../../core/contract/contract.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { openSession } from './raw-http.ts';
import { servedEngines } from './served-engine.ts';

/** What `engine-connection.js` of the served page gives. */
interface PageConnection {
  readonly request: (name: string, params: unknown) => Promise<unknown>;
  readonly subscribe: (name: string, params: unknown, listener: () => void) => void;
  readonly onClose: (listener: (reason: string) => void) => void;
}

const folder = realpathSync(temporaryFolder());
const start = servedEngines(folder);
const page = new URL('../../../resources/served/', import.meta.url);
let headers: Readonly<Record<string, string>> = {};

/** The page's own code, with the WebSocket of a browser that has the cookie. */
async function connect(url: string): Promise<PageConnection> {
  const file = new URL('engine-connection.js', page).href;
  const module = (await import(file)) as {
    readonly connectEngine: (url: string) => Promise<PageConnection>;
  };
  return module.connectEngine(url);
}

beforeEach(() => {
  vi.stubGlobal(
    'WebSocket',
    class extends WebSocket {
      constructor(url: string) {
        super(url, { headers });
        // In a browser, nothing is thrown when nobody listens to errors.
        this.on('error', () => undefined);
      }
    },
  );
});
afterEach(() => {
  vi.unstubAllGlobals();
});

describe('the served page', () => {
  it('speaks the contract', async () => {
    const served = await start({ roots: [folder] });
    const cookie = await openSession(served);
    headers = { Cookie: cookie, Origin: `http://127.0.0.1:${served.port}` };
    const engine = await connect(served.engineUrl);
    expect(await engine.request('engine.info', {})).toMatchObject({ readableFolders: [folder] });
    const changed = Promise.withResolvers<undefined>();
    engine.subscribe('catalogue.changed', {}, () => {
      changed.resolve(undefined);
    });
    const filter = { text: 'crab', night: '2020-11-23' };
    for (const [name, params] of [
      ['nights.list', { limit: 200 }],
      ['runs.list', { filter, descending: true, limit: 200 }],
      ['jobs.list', { parentId: null, limit: 200 }],
      ['files.list', { kind: 'unrecognised', limit: 200 }],
    ] as const) {
      expect(await engine.request(name, params)).toHaveProperty('total');
    }
    await engine.request('roots.add', { path: folder });
    await changed.promise;
    await expect(engine.request('runs.get', { id: 999 })).rejects.toThrow('999');
    const closed = new Promise((resolve) => {
      engine.onClose(resolve);
    });
    await served.close();
    expect(await closed).toBe('The engine has ended.');
  });

  it('asks for nothing that the contract does not have, and changes nothing', () => {
    const script = readFileSync(new URL('page.js', page), 'utf8');
    const asked = [...script.matchAll(/'([a-z]+\.(?:list|info|[a-z-]+))'/g)].map(
      ([, name]) => name,
    );
    const known = asked.filter((name) => name in requests);
    expect(known.sort()).toEqual([
      'engine.info',
      'files.list',
      'jobs.list',
      'nights.list',
      'roots.list',
      'runs.list',
    ]);
    expect(asked.filter((name) => !(name in requests)).sort()).toEqual([
      'catalogue.changed',
      'jobs.changed',
    ]);
  });

  it('says when there is no engine', async () => {
    const served = await start();
    await served.close();
    await expect(connect(served.engineUrl)).rejects.toThrow('The engine cannot be reached.');
  });
});
