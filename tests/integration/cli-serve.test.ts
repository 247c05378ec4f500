import type { ChildProcess } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { webSocketCarrier } from '../../core/contract/carriers/web-socket-carrier.ts';
import { EngineClient } from '../../core/contract/engine-client.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { type PeResult, runPe } from './run-pe.ts';
import { openSession, request } from './server/raw-http.ts';

const folder = realpathSync(temporaryFolder());
const root = path.join(folder, 'root');
const output = path.join(folder, 'output');
mkdirSync(root);
mkdirSync(output);
const home = path.join(folder, 'home');
const environment = { PHOTOELECTRON_HOME: home };

/** Starts `pe serve` and waits for its first line. */
async function serve(args: readonly string[]): Promise<{
  readonly line: string;
  readonly child: ChildProcess;
  readonly ended: Promise<PeResult>;
}> {
  const started = Promise.withResolvers<{ line: string; child: ChildProcess }>();
  const ended = runPe(
    ['serve', ...args],
    (child) => {
      child.stdout?.once('data', (chunk: Buffer) => {
        started.resolve({ line: chunk.toString().trimEnd(), child });
      });
    },
    environment,
  );
  // A server that ends before it has said anything.
  ended.then(({ err }) => {
    started.reject(new Error(err));
  }, started.reject);
  return { ...(await started.promise), ended };
}

/** What `--json` tells. */
interface Facts {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  readonly engineUrl: string;
  readonly keyFile: string;
  readonly readableFolders: readonly string[];
  readonly writableFolders: readonly string[];
}

describe('pe serve', () => {
  it('prints one address, serves its page there and ends on Ctrl-C', async () => {
    const { line, child, ended } = await serve(['--root', root, '-o', output]);
    expect(line).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{43}$/);
    const port = Number(new URL(line).port);
    const cookie = await openSession({ url: line, port });
    const page = await request(port, { headers: [['Cookie', cookie]] });
    expect(page.body).toContain('<title>Photoelectron</title>');
    const files = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, file]) => file);
    for (const kind of ['svg', 'css', 'js']) {
      expect(files.filter((file) => file.endsWith(`.${kind}`))).not.toEqual([]);
    }
    for (const file of files) {
      const { status } = await request(port, {
        target: file.replace(/^\./, ''),
        headers: [['Cookie', cookie]],
      });
      expect([file, status]).toEqual([file, 200]);
    }
    child.kill('SIGINT');
    const { code, out, err } = await ended;
    expect([code, out.trimEnd()]).toEqual([0, line]);
    expect(err).toContain(`reads  ${root}\n         ${output}\n  writes ${output}\n`);
    expect(err).toContain('ends   after 30 min without use, or on Ctrl-C');
    expect(err.trimEnd().split('\n').at(-1)).toBe('Ended.');
  });

  it('tells programs where to connect, and ends when one asks for it', async () => {
    const { line, child, ended } = await serve(['--json', '--root', root, '--keep', '--quiet']);
    const facts = JSON.parse(line) as Facts;
    expect(facts).toEqual({
      url: expect.stringContaining(`http://127.0.0.1:${facts.port}/?token=`) as string,
      port: facts.port,
      pid: child.pid,
      engineUrl: `ws://127.0.0.1:${facts.port}/engine`,
      keyFile: path.join(home, 'served', `${facts.port}.json`),
      readableFolders: [root],
      writableFolders: [],
    });
    const key = JSON.parse(readFileSync(facts.keyFile, 'utf8')) as { bearer: string };
    expect(key).toEqual({
      pid: child.pid,
      port: facts.port,
      engineUrl: facts.engineUrl,
      bearer: expect.stringMatching(/^[\w-]{43}$/) as string,
    });
    expect(line).not.toContain(key.bearer);
    if (process.platform !== 'win32') {
      expect(statSync(facts.keyFile).mode & 0o777).toBe(0o600);
      expect(statSync(path.dirname(facts.keyFile)).mode & 0o777).toBe(0o700);
    }
    const headers = { Authorization: `Bearer ${key.bearer}` };
    const client = new EngineClient(webSocketCarrier(new WebSocket(facts.engineUrl, { headers })));
    await client.request('engine.stop', {});
    expect(await ended).toMatchObject({ code: 0, err: '' });
    expect(existsSync(facts.keyFile)).toBe(false);
  });

  it('tells a new address while it runs', async () => {
    const { line, child, ended } = await serve(['--json']);
    const { port, pid } = JSON.parse(line) as Facts;
    // What a server leaves that was killed, and a file that is none of ours.
    const left = { pid: 1, port: 1, engineUrl: '', bearer: 'A'.repeat(43) };
    writeFileSync(path.join(home, 'served', '1.json'), JSON.stringify(left));
    writeFileSync(path.join(home, 'served', 'notes.txt'), 'notes');
    const asked = ['serve', '--address', '--port', String(port), '--json'];
    const again = await runPe(asked, undefined, environment);
    const [found, ...others] = JSON.parse(again.out) as Pick<Facts, 'url' | 'port' | 'pid'>[];
    expect([found.port, found.pid, others]).toEqual([port, pid, []]);
    const cookie = await openSession({ url: found.url, port });
    expect(cookie).toContain(`photoelectron-${port}=`);
    child.kill('SIGTERM');
    expect((await ended).code).toBe(0);
    expect(await runPe(['serve', '--address'], undefined, environment)).toEqual({
      code: 3,
      out: '',
      err: `pe: Nothing is served with the files in ${home}; start it with "pe serve".\n`,
    });
  });

  it('does not ignore what a new address has nothing to do with', async () => {
    const { code, err } = await runPe(['serve', '--address', '--root', home]);
    expect(code).toBe(2);
    expect(err).toContain('--address starts nothing, so that --root cannot be given');
  });

  it('ends on a signal to terminate', async () => {
    const { child, ended } = await serve(['--json']);
    child.kill('SIGTERM');
    expect((await ended).code).toBe(0);
  });

  it('says in one sentence that a port is taken', async () => {
    const other = net.createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as net.AddressInfo;
    const result = await runPe(['serve', '--port', String(port)], undefined, environment);
    other.close();
    expect(result).toEqual({
      code: 2,
      out: '',
      err: `pe: Port ${port} is taken by another program; choose another with --port, or leave it out to get a free one.\n`,
    });
  });

  it('refuses folders that are not there, and its own as output', async () => {
    const missing = path.join(folder, 'missing');
    for (const option of ['--root', '--output']) {
      const { code, err } = await runPe(['serve', option, missing], undefined, environment);
      expect([code, err]).toEqual([
        3,
        `pe: The folder ${missing} cannot be found; name one that is there.\n`,
      ]);
    }
    const own = await runPe(['serve', '--output', folder], undefined, environment);
    expect([own.code, own.err]).toEqual([
      2,
      `pe: ${folder} cannot be an output folder: the program keeps its own files in ${home}.\n`,
    ]);
  });
});
