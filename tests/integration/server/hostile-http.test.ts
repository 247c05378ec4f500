import net from 'node:net';
import os from 'node:os';
import { describe, expect, it } from 'vitest';
import { echoServers } from './echo-server.ts';
import { openSession, parseAnswer, type RawRequest, request, sendRaw } from './raw-http.ts';

const start = echoServers();

/** A server with a session. */
async function open(options: Parameters<typeof start>[0] = {}) {
  const server = await start(options);
  const cookie = await openSession(server);
  const ask = (parts: RawRequest = {}) =>
    request(server.port, { ...parts, headers: [['Cookie', cookie], ...(parts.headers ?? [])] });
  return { server, cookie, ask };
}

/** Asks and takes no more of the answer than its beginning. */
async function heldAnswer(port: number, bytes: string): Promise<net.Socket> {
  for (;;) {
    const socket = net.connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(bytes);
    const isAnswered = await new Promise<boolean>((resolve) => {
      socket.once('readable', () => {
        resolve(socket.readableLength > 0);
      });
      socket.once('close', () => {
        resolve(false);
      });
    });
    // The connection before this one may not have been ended yet on the other side.
    if (isAnswered) return socket;
    socket.destroy();
  }
}

describe('the token of a launch', () => {
  it('is exchanged for a strict cookie and a clean address', async () => {
    const server = await start();
    const { search } = new URL(server.url);
    const answer = await request(server.port, { target: `/${search}` });
    expect(answer.status).toBe(303);
    expect(answer.headers['location']).toBe('/');
    expect(answer.headers['set-cookie']).toMatch(
      new RegExp(`^photoelectron-${server.port}=[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict$`),
    );
    expect(answer.headers['set-cookie']).not.toContain(search.slice('?token='.length));
  });

  it('works once', async () => {
    const server = await start();
    const { search } = new URL(server.url);
    const cookie = await openSession(server);
    const second = await request(server.port, { target: `/${search}` });
    expect(second.status).toBe(403);
    expect(second.headers['set-cookie']).toBeUndefined();
    // Who has the session already is only led to the clean address.
    const known = await request(server.port, {
      target: `/${search}`,
      headers: [['Cookie', cookie]],
    });
    expect([known.status, known.headers['set-cookie']]).toEqual([303, undefined]);
  });

  it('is not used up by what only looks ahead, nor by a page elsewhere', async () => {
    const server = await start();
    const { search } = new URL(server.url);
    const target = `/${search}`;
    const attempts: RawRequest[] = [
      { method: 'HEAD', target },
      { target, headers: [['Sec-Purpose', 'prefetch;prerender']] },
      { target, headers: [['Sec-Fetch-Site', 'cross-site']] },
      { target, headers: [['Origin', 'http://evil.example']] },
      { target, host: `evil.example:${server.port}` },
      { method: 'POST', target },
    ];
    for (const attempt of attempts) {
      const { status, headers } = await request(server.port, attempt);
      expect([status >= 400, headers['set-cookie']]).toEqual([true, undefined]);
    }
    expect((await request(server.port, { target })).status).toBe(303);
  });

  it('is refused when wrong, and guessing ends soon', async () => {
    const server = await start({ limits: { maxAttempts: 3 } });
    const { search } = new URL(server.url);
    const wrong = ['', 'x', search.slice('?token='.length, -1), 'A'.repeat(43), 'é'];
    const statuses: number[] = [];
    for (const token of wrong) {
      const target = `/?token=${encodeURIComponent(token)}`;
      statuses.push((await request(server.port, { target })).status);
    }
    expect(statuses).toEqual([403, 403, 403, 429, 429]);
    // The right one neither, or the answer would tell which it is.
    expect((await request(server.port, { target: `/${search}` })).status).toBe(429);
  });

  it('does not let guesses of others disturb a session', async () => {
    const { server, ask } = await open({ limits: { maxAttempts: 1 } });
    await request(server.port, { headers: [['Authorization', 'Bearer wrong']] });
    expect((await request(server.port, { target: '/?token=x' })).status).toBe(429);
    expect((await ask()).status).toBe(200);
  });
});

