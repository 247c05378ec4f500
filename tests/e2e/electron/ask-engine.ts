import type { Page } from 'playwright-core';
import {
  CONTRACT_VERSION,
  type RequestName,
  type RequestParams,
  type RequestResult,
} from '../../../core/contract/contract.ts';
import type { DesktopBridge } from '../../../renderer/desktop/desktop-bridge.ts';

/**
 * Asks the engine of the window over a connection of its own, made as the page makes it.
 *
 * @throws Error whose message is what the engine answered, with the error's code before it
 */
export async function askEngine<N extends RequestName>(
  page: Page,
  name: N,
  params: RequestParams<N>,
): Promise<RequestResult<N>> {
  const answer = await page.evaluate(
    async ({ asked, given, version }) => {
      const bridge = (globalThis as unknown as { readonly photoelectron: DesktopBridge })
        .photoelectron;
      const connect = () =>
        new Promise<MessagePort>((resolve) => {
          const nonce = crypto.randomUUID();
          const receive = ({ data, ports }: MessageEvent<{ readonly nonce?: string }>) => {
            if (data.nonce !== nonce) return;
            removeEventListener('message', receive);
            resolve(ports[0]);
          };
          addEventListener('message', receive);
          bridge.connectEngine(nonce);
        });
      const ask = async () => {
        const port = await connect();
        const reply = await new Promise<Readonly<Record<string, unknown>> | undefined>(
          (resolve) => {
            port.onmessage = ({ data }: MessageEvent<Readonly<Record<string, unknown>>>) => {
              if (data['kind'] !== 'progress') resolve(data);
            };
            port.addEventListener('close', () => {
              resolve(undefined);
            });
            port.postMessage({ kind: 'hello', contractVersion: version });
            port.postMessage({ kind: 'request', id: 1, name: asked, params: given });
          },
        );
        port.close();
        return reply;
      };
      // An engine that has just ended takes connections with it; the next one answers.
      for (;;) {
        const reply = await ask();
        if (reply !== undefined) return reply;
      }
    },
    { asked: name, given: params, version: CONTRACT_VERSION },
  );
  if (answer['kind'] === 'result') return answer['result'] as RequestResult<N>;
  const { code, message } = answer['error'] as { readonly code: string; readonly message: string };
  throw new Error(`${code}: ${message}`);
}
