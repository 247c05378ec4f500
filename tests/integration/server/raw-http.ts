import net from 'node:net';

/** An answer, read off the connection byte by byte. */
export interface RawAnswer {
  readonly status: number;
  /** By name in small letters; several of one name joined by a line break. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * Sends bytes to a port of this host and collects what comes until the other side closes. Nothing is put
 * right: what is sent may be no HTTP at all.
 */
export function sendRaw(port: number, bytes: string | Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(port, '127.0.0.1');
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', (error: NodeJS.ErrnoException) => {
      // The server may close while bytes are still on their way to it.
      if (error.code !== 'ECONNRESET' && error.code !== 'EPIPE') reject(error);
    });
    socket.on('close', () => {
      resolve(Buffer.concat(chunks).toString('latin1'));
    });
    socket.write(bytes);
  });
}

/** Takes one answer apart. */
export function parseAnswer(text: string): RawAnswer {
  const end = text.indexOf('\r\n\r\n');
  const [statusLine = '', ...lines] = text.slice(0, end).split('\r\n');
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const at = line.indexOf(':');
    const name = line.slice(0, at).toLowerCase();
    const value = line.slice(at + 1).trim();
    headers[name] = name in headers ? `${headers[name]}\n${value}` : value;
  }
  return { status: Number(statusLine.split(' ')[1]), headers, body: text.slice(end + 4) };
}

/** What a request is made of; every part may be wrong. */
export interface RawRequest {
  readonly method?: string;
  readonly target?: string;
  /** Default: the server's own. null: none. */
  readonly host?: string | null;
  readonly headers?: readonly (readonly [name: string, value: string])[];
  readonly body?: string;
}

/** Sends one request on a connection of its own. */
export async function request(port: number, parts: RawRequest = {}): Promise<RawAnswer> {
  const {
    method = 'GET',
    target = '/',
    host = `127.0.0.1:${port}`,
    headers = [],
    body = '',
  } = parts;
  const lines = [
    `${method} ${target} HTTP/1.1`,
    ...(host === null ? [] : [`Host: ${host}`]),
    ...headers.map(([name, value]) => `${name}: ${value}`),
    'Connection: close',
  ];
  return parseAnswer(await sendRaw(port, `${lines.join('\r\n')}\r\n\r\n${body}`));
}

/** Exchanges the token of a server as a browser does; gives the cookie. */
export async function openSession(server: { url: string; port: number }): Promise<string> {
  const { search } = new URL(server.url);
  const answer = await request(server.port, { target: `/${search}` });
  const cookie = /^([^;]+);/.exec(answer.headers['set-cookie'] ?? '')?.[1];
  if (cookie === undefined) throw new Error(`no session: status ${answer.status}`);
  return cookie;
}
