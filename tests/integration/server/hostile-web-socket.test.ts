import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { Carrier } from '../../../core/contract/carrier.ts';
import { decodeFrame, encodeFrame } from '../../../core/contract/frame.ts';
import type { RunningServer } from '../../../core/server/start-server.ts';
import { echoServers } from './echo-server.ts';
import { openSession } from './raw-http.ts';
import { frame, rawWebSocket } from './raw-web-socket.ts';

const start = echoServers();

/** A server with a session. */
async function open(options: Parameters<typeof start>[0] = {}) {
  const server = await start(options);
  return { server, cookie: await openSession(server) };
}

/** A client that the server takes for a program. */
function program(server: RunningServer): WebSocket {
  return new WebSocket(server.engineUrl, {
    headers: { Authorization: `Bearer ${server.bearer}` },
    perMessageDeflate: true,
  });
}

describe('the handshake', () => {
  it('lets our page in, without compression', async () => {
    const { server, cookie } = await open();
    const { socket, answer } = await rawWebSocket(server.port, {
      Cookie: cookie,
      'Sec-Fetch-Site': 'same-origin',
      'Sec-WebSocket-Extensions': 'permessage-deflate',
    });
    // The answer to the key is the example of RFC 6455, section 1.3.
    expect([answer.status, answer.headers['sec-websocket-accept']]).toEqual([
      101,
      's3pPLMBiTxaQ9kYGzzhZRbK+xOo=',
    ]);
    expect(answer.headers['sec-websocket-extensions']).toBeUndefined();
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
    socket.destroy();
  });

  it.each([
    ['without a cookie', { Cookie: undefined }, 401],
    ['with a wrong cookie', { Cookie: 'photoelectron-PORT=wrong' }, 401],
    ['from a foreign page', { Origin: 'http://evil.example' }, 403],
    ['from a page on another port', { Origin: 'http://127.0.0.1:1' }, 403],
    ['from another name of this host', { Origin: 'http://localhost:PORT' }, 403],
    ['over https', { Origin: 'https://127.0.0.1:PORT' }, 403],
    ['from a sandboxed page', { Origin: 'null' }, 403],
    ['from an empty origin', { Origin: '' }, 403],
    ['with a cookie but no origin', { Origin: undefined }, 401],
    ['with a wrong bearer', { Origin: undefined, Authorization: 'Bearer wrong' }, 403],
    [
      'with a bearer from a foreign page',
      { Origin: 'http://evil.example', Authorization: 'Bearer BEARER' },
      403,
    ],
    ['across sites', { 'Sec-Fetch-Site': 'cross-site' }, 403],
    ['from another port of this site', { 'Sec-Fetch-Site': 'same-site' }, 403],
    ['typed by the user', { 'Sec-Fetch-Site': 'none' }, 403],
    ['to another protocol', { Upgrade: 'h2c' }, 400],
    ['without a key', { 'Sec-WebSocket-Key': undefined }, 400],
    ['with a short key', { 'Sec-WebSocket-Key': 'AAAA' }, 400],
    ['of an old version', { 'Sec-WebSocket-Version': '7' }, 400],
  ] as const)('%s is refused', async (_what, changes, status) => {
    const { server, cookie } = await open();
    const filled = Object.fromEntries(
      Object.entries({ Cookie: cookie, ...changes }).map(([name, value]) => [
        name,
        value?.replace('PORT', String(server.port)).replace('BEARER', server.bearer),
      ]),
    );
    const { answer, closed } = await rawWebSocket(server.port, filled);
    expect(answer.status).toBe(status);
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
    expect(await closed).toBeUndefined();
  });

  it.each([
    ['another host (DNS rebinding)', { host: 'evil.example' }, 403],
    ['another port', { host: '127.0.0.1:1' }, 403],
    ['another path', { target: '/' }, 404],
    ['a path with a query', { target: '/engine?token=x' }, 404],
    ['a path that only looks like it', { target: '/%65ngine' }, 404],
    ['an absolute address', { target: 'ws://evil.example/engine' }, 404],
    ['another method', { method: 'POST' }, 400],
  ] as const)('for %s is refused', async (_what, parts, status) => {
    const { server, cookie } = await open();
    const { answer } = await rawWebSocket(server.port, { Cookie: cookie }, parts);
    expect(answer.status).toBe(status);
  });

  it('of a program needs the bearer token only', async () => {
    const server = await start();
    const client = program(server);
    await once(client, 'open');
    expect(client.extensions).toBe('');
    client.send(encodeFrame({ hello: 1 }));
    const [data] = (await once(client, 'message')) as [Buffer];
    expect(decodeFrame(data)).toEqual({ hello: 1 });
    client.close();
    await once(client, 'close');
  });

  it('is refused beyond the number of clients, until one leaves', async () => {
    const server = await start({ limits: { maxClients: 2 } });
    const clients = [program(server), program(server)];
    await Promise.all(clients.map((client) => once(client, 'open')));
    const bearer = { Origin: undefined, Authorization: `Bearer ${server.bearer}` };
    expect((await rawWebSocket(server.port, bearer)).answer.status).toBe(503);
    clients[0].close();
    await once(clients[0], 'close');
    const next = program(server);
    await once(next, 'open');
    for (const client of [clients[1], next]) client.terminate();
  });
});

