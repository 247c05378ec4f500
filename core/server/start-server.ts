import { stat } from 'node:fs/promises';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import path from 'node:path';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Carrier } from '../contract/carrier.ts';
import { webSocketCarrier } from '../contract/carriers/web-socket-carrier.ts';
import { PhotoelectronError } from '../foundation/errors.ts';
import { AttemptLimit } from './attempt-limit.ts';
import { boundedCarrier } from './bounded-carrier.ts';
import { answerRequest, type Doors, openingAddress } from './front-door.ts';
import { IdleWatch } from './idle-watch.ts';
import { listen } from './listen.ts';
import { type Refusal, refuse, refuseSocket } from './refusal.ts';
import { securityHeaders } from './security-headers.ts';
import { ServerKeys } from './server-keys.ts';
import { defaultServerLimits, type ServerLimits } from './server-limits.ts';
import { superviseClient } from './supervise-client.ts';
import { checkUpgrade, ENGINE_PATH } from './upgrade-door.ts';

/** What a server is made of. */
export interface ServerOptions {
  /** Takes a client; returns what lets it go. */
  readonly connect: (carrier: Carrier) => () => void;
  /** Whether the engine works on something, so that the server must not end for want of clients. */
  readonly isBusy: () => Promise<boolean>;
  /** Folder of the page. */
  readonly pageFolder: string;
  /** 0, the default, lets the system choose a free one. */
  readonly port?: number;
  /** Time without clients and work after which the server ends [s]; Infinity, the default, never. */
  readonly idleSeconds?: number;
  readonly limits?: Partial<ServerLimits>;
}

/** A server that runs. */
export interface RunningServer {
  /** Address to open, with the token; good for one browser. */
  readonly url: string;
  readonly port: number;
  /** Address of the WebSocket. */
  readonly engineUrl: string;
  /** What programs send as `Authorization: Bearer …`. */
  readonly bearer: string;
  /** Resolves when the server has ended, with the reason. */
  readonly stopped: Promise<'idle' | 'closed'>;
  /** Ends the server: clients are told and let go. */
  readonly close: () => Promise<void>;
}

