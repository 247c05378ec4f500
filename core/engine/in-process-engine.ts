import { inProcessCarriers } from '../contract/carriers/in-process-carrier.ts';
import { EngineClient } from '../contract/engine-client.ts';
import { createEngine, type Engine, type EngineOptions } from './engine.ts';

/** An engine in this process with a client of it. */
export interface InProcessEngine {
  readonly client: EngineClient;
  readonly engine: Engine;
  readonly close: () => Promise<void>;
}

/**
 * Starts an engine in this process and connects a client.
 *
 * @throws PhotoelectronError what `createEngine` throws
 */
export async function openInProcess(options: EngineOptions): Promise<InProcessEngine> {
  const engine = await createEngine(options);
  const [near, far] = inProcessCarriers();
  engine.connect(far);
  const client = new EngineClient(near);
  return {
    client,
    engine,
    close: async () => {
      client.close();
      await engine.close();
    },
  };
}