describe('frames', () => {
  /** Sends bytes behind a good handshake and waits for the end. */
  async function endOf(bytes: readonly Buffer[], options: Parameters<typeof start>[0] = {}) {
    const limits = { closeTimeoutMs: 50, ...options.limits };
    const { server, cookie } = await open({ ...options, limits });
    const { socket, closed } = await rawWebSocket(server.port, { Cookie: cookie });
    for (const part of bytes) socket.write(part);
    return await closed;
  }

  const BINARY = 2;

  it('of text are refused', async () => {
    expect(await endOf([frame(1, 'hello')])).toEqual({
      code: 4003,
      reason: 'Messages are binary frames.',
    });
  });

  /** The head of a frame of so many bytes. */
  const announced = (bytes: bigint) => {
    const head = Buffer.alloc(14);
    head.set([0x82, 0xff]);
    head.writeBigUInt64BE(bytes, 2);
    return head;
  };

  it('that are larger than any request are refused', async () => {
    expect((await endOf([announced(2n ** 21n + 1n)]))?.code).toBe(1009);
  });

  it('that announce too much are refused before anything is kept', async () => {
    const limits = { maxRequestBytes: 1000 };
    expect((await endOf([frame(BINARY, Buffer.alloc(1001))], { limits }))?.code).toBe(1009);
    expect((await endOf([announced(1001n)], { limits }))?.code).toBe(1009);
    expect((await endOf([announced(2n ** 53n - 1n)], { limits }))?.code).toBe(1009);
    expect((await endOf([announced(2n ** 63n)], { limits }))?.code).toBe(1009);
  });

  it('that together are too large are refused', async () => {
    const parts = [
      frame(BINARY, Buffer.alloc(600), { fin: false }),
      frame(0, Buffer.alloc(600), { fin: true }),
    ];
    expect((await endOf(parts, { limits: { maxRequestBytes: 1000 } }))?.code).toBe(1009);
  });

  it('that are too many for one message are refused', async () => {
    const parts = [
      frame(BINARY, '', { fin: false }),
      ...Array.from({ length: 10 }, () => frame(0, 'a', { fin: false })),
    ];
    expect((await endOf(parts, { limits: { maxFragments: 5 } }))?.code).toBe(1008);
  });

  it.each([
    ['without a mask', frame(BINARY, 'x', { mask: false })],
    ['with reserved bits', frame(BINARY, 'x', { rsv: 4 })],
    ['with an unknown opcode', frame(3, 'x')],
    ['that continue nothing', frame(0, 'x')],
    ['of control in pieces', frame(9, 'x', { fin: false })],
    ['of control that are long', frame(9, Buffer.alloc(126))],
    ['that close with half a code', frame(8, 'x')],
    ['that close with no code', frame(8, Buffer.from([0, 1]))],
    ['of noise', Buffer.from('GET / HTTP/1.1\r\n\r\n')],
  ])('%s break the protocol', async (_what, bytes) => {
    expect((await endOf([bytes]))?.code).toBe(1002);
  });

  it('that are no message of the contract are refused', async () => {
    expect((await endOf([frame(BINARY, 'PEM1 but not more')]))?.code).toBe(4007);
  });

  it('in pieces make one message, with a ping between them', async () => {
    const server = await start();
    const client = program(server);
    await once(client, 'open');
    const message = encodeFrame({ values: Float32Array.of(1, 2, 3) });
    client.send(message.subarray(0, 11), { fin: false });
    client.ping();
    client.send(message.subarray(11), { fin: true });
    const [data] = (await once(client, 'message')) as [Buffer];
    expect(decodeFrame(data)).toEqual({ values: Float32Array.of(1, 2, 3) });
    client.terminate();
  });

  it('that never end do not outlive the client', async () => {
    const { server, cookie } = await open();
    const { socket, closed } = await rawWebSocket(server.port, { Cookie: cookie });
    socket.write(frame(BINARY, 'half', { fin: false }));
    socket.end();
    expect(await closed).toBeUndefined();
  });
});