describe('the session', () => {
  it.each([
    ['none', []],
    ['an empty one', [['Cookie', 'photoelectron-PORT=']]],
    ['a wrong one', [['Cookie', `photoelectron-PORT=${'A'.repeat(43)}`]]],
    ['the token itself', [['Cookie', 'photoelectron-PORT=TOKEN']]],
    ['the token as bearer', [['Authorization', 'Bearer TOKEN']]],
    ['no bearer', [['Authorization', 'Bearer ']]],
    ['a password', [['Authorization', 'Basic VE9LRU46VE9LRU4=']]],
  ] as const)('is asked for: %s', async (_what, headers) => {
    const server = await start();
    await openSession(server);
    const token = new URL(server.url).searchParams.get('token') ?? '';
    const filled = headers.map(
      ([name, value]) =>
        [name, value.replace('PORT', String(server.port)).replace('TOKEN', token)] as const,
    );
    for (const target of ['/', '/assets/page.js', '/missing.js']) {
      const answer = await request(server.port, { target, headers: filled });
      expect([401, 403]).toContain(answer.status);
      expect(answer.body).not.toContain('Page');
    }
  });

  it('does not exist before the token was exchanged', async () => {
    const server = await start();
    const headers = [['Cookie', `photoelectron-${server.port}=undefined`]] as const;
    expect((await request(server.port, { headers })).status).toBe(401);
  });

  it('of another port does not count, and stands beside ours without harm', async () => {
    const first = await open();
    const second = await open();
    expect(
      (await request(second.server.port, { headers: [['Cookie', first.cookie]] })).status,
    ).toBe(401);
    const cookies = `photoelectron-${second.server.port}=forged; ${first.cookie}; ${second.cookie}`;
    expect((await request(second.server.port, { headers: [['Cookie', cookies]] })).status).toBe(
      200,
    );
  });

  it('may be a bearer token for programs', async () => {
    const server = await start();
    const headers = [['Authorization', `Bearer ${server.bearer}`]] as const;
    expect((await request(server.port, { headers })).body).toContain('<title>Page</title>');
  });
});

describe('a new address', () => {
  const asks = (bearer: string) => ({
    target: '/address',
    headers: [['Authorization', `Bearer ${bearer}`]] as const,
  });

  it('is told to who has the bearer token, and lets one more browser in', async () => {
    const { server, ask } = await open();
    const { status, body } = await request(server.port, asks(server.bearer));
    expect([status, body]).toEqual([
      200,
      expect.stringMatching(new RegExp(`^http://127.0.0.1:${server.port}/\\?token=[\\w-]{43}$`)),
    ]);
    expect(body).not.toBe(server.url);
    const second = await openSession({ url: body, port: server.port });
    const other = { headers: [['Cookie', second]] } as const;
    expect((await request(server.port, other)).status).toBe(200);
    expect((await ask()).status).toBe(200);
    await expect(openSession({ url: body, port: server.port })).rejects.toThrow('403');
  });

  it('is told to nobody else', async () => {
    const { server, ask } = await open();
    expect((await ask({ target: '/address' })).status).toBe(401);
    expect((await request(server.port, { target: '/address' })).status).toBe(401);
    expect((await request(server.port, asks('A'.repeat(43)))).status).toBe(403);
    const { headers } = asks(server.bearer);
    for (const foreign of [
      { target: '/address', headers: [...headers, ['Origin', 'http://evil.example']] as const },
      { target: '/address', headers, host: 'evil.example' },
      { target: '/address', headers, method: 'POST' },
      { target: '/address', headers, method: 'HEAD' },
    ]) {
      const answer = await request(server.port, foreign);
      expect([answer.status >= 400, answer.body.includes('token=')]).toEqual([true, false]);
    }
  });
});

