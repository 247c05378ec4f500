import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { openPageFile } from './page-file.ts';
import { type Refusal, refuse } from './refusal.ts';
import { checkedHost, checkOrigin, foreignHost } from './request-checks.ts';
import { parseRequestTarget } from './request-target.ts';
import { securityHeaders } from './security-headers.ts';
import type { KeyVerdict, ServerKeys } from './server-keys.ts';
import { sessionCookie, sessionsOf } from './session-cookie.ts';

/** What the doors of a server have in common. */
export interface Doors {
  readonly port: number;
  readonly keys: ServerKeys;
  /** Folder of the page. */
  readonly pageFolder: string;
}

/** Where a program with the bearer token gets a new address, for one more browser. */
export const ADDRESS_PATH = '/address';

/** The address that the user opens, with a token. */
export function openingAddress(port: number, token: string): string {
  return `http://127.0.0.1:${port}/?token=${token}`;
}

/** Answers a request: exchanges the token, or serves a file of the page to who has a session. */
export async function answerRequest(
  request: IncomingMessage,
  response: ServerResponse,
  doors: Doors,
): Promise<void> {
  const checked = check(request, doors.port);
  if ('status' in checked) {
    refuse(response, checked);
    return;
  }
  const { host, path, query } = checked;
  const token = path === '/' ? query.get('token') : null;
  if (token !== null) {
    exchangeToken(request, response, doors, token);
    return;
  }
  const asksAddress = path === ADDRESS_PATH && request.method === 'GET';
  const unknown = checkCaller(request, doors, !asksAddress);
  if (unknown !== undefined) {
    refuse(response, unknown);
    return;
  }
  if (asksAddress) {
    tellAddress(response, doors);
    return;
  }
  const file = await openPageFile(doors.pageFolder, path);
  if (file === undefined) {
    refuse(response, { status: 404, message: 'There is no such page.' });
    return;
  }
  response.writeHead(200, {
    ...securityHeaders(host),
    'Content-Type': file.type,
    'Content-Length': file.sizeBytes,
  });
  if (request.method === 'HEAD' || file.sizeBytes === 0) {
    await file.handle.close();
    response.end();
    return;
  }
  // A file that grows meanwhile must not exceed the length that was announced.
  await pipeline(file.handle.createReadStream({ end: file.sizeBytes - 1 }), response);
}

/**
 * Whether the caller may come in: by a session cookie, or by a bearer token.
 *
 * @param cookieCounts false where a cookie alone proves nothing, because no Origin stands beside it
 * @returns why not; undefined when it may
 */
export function checkCaller(
  request: IncomingMessage,
  { keys, port }: Doors,
  cookieCounts: boolean,
): Refusal | undefined {
  if (cookieCounts && keys.checkSession(sessionsOf(request.headers.cookie, port))) return undefined;
  const bearer = /^Bearer ([\w-]{1,100})$/i.exec(request.headers.authorization ?? '')?.[1];
  if (bearer === undefined) {
    return {
      status: 401,
      message:
        'This server is for the person who started it: open the address that "pe serve" printed, or get a new one with "pe serve --address".',
    };
  }
  const verdict = keys.checkBearer(bearer);
  return verdict === 'accepted' ? undefined : keyRefusal(verdict);
}

function check(
  request: IncomingMessage,
  port: number,
): Refusal | { host: string; path: string; query: URLSearchParams } {
  const host = checkedHost(request, port);
  if (host === undefined) return foreignHost;
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return {
      status: 405,
      message: 'Only GET and HEAD are understood.',
      headers: { Allow: 'GET, HEAD' },
    };
  }
  const { headers } = request;
  if (headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0') {
    return { status: 400, message: 'A request must not have a body.' };
  }
  const origin = checkOrigin(request, host, true);
  if ('status' in origin) return origin;
  const target = parseRequestTarget(request.url ?? '');
  if (target === undefined) return { status: 404, message: 'There is no such page.' };
  return { host, ...target };
}

function exchangeToken(
  request: IncomingMessage,
  response: ServerResponse,
  { keys, port }: Doors,
  token: string,
): void {
  // What only looks ahead must not use the token up: the person comes after it.
  const isPreview = request.method === 'HEAD' || request.headers['sec-purpose'] !== undefined;
  if (isPreview) {
    refuse(response, { status: 403, message: 'The token is exchanged by opening the address.' });
    return;
  }
  // A page that is loaded again, or a window beside the first: the browser has its session already.
  const isKnown = keys.checkSession(sessionsOf(request.headers.cookie, port));
  const { verdict, session } = isKnown ? { verdict: 'accepted' as const } : keys.redeem(token);
  if (verdict !== 'accepted') {
    refuse(response, keyRefusal(verdict));
    return;
  }
  response.writeHead(303, {
    ...securityHeaders(),
    Location: '/',
    ...(session === undefined ? {} : { 'Set-Cookie': sessionCookie(port, session) }),
    'Content-Length': 0,
  });
  response.end();
}

function tellAddress(response: ServerResponse, { keys, port }: Doors): void {
  const body = openingAddress(port, keys.newToken());
  response.writeHead(200, {
    ...securityHeaders(),
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Length': body.length,
  });
  response.end(body);
}

function keyRefusal(verdict: KeyVerdict): Refusal {
  return verdict === 'too-many-attempts'
    ? {
        status: 429,
        message: 'There were too many wrong tokens; wait a minute.',
        headers: { 'Retry-After': '60' },
      }
    : usedToken;
}

const usedToken: Refusal = {
  status: 403,
  message:
    'The token is wrong or has been used; it works once. "pe serve --address" tells a new address.',
};
