import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { MessageChannel } from 'node:worker_threads';
import { WebSocket, WebSocketServer } from 'ws';
import type { Carrier } from '../core/contract/carrier.ts';
import { inProcessCarriers } from '../core/contract/carriers/in-process-carrier.ts';
import { messagePortCarrier } from '../core/contract/carriers/message-port-carrier.ts';
import { type SocketLike, webSocketCarrier } from '../core/contract/carriers/web-socket-carrier.ts';

/** Two ends of a carrier. */
export interface CarrierPair {
  /** The client's end. */
  readonly near: Carrier;
  /** The engine's end. */
  readonly far: Carrier;
  /** Lets go of what stands behind it. */
  readonly release: () => Promise<void>;
}

export const carrierKinds = ['in-process', 'message port', 'web socket'] as const;

/** With sockets as pages have them, of which Node has the same. */
export const pairKinds = [...carrierKinds, 'web socket of a page'] as const;

/** A pair of the kind. */
export function carrierPair(kind: (typeof pairKinds)[number]): Promise<CarrierPair> {
  switch (kind) {
    case 'in-process': {
      const [near, far] = inProcessCarriers();
      return Promise.resolve({ near, far, release: () => Promise.resolve() });
    }
    case 'message port': {
      const { port1, port2 } = new MessageChannel();
      const [near, far] = [messagePortCarrier(port1), messagePortCarrier(port2)];
      const release = () => {
        port1.close();
        return Promise.resolve();
      };
      return Promise.resolve({ near, far, release });
    }
    case 'web socket':
      return socketPair((url) => new WebSocket(url));
    case 'web socket of a page':
      return socketPair((url) => new globalThis.WebSocket(url));
  }
}

async function socketPair(open: (url: string) => SocketLike): Promise<CarrierPair> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const near = webSocketCarrier(open(`ws://127.0.0.1:${port}`));
  const [socket] = (await once(server, 'connection')) as [WebSocket];
  return {
    near,
    far: webSocketCarrier(socket),
    release: () => {
      near.close();
      socket.terminate();
      return new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
      });
    },
  };
}