describe('Host', () => {
  it.each(['127.0.0.1:PORT', 'localhost:PORT', '[::1]:PORT'])('%s is ours', async (host) => {
    const { server, ask } = await open();
    expect((await ask({ host: host.replace('PORT', String(server.port)) })).status).toBe(200);
  });

  it.each([
    'evil.example:PORT',
    'evil.example',
    '127.0.0.1',
    '127.0.0.1:1',
    '127.0.0.1:PORT.evil.example',
    '127.0.0.1.evil.example:PORT',
    'localhost.evil.example:PORT',
    'user@127.0.0.1:PORT',
    '127.0.0.1:PORT@evil.example',
    '0.0.0.0:PORT',
    '127.1:PORT',
    '2130706433:PORT',
    '[::ffff:127.0.0.1]:PORT',
    '127.0.0.1:PORT, evil.example',
    '',
  ])('%s is not (DNS rebinding)', async (host) => {
    const { server, ask } = await open();
    const answer = await ask({ host: host.replace('PORT', String(server.port)) });
    expect(answer.status).toBe(403);
    expect(answer.body).not.toContain('Page');
  });

  it('must be there once', async () => {
    const { server, cookie, ask } = await open();
    expect((await ask({ host: null })).status).toBe(403);
    const twice = await ask({ headers: [['Host', 'evil.example']] });
    expect([400, 403]).toContain(twice.status);
    const old = await sendRaw(server.port, `GET / HTTP/1.0\r\nCookie: ${cookie}\r\n\r\n`);
    expect(parseAnswer(old).status).toBe(403);
  });

  it('is looked at also where the request names an address itself', async () => {
    const { server, ask } = await open();
    for (const target of [
      'http://evil.example/',
      `http://127.0.0.1:${server.port}/`,
      '//evil.example/',
      '*',
      'evil.example:80',
    ]) {
      const answer = await ask({ target });
      expect([400, 404]).toContain(answer.status);
    }
  });
});

describe('where a request comes from', () => {
  it.each([
    [['Origin', 'http://evil.example']],
    [['Origin', 'null']],
    [['Origin', 'http://127.0.0.1:1']],
    [['Origin', 'http://localhost:PORT']],
    [['Origin', 'https://127.0.0.1:PORT']],
    [['Origin', 'http://127.0.0.1:PORT.evil.example']],
    [['Origin', '']],
    [['Sec-Fetch-Site', 'cross-site']],
    [['Sec-Fetch-Site', 'same-site']],
    [['Sec-Fetch-Site', 'nonsense']],
  ] as const)('%j is foreign', async ([name, value]) => {
    const { server, ask } = await open();
    const headers = [[name, value.replace('PORT', String(server.port))]] as const;
    expect((await ask({ headers })).status).toBe(403);
  });

  it('may be our own page or the user', async () => {
    const { server, ask } = await open();
    const own = [
      [
        ['Origin', `http://127.0.0.1:${server.port}`],
        ['Sec-Fetch-Site', 'same-origin'],
      ],
      [['Sec-Fetch-Site', 'none']],
    ] as const;
    for (const headers of own) expect((await ask({ headers })).status).toBe(200);
  });
});

describe('files of the page', () => {
  it('have their type and length', async () => {
    const { ask } = await open();
    const script = await ask({ target: '/assets/page.js' });
    expect([script.status, script.headers['content-type'], script.body]).toEqual([
      200,
      'text/javascript; charset=utf-8',
      'export {};',
    ]);
    const empty = await ask({ target: '/assets/empty.css?v=1' });
    expect([empty.status, empty.headers['content-length'], empty.body]).toEqual([200, '0', '']);
    const head = await ask({ method: 'HEAD', target: '/assets/page.js' });
    expect([head.status, head.headers['content-length'], head.body]).toEqual([200, '10', '']);
  });

  it.each([
    '/../outside.js',
    '/assets/../../outside.js',
    '/assets/../assets/page.js',
    '/..%2foutside.js',
    '/%2e%2e/outside.js',
    '/%2E%2E%2Foutside.js',
    '/%252e%252e/outside.js',
    '/..%5coutside.js',
    '/..\\outside.js',
    '/....//outside.js',
    '/..;/outside.js',
    '/%c0%ae%c0%ae/outside.js',
    '/%u002e%u002e/outside.js',
    '/\u00b7\u00b7/outside.js',
    '/assets/page.js%00.css',
    '/outside.js%00',
    '/%',
    '/%ff',
    '//outside.js',
    '/assets//page.js',
    '/./assets/page.js',
    '/../page-beside/other.js',
    '/.hidden.js',
    '/assets/.',
    '/C:/outside.js',
    '/assets/page.js::$DATA',
    '/file:///etc/passwd',
    '/etc/passwd',
    '/notes.txt',
    '/folder.js',
    '/assets/',
    '/assets',
    '/link.js',
    '/up/outside.js',
    '/up/page-beside/other.js',
    '/up/page/assets/page.js.',
  ])('cannot be had as %s', async (target) => {
    const { ask } = await open();
    const answer = await ask({ target });
    expect([400, 404]).toContain(answer.status);
    expect(answer.body).not.toMatch(/secret|root:|export/);
  });

  it('cannot have names that no file system knows', async () => {
    const { ask } = await open();
    for (const target of [`/${'a/'.repeat(2000)}x.js`, `/${'a'.repeat(5000)}.js`]) {
      expect((await ask({ target })).status).toBe(404);
    }
  });
});

