import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { echoServers } from '../integration/server/echo-server.ts';
import { openSession, parseAnswer, request, sendRaw } from '../integration/server/raw-http.ts';
import { frame, rawWebSocket } from '../integration/server/raw-web-socket.ts';

const start = echoServers();

/** Pieces of which requests are made, good and bad ones. */
const begin = fc.constantFrom(
  '',
  'GET /assets/page.js HTTP/1.1\r\nHost: HOST\r\n',
  'GET /engine HTTP/1.1\r\nHost: HOST\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n',
);
const piece = fc.oneof(
  fc.constantFrom(
    'GET ',
    'HEAD ',
    'POST ',
    'CONNECT ',
    '/',
    '/?token=',
    '/engine',
    '/%2e%2e/',
    '/assets/page.js',
    '/link.js',
    'http://evil.example/',
    ' HTTP/1.1\r\n',
    ' HTTP/1.0\r\n',
    ' HTTP/2.0\r\n',
    'Host: HOST\r\n',
    'Host: evil.example\r\n',
    'Origin: http://HOST\r\n',
    'Origin: null\r\n',
    'Cookie: photoelectron-PORT=x\r\n',
    'Authorization: Bearer x\r\n',
    'Connection: Upgrade\r\n',
    'Upgrade: websocket\r\n',
    'Sec-WebSocket-Version: 13\r\n',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n',
    'Content-Length: 5\r\n',
    'Transfer-Encoding: chunked\r\n',
    'Expect: 100-continue\r\n',
    '\r\n',
    '\n',
    '0\r\n\r\n',
    'hello',
    '\0',
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
);

describe('the server', () => {
  it('gives nothing away for requests of any kind, and goes on', async () => {
    const limits = { requestTimeoutMs: 100, quietTimeoutMs: 100, maxAttempts: 10_000 };
    const server = await start({ limits });
    const cookie = await openSession(server);
    const host = `127.0.0.1:${server.port}`;
    await fc.assert(
      fc.asyncProperty(begin, fc.array(piece, { maxLength: 12 }), async (first, pieces) => {
        const text = [first, ...pieces]
          .join('')
          .replaceAll('HOST', host)
          .replaceAll('PORT', String(server.port));
        const answer = await sendRaw(server.port, `${text}\r\n\r\n`);
        if (answer === '') return;
        const { status, headers, body } = parseAnswer(answer);
        expect(status).toBeGreaterThanOrEqual(400);
        expect(status).toBeLessThan(500);
        expect(headers['content-security-policy']).toContain("default-src 'none'");
        expect(body).not.toMatch(/Page|secret|export/);
      }),
      { numRuns: 1500 },
    );
    expect((await request(server.port, { headers: [['Cookie', cookie]] })).status).toBe(200);
  });

  it('ends WebSockets that send noise, and goes on', async () => {
    const server = await start({ limits: { closeTimeoutMs: 20, pingIntervalMs: 200 } });
    const cookie = await openSession(server);
    const noise = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc
        .tuple(
          fc.integer({ min: 0, max: 15 }),
          fc.uint8Array({ maxLength: 200 }),
          fc.record({
            fin: fc.boolean(),
            mask: fc.boolean(),
            rsv: fc.integer({ min: 0, max: 7 }),
          }),
        )
        .map(([opcode, payload, flags]) => frame(opcode, Buffer.from(payload), flags)),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(noise, { minLength: 1, maxLength: 5 }), async (parts) => {
        const { socket, answer, closed } = await rawWebSocket(server.port, { Cookie: cookie });
        expect(answer.status).toBe(101);
        for (const part of parts) socket.write(part);
        socket.end();
        await closed;
      }),
      { numRuns: 500 },
    );
    expect((await request(server.port, { headers: [['Cookie', cookie]] })).status).toBe(200);
  });
});