describe('a client', () => {
  it('that does not read is given up, and no more is kept for it', async () => {
    const told = Promise.withResolvers<string | undefined>();
    let sent = 0;
    let refused = false;
    const megabyte = new Uint8Array(2 ** 20);
    /** Sends without end, as an event stream does. */
    const connect = (carrier: Carrier) => {
      carrier.onClose(told.resolve);
      const timer = setInterval(() => {
        try {
          carrier.send({ kind: 'event', id: 1, payload: megabyte });
          sent++;
        } catch {
          refused = true;
          clearInterval(timer);
        }
      }, 0);
      return () => {
        clearInterval(timer);
      };
    };
    const limits = { maxBufferedBytes: 4 * 2 ** 20, closeTimeoutMs: 50 };
    const { server, cookie } = await open({ connect, limits });
    const { socket } = await rawWebSocket(server.port, { Cookie: cookie });
    socket.pause();
    expect(await told.promise).toBe('The client does not read its messages.');
    expect(refused).toBe(true);
    // What the network itself takes is not ours to bound; it is a few megabytes.
    expect(sent).toBeLessThan(40);
    socket.destroy();
  });

  it('that does not answer to pings is given up', async () => {
    const { server, cookie } = await open({ limits: { pingIntervalMs: 20 } });
    const { socket, closed } = await rawWebSocket(server.port, { Cookie: cookie });
    await closed;
    expect(socket.destroyed).toBe(true);
  });

  it('that answers to pings stays', async () => {
    const server = await start({ limits: { pingIntervalMs: 20 } });
    const client = program(server);
    for (let pings = 0; pings < 5; pings++) await once(client, 'ping');
    expect(client.readyState).toBe(WebSocket.OPEN);
    client.terminate();
  });

  it('that does not answer to the end of the server does not hold it up', async () => {
    const { server, cookie } = await open({ limits: { closeTimeoutMs: 20 } });
    const { closed } = await rawWebSocket(server.port, { Cookie: cookie });
    await server.close();
    expect(await closed).toEqual({ code: 1001, reason: 'The engine has ended.' });
  });
});

describe('many clients', () => {
  it('are served at once', async () => {
    const server = await start();
    const clients = Array.from({ length: 24 }, () => program(server));
    const answers = await Promise.all(
      clients.map(async (client, i) => {
        await once(client, 'open');
        client.send(encodeFrame({ client: i }));
        const [data] = (await once(client, 'message')) as [Buffer];
        return decodeFrame(data);
      }),
    );
    expect(answers).toEqual(clients.map((_client, i) => ({ client: i })));
    for (const client of clients) client.terminate();
  });
});