/**
 * Serves the page and the engine's contract on the loopback address, to who has the token of this
 * launch.
 *
 * @throws PhotoelectronError `argument-invalid` for a port that is not to be had, `file-not-found`
 *   without a page
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const limits = { ...defaultServerLimits, ...options.limits };
  await checkPage(options.pageFolder);
  const keys = new ServerKeys(new AttemptLimit(limits.maxAttempts, limits.attemptWindowMs));
  const server = http.createServer({
    maxHeaderSize: limits.maxHeaderBytes,
    headersTimeout: limits.requestTimeoutMs,
    requestTimeout: limits.requestTimeoutMs,
    // How often the two times above are looked at.
    connectionsCheckingInterval: Math.min(1000, limits.requestTimeoutMs),
    keepAliveTimeout: limits.quietTimeoutMs,
    // The door looks at Host itself, so that this answer carries the same headers as all others.
    requireHostHeader: false,
    insecureHTTPParser: false,
  });
  server.keepAliveTimeoutBuffer = 0;
  server.maxConnections = limits.maxSockets;
  server.timeout = limits.quietTimeoutMs;
  const sockets = new WebSocketServer(webSocketOptions(limits));
  const port = await listen(server, options.port ?? 0);
  const doors: Doors = { port, keys, pageFolder: options.pageFolder };
  const ended = Promise.withResolvers<'idle' | 'closed'>();
  let closing: Promise<void> | undefined;
  const close = (reason: 'idle' | 'closed'): Promise<void> => {
    closing ??= endServer(server, sockets).then(() => {
      idle.stop();
      ended.resolve(reason);
    });
    return closing;
  };
  const idle = new IdleWatch((options.idleSeconds ?? Infinity) * 1000, options.isBusy, () => {
    void close('idle');
  });

  const admit = (client: WebSocket) => {
    superviseClient(client, limits.pingIntervalMs);
    const carrier = webSocketCarrier(client, limits);
    const leave = idle.enter();
    const disconnect = options.connect(boundedCarrier(carrier, limits.maxBufferedBytes));
    client.once('close', () => {
      disconnect();
      leave();
    });
  };
  const checkRoom = (): Refusal | undefined =>
    sockets.clients.size < limits.maxClients && closing === undefined
      ? undefined
      : { status: 503, message: 'There are too many clients; close one and try again.' };

  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    answerRequest(request, response, doors).catch(() => {
      // The client left, or a file of the page went away while it was read.
      if (response.headersSent) response.destroy();
      else refuse(response, { status: 500, message: 'The page cannot be read.' });
    });
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const refusal = checkUpgrade(request, doors) ?? checkRoom();
    if (refusal !== undefined) refuseSocket(socket, refusal);
    else sockets.handleUpgrade(request, socket, head, admit);
  });
  sockets.on('headers', (headers) => {
    headers.push(...Object.entries(securityHeaders()).map(([name, value]) => `${name}: ${value}`));
  });
  sockets.on('wsClientError', (_error, socket) => {
    refuseSocket(socket, { status: 400, message: 'This is no WebSocket handshake.' });
  });
  // Only tunnels and bodies ask so, and there is none here.
  for (const event of ['checkContinue', 'checkExpectation'] as const) {
    server.on(event, (_request: IncomingMessage, response: ServerResponse) => {
      refuse(response, { status: 417, message: 'A request must not have a body.' });
    });
  }
  server.on('connect', (_request: IncomingMessage, socket: Duplex) => {
    refuseSocket(socket, { status: 405, message: 'This is no proxy.', headers: allowed });
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    // What follows an answer on the same connection is not answered: it belongs to no request.
    if (socket.bytesWritten > 0) socket.destroySoon();
    else refuseSocket(socket, clientErrors[error.code ?? ''] ?? badRequest);
  });

  return {
    url: openingAddress(port, keys.newToken()),
    port,
    engineUrl: `ws://127.0.0.1:${port}${ENGINE_PATH}`,
    bearer: keys.bearer,
    stopped: ended.promise,
    close: () => close('closed'),
  };
}

/** `closeTimeout` is missing from the types of `ws`. */
function webSocketOptions(limits: ServerLimits) {
  return {
    noServer: true,
    maxPayload: limits.maxRequestBytes,
    maxFragments: limits.maxFragments,
    closeTimeout: limits.closeTimeoutMs,
    perMessageDeflate: false,
  };
}

/** Close code of a WebSocket whose server ends. */
const GOING_AWAY = 1001;

const allowed = { Allow: 'GET, HEAD' };

const badRequest: Refusal = { status: 400, message: 'This is no HTTP request.' };

/** What Node's parser refuses by itself. */
const clientErrors: Readonly<Partial<Record<string, Refusal>>> = {
  HPE_HEADER_OVERFLOW: { status: 431, message: 'The headers of the request are too large.' },
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, message: 'The request did not arrive in time.' },
};

async function checkPage(folder: string): Promise<void> {
  const file = path.join(folder, 'index.html');
  const isThere = await stat(file).then(
    (facts) => facts.isFile(),
    () => false,
  );
  if (!isThere) {
    throw new PhotoelectronError(
      'file-not-found',
      `The page ${file} is missing; make it with "npm run build:renderer", or install the program again.`,
      { path: file },
    );
  }
}

/** Tells the clients, waits for their end, and lets every connection go. */
async function endServer(server: http.Server, sockets: WebSocketServer): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => {
      resolve();
    });
  });
  const left = [...sockets.clients].map(
    (client) =>
      new Promise<void>((resolve) => {
        client.once('close', () => {
          resolve();
        });
        client.close(GOING_AWAY, 'The engine has ended.');
      }),
  );
  await Promise.all(left);
  sockets.close();
  server.closeAllConnections();
  await closed;
}
