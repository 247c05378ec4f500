import { once } from 'node:events';
import net from 'node:net';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { startServer } from '../../../core/server/start-server.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { echoServers } from './echo-server.ts';
import { request, sendRaw } from './raw-http.ts';

const start = echoServers();

describe('the life of a server', () => {
  it('ends when nobody comes', async () => {
    const server = await start({ idleSeconds: 0.02 });
    expect(await server.stopped).toBe('idle');
    await expect(sendRaw(server.port, 'GET / HTTP/1.1\r\n\r\n')).rejects.toThrow('ECONNREFUSED');
  });

  it('ends after the last client has left', async () => {
    // There is work until the client is there.
    let hasCome = false;
    const isBusy = () => Promise.resolve(!hasCome);
    const server = await start({ idleSeconds: 0.02, isBusy });
    const client = new WebSocket(server.engineUrl, {
      headers: { Authorization: `Bearer ${server.bearer}` },
    });
    await once(client, 'open');
    hasCome = true;
    client.close();
    expect(await server.stopped).toBe('idle');
  });

  it('does not end while a job runs', async () => {
    const looks: boolean[] = [];
    const isBusy = () => {
      looks.push(looks.length < 3);
      return Promise.resolve(looks.at(-1) ?? false);
    };
    const server = await start({ idleSeconds: 0.01, isBusy });
    expect(await server.stopped).toBe('idle');
    expect(looks).toEqual([true, true, true, false]);
  });

  it('does not end when the engine cannot tell whether a job runs', async () => {
    let looks = 0;
    const isBusy = () => (++looks < 3 ? Promise.reject(new Error('no')) : Promise.resolve(false));
    const server = await start({ idleSeconds: 0.01, isBusy });
    expect(await server.stopped).toBe('idle');
    expect(looks).toBe(3);
  });

  it('ends with all its connections when it is told', async () => {
    const server = await start();
    const client = new WebSocket(server.engineUrl, {
      headers: { Authorization: `Bearer ${server.bearer}` },
    });
    await once(client, 'open');
    const closed = once(client, 'close') as Promise<[number, Buffer]>;
    const waiting = net.connect(server.port, '127.0.0.1');
    await once(waiting, 'connect');
    waiting.resume();
    await Promise.all([server.close(), server.close()]);
    const [code, reason] = await closed;
    expect([code, reason.toString()]).toEqual([1001, 'The engine has ended.']);
    if (!waiting.closed) await once(waiting, 'close');
    expect(await server.stopped).toBe('closed');
  });

  it('begins with a sentence when the port is taken', async () => {
    const { port } = await start();
    await expect(start({ port })).rejects.toMatchObject({
      code: 'argument-invalid',
      message: `Port ${port} is taken by another program; choose another with --port, or leave it out to get a free one.`,
    });
    expect((await request(port)).status).toBe(401);
  });

  it('does not begin without a page', async () => {
    const pageFolder = temporaryFolder();
    const options = { connect: () => () => undefined, isBusy: () => Promise.resolve(false) };
    await expect(startServer({ ...options, pageFolder })).rejects.toMatchObject({
      code: 'file-not-found',
    });
  });
});