describe('methods, bodies and headers', () => {
  it.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND'])(
    '%s is refused',
    async (method) => {
      const { server, ask } = await open();
      const origin = ['Origin', `http://127.0.0.1:${server.port}`] as const;
      const answer = await ask({ method, headers: [origin] });
      expect([answer.status, answer.headers['allow']]).toEqual([405, 'GET, HEAD']);
      expect(answer.headers['access-control-allow-origin']).toBeUndefined();
      expect(answer.body).not.toContain('Cookie');
    },
  );

  it('CONNECT opens no tunnel', async () => {
    const { server, ask } = await open();
    const target = `127.0.0.1:${server.port}`;
    expect((await ask({ method: 'CONNECT', target })).status).toBe(405);
  });

  it.each([
    ['both lengths', 'Content-Length: 6\r\nTransfer-Encoding: chunked', '0\r\n\r\nGET /x'],
    ['two lengths', 'Content-Length: 0\r\nContent-Length: 6', 'GET /x'],
    ['two lengths in one', 'Content-Length: 0, 6', 'GET /x'],
    ['a signed length', 'Content-Length: +6', 'GET /x'],
    ['a length', 'Content-Length: 6', 'GET /x'],
    ['chunks', 'Transfer-Encoding: chunked', '0\r\n\r\n'],
    ['strange chunks', 'Transfer-Encoding: xchunked', '0\r\n\r\n'],
    ['a space before the colon', 'Content-Length : 6', 'GET /x'],
    ['a folded header', 'X: a\r\n Content-Length: 6', 'GET /x'],
    ['a bare line feed', 'X: a\nContent-Length: 6', 'GET /x'],
    ['a NUL in a header', 'X: a\0b', ''],
    ['an expectation', 'Expect: 100-continue\r\nContent-Length: 6', ''],
    ['a strange expectation', 'Expect: miracles', ''],
  ])('what a request hides behind %s is not answered', async (_what, headers, body) => {
    const { server, cookie } = await open();
    const head = `GET / HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nCookie: ${cookie}\r\n${headers}`;
    const text = await sendRaw(server.port, `${head}\r\n\r\n${body}`);
    expect(text.match(/HTTP\/1\.1 \d+/g)).toHaveLength(1);
    expect([400, 417]).toContain(parseAnswer(text).status);
  });

  it('headers that are too large end the request', async () => {
    const { ask } = await open();
    const answer = await ask({ headers: [['X', 'a'.repeat(100_000)]] });
    expect(answer.status).toBe(431);
    expect((await ask({ target: `/${'a'.repeat(100_000)}` })).status).toBe(431);
  });

  it('what is no HTTP is told so', async () => {
    const { server } = await open();
    for (const bytes of [
      '\0\0\0\0\r\n\r\n',
      'GET\r\n\r\n',
      '\u0016\u0003\u0001\u0002\0\u0001',
      'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
    ]) {
      expect(parseAnswer(await sendRaw(server.port, bytes)).status).toBe(400);
    }
  });
});

