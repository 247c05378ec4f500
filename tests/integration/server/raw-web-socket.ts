import net from 'node:net';
import { parseAnswer, type RawAnswer } from './raw-http.ts';

/** A WebSocket of which every byte is ours. */
export interface RawWebSocket {
  readonly socket: net.Socket;
  /** The answer to the handshake. */
  readonly answer: RawAnswer;
  /** Resolves at the end of the connection with the close frame that came before it, if one did. */
  readonly closed: Promise<{ readonly code: number; readonly reason: string } | undefined>;
}

/** Headers of a handshake that a browser with our page would send. */
export function handshakeHeaders(
  port: number,
  changes: Readonly<Record<string, string | undefined>> = {},
): [string, string][] {
  const headers: Record<string, string | undefined> = {
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
    Origin: `http://127.0.0.1:${port}`,
    ...changes,
  };
  return Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as [string, string]],
  );
}

/**
 * Shakes hands for a WebSocket.
 *
 * @param changes headers that differ from those of a browser; undefined leaves one out
 * @param parts target and Host, where they are not the right ones
 */
export async function rawWebSocket(
  port: number,
  changes: Readonly<Record<string, string | undefined>>,
  parts: { readonly target?: string; readonly host?: string; readonly method?: string } = {},
): Promise<RawWebSocket> {
  const { target = '/engine', host = `127.0.0.1:${port}`, method = 'GET' } = parts;
  const socket = net.connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  const lines = [
    `${method} ${target} HTTP/1.1`,
    `Host: ${host}`,
    ...handshakeHeaders(port, changes).map(([name, value]) => `${name}: ${value}`),
  ];
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  let received = Buffer.alloc(0);
  const ended = new Promise<void>((resolve) => {
    socket.once('close', () => {
      resolve();
    });
  });
  const head = new Promise<void>((resolve) => {
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      if (received.includes('\r\n\r\n')) resolve();
    });
  });
  await Promise.race([head, ended]);
  const closed = ended.then(() => {
    const frames = received.subarray(received.indexOf('\r\n\r\n') + 4);
    return lastClose(frames);
  });
  return { socket, answer: parseAnswer(received.toString('latin1')), closed };
}

/** One frame of a client: RFC 6455, section 5.2. */
export function frame(
  opcode: number,
  payload: Buffer | string,
  flags: { readonly fin?: boolean; readonly mask?: boolean; readonly rsv?: number } = {},
): Buffer {
  const { fin = true, mask = true, rsv = 0 } = flags;
  const body = Buffer.from(payload);
  const length =
    body.length < 126
      ? Buffer.from([body.length])
      : Buffer.from([126, body.length >> 8, body.length & 255]);
  length[0] = length.readUInt8(0) | (mask ? 0x80 : 0);
  const first = Buffer.from([(fin ? 0x80 : 0) | (rsv << 4) | opcode]);
  // A mask of zeros leaves the payload as it is.
  return Buffer.concat([first, length, mask ? Buffer.alloc(4) : Buffer.alloc(0), body]);
}

/** The close frame among small frames of a server. */
function lastClose(frames: Buffer): { code: number; reason: string } | undefined {
  for (let at = 0; at + 2 <= frames.length;) {
    const opcode = frames.readUInt8(at) & 0x0f;
    const short = frames.readUInt8(at + 1) & 0x7f;
    const [size, start] =
      short < 126
        ? [short, at + 2]
        : short === 126
          ? [frames.readUInt16BE(at + 2), at + 4]
          : [Number(frames.readBigUInt64BE(at + 2)), at + 10];
    if (opcode === 8 && start + size <= frames.length) {
      const payload = frames.subarray(start, start + size);
      if (payload.length < 2) return { code: 1005, reason: '' };
      return { code: payload.readUInt16BE(0), reason: payload.subarray(2).toString() };
    }
    at = start + size;
  }
  return undefined;
}
