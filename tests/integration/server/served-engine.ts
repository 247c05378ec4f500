import { afterAll, afterEach } from 'vitest';
import path from 'node:path';
import { WebSocket } from 'ws';
import { readFileSync } from 'node:fs';
import { webSocketCarrier } from '../../../core/contract/carriers/web-socket-carrier.ts';
import { EngineClient } from '../../../core/contract/engine-client.ts';
import { photoelectronHome } from '../../../core/engine/photoelectron-home.ts';
import {
  serveEngine,
  type ServedEngine,
  type ServeOptions,
} from '../../../core/server/serve-engine.ts';

/**
 * Serves engines with homes of their own.
 *
 * @param until they end after each test, or after all of a file
 */
export function servedEngines(folder: string, until: 'each' | 'all' = 'each') {
  const running: ServedEngine[] = [];
  let count = 0;
  const hook = until === 'each' ? afterEach : afterAll;
  hook(async () => {
    await Promise.all(running.splice(0).map((served) => served.close()));
  });
  return async (options: Partial<ServeOptions> = {}): Promise<ServedEngine> => {
    const home = photoelectronHome({
      PHOTOELECTRON_HOME: path.join(folder, `home-${until}-${String(++count)}`),
    });
    const served = await serveEngine({ home, roots: [], outputFolders: [], ...options });
    running.push(served);
    return served;
  };
}

/** Connects as a program does: with the bearer token of the key file. */
export function connectProgram(served: ServedEngine): EngineClient {
  const { engineUrl, bearer } = JSON.parse(readFileSync(served.keyFile, 'utf8')) as {
    engineUrl: string;
    bearer: string;
  };
  const socket = new WebSocket(engineUrl, { headers: { Authorization: `Bearer ${bearer}` } });
  return new EngineClient(webSocketCarrier(socket));
}