describe('every answer', () => {
  it('carries the headers that keep others out', async () => {
    const { server, ask } = await open({ limits: { maxClients: 0 } });
    const token = new URL(server.url).search;
    const upgrade = [
      ['Upgrade', 'websocket'],
      ['Sec-WebSocket-Version', '13'],
      ['Sec-WebSocket-Key', 'AAAAAAAAAAAAAAAAAAAAAA=='],
      ['Origin', `http://127.0.0.1:${server.port}`],
    ] as const;
    const answers = [
      await ask(),
      await ask({ target: '/missing.js' }),
      await ask({ target: `/${token}` }),
      await ask({ method: 'POST' }),
      await ask({ method: 'CONNECT', target: 'x:1' }),
      await ask({ host: 'evil.example' }),
      await ask({ host: null }),
      await ask({ headers: [['X', 'a'.repeat(100_000)]] }),
      await ask({ headers: [['Expect', '100-continue']] }),
      await ask({ target: '/engine', headers: [...upgrade, ['Connection', 'Upgrade']] }),
      await request(server.port),
      await request(server.port, { target: '/?token=x' }),
      await request(server.port, {
        target: '/engine',
        headers: [...upgrade, ['Connection', 'Upgrade']],
      }),
      parseAnswer(await sendRaw(server.port, 'nonsense\r\n\r\n')),
    ];
    expect(answers.map(({ status }) => status)).toEqual([
      200, 404, 303, 405, 405, 403, 403, 431, 417, 503, 401, 403, 401, 400,
    ]);
    for (const { headers } of answers) {
      const policy = headers['content-security-policy'] ?? '';
      for (const rule of [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
      ]) {
        expect(policy.split('; ')).toContain(rule);
      }
      expect(policy).not.toContain('unsafe');
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-embedder-policy': 'require-corp',
        'cross-origin-resource-policy': 'same-origin',
        'cache-control': 'no-store',
        'x-frame-options': 'DENY',
      });
      for (const name of ['server', 'x-powered-by', 'access-control-allow-origin', 'vary']) {
        expect(headers[name]).toBeUndefined();
      }
    }
  });
});

describe('connections', () => {
  it('are taken on the loopback address only', async () => {
    const { server } = await open();
    const others = Object.values(os.networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter(({ family, address }) => family === 'IPv4' && address !== '127.0.0.1')
      .map(({ address }) => address);
    // Another address of the loopback network stands for those of a machine without a network.
    for (const host of [...others, '127.0.0.2']) {
      const socket = net.connect(server.port, host);
      const error = await new Promise<NodeJS.ErrnoException | undefined>((resolve) => {
        socket.once('error', resolve);
        socket.once('connect', () => {
          resolve(undefined);
        });
      });
      socket.destroy();
      expect(error).toBeInstanceOf(Error);
    }
  });

  it.each([
    ['nothing', ''],
    ['a part of the request line', 'GE'],
    ['a part of the headers', 'GET / HTTP/1.1\r\nX: a\r\n'],
  ])('that send %s and wait are ended', async (_what, bytes) => {
    const server = await start({ limits: { requestTimeoutMs: 50, quietTimeoutMs: 10_000 } });
    expect(parseAnswer(await sendRaw(server.port, bytes)).status).toBe(408);
  });

  it('that send a header now and then are ended', async () => {
    const server = await start({ limits: { requestTimeoutMs: 50, quietTimeoutMs: 10_000 } });
    const socket = net.connect(server.port, '127.0.0.1');
    socket.on('error', () => undefined);
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.write('GET / HTTP/1.1\r\n');
    const drip = setInterval(() => socket.write('X: a\r\n'), 5);
    socket.resume();
    await closed;
    clearInterval(drip);
    expect(socket.destroyed).toBe(true);
  });

  it('that are kept open without use are ended', async () => {
    const { server, cookie } = await open({ limits: { quietTimeoutMs: 50 } });
    const host = `127.0.0.1:${server.port}`;
    const text = await sendRaw(
      server.port,
      `GET / HTTP/1.1\r\nHost: ${host}\r\nCookie: ${cookie}\r\n\r\n`,
    );
    expect(parseAnswer(text).headers['connection']).toBe('keep-alive');
  });

  it('whose client does not take the answer are ended', async () => {
    const { server, cookie } = await open({ limits: { quietTimeoutMs: 50, maxSockets: 1 } });
    const host = `127.0.0.1:${server.port}`;
    const bytes = `GET /large.css HTTP/1.1\r\nHost: ${host}\r\nCookie: ${cookie}\r\n\r\n`;
    const slow = await heldAnswer(server.port, bytes);
    // There is room for one connection only: another one is answered when the first has been ended.
    let answer = '';
    while (answer === '') answer = await sendRaw(server.port, 'GET / HTTP/1.1\r\n\r\n');
    expect(parseAnswer(answer).status).toBe(403);
    slow.destroy();
  });

  it('beyond the limit are not taken', async () => {
    const server = await start({ limits: { maxSockets: 2 } });
    const held = [net.connect(server.port, '127.0.0.1'), net.connect(server.port, '127.0.0.1')];
    await Promise.all(
      held.map((socket) => new Promise((resolve) => socket.once('connect', resolve))),
    );
    expect(await sendRaw(server.port, 'GET / HTTP/1.1\r\n\r\n')).toBe('');
    for (const socket of held) socket.destroy();
  });
});
