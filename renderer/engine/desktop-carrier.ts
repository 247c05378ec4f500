import type { Carrier } from '../../core/contract/carrier.ts';
import { messagePortCarrier } from '../../core/contract/carriers/message-port-carrier.ts';
import { type DesktopBridge, enginePortMessage } from '../desktop/desktop-bridge.ts';

/** A connection to the engine of the window, over the port that its main process hands over. */
export function desktopCarrier(bridge: DesktopBridge): Promise<Carrier> {
  const nonce = crypto.randomUUID();
  return new Promise((resolve) => {
    const receive = ({ source, data, ports }: MessageEvent<unknown>) => {
      const port = ports.at(0);
      if (source !== globalThis.window || port === undefined || !isOurs(data, nonce)) return;
      globalThis.removeEventListener('message', receive);
      resolve(messagePortCarrier(port));
    };
    globalThis.addEventListener('message', receive);
    bridge.connectEngine(nonce);
  });
}

function isOurs(data: unknown, nonce: string): boolean {
  if (typeof data !== 'object' || data === null) return false;
  const { kind, nonce: told } = data as { readonly kind?: unknown; readonly nonce?: unknown };
  return kind === enginePortMessage && told === nonce;
}
