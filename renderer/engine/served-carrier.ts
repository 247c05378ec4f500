import type { Carrier } from '../../core/contract/carrier.ts';
import { webSocketCarrier } from '../../core/contract/carriers/web-socket-carrier.ts';

/** A connection to the engine that served this page. */
export function servedCarrier(): Promise<Carrier> {
  const socket = new WebSocket(`ws://${location.host}/engine`);
  return Promise.resolve(webSocketCarrier(socket));
}
