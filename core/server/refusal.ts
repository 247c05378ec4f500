import { type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { securityHeaders } from './security-headers.ts';

/** Why a request is not served. */
export interface Refusal {
  readonly status: number;
  /** One sentence for the person in front of the browser. */
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Answers a request with a refusal. */
export function refuse(response: ServerResponse, refusal: Refusal): void {
  // What else the client sends on this connection was meant for a request that is not answered.
  response.writeHead(refusal.status, { ...refusalHeaders(refusal), Connection: 'close' });
  response.end(response.req.method === 'HEAD' ? undefined : body(refusal));
}

/** Answers on a bare connection, before HTTP has made a response of it or after it has let go of it. */
export function refuseSocket(socket: Duplex, refusal: Refusal): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const lines = Object.entries({ ...refusalHeaders(refusal), Connection: 'close' });
  const head = [
    `HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status] ?? ''}`,
    ...lines.map(([name, value]) => `${name}: ${value}`),
  ].join('\r\n');
  socket.once('finish', () => {
    socket.destroy();
  });
  socket.end(`${head}\r\n\r\n${body(refusal)}`);
}

function body({ message }: Refusal): string {
  return `${message}\n`;
}

function refusalHeaders(refusal: Refusal): Record<string, string> {
  return {
    ...securityHeaders(),
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Length': String(Buffer.byteLength(body(refusal))),
    ...refusal.headers,
  };
}
