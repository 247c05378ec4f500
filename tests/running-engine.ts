import { readFile } from 'node:fs/promises';
import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { Carrier } from '../core/contract/carrier.ts';
import { inProcessCarriers } from '../core/contract/carriers/in-process-carrier.ts';
import { messagePortCarrier } from '../core/contract/carriers/message-port-carrier.ts';
import { webSocketCarrier } from '../core/contract/carriers/web-socket-carrier.ts';
import { createEngine } from '../core/engine/engine.ts';
import { photoelectronHome } from '../core/engine/photoelectron-home.ts';
import { serveEngine } from '../core/server/serve-engine.ts';
import type { carrierKinds } from './carrier-pairs.ts';
import { EngineThread } from './engine-thread.ts';

/** Where an engine works. */
export interface EnginePlaces {
  readonly home: string;
  /** Folder of data. */
  readonly root: string;
  /** Folder for products. */
  readonly output: string;
}

/** An engine that clients can be connected to. */
export interface RunningEngine {
  /** A connection of a client's own. */
  readonly connect: () => Promise<Carrier>;
  readonly stopped: Promise<unknown>;
  readonly close: () => Promise<void>;
}

/** Jobs run one after the other, so that a test can have one that waits. */
const CORES = 1;

/** An engine behind a carrier of the kind: in this thread, in a thread of its own, or served. */
export function startEngine(
  kind: (typeof carrierKinds)[number],
  places: EnginePlaces,
): Promise<RunningEngine> {
  switch (kind) {
    case 'in-process':
      return startInProcess(places);
    case 'message port':
      return startThread(places);
    case 'web socket':
      return startServed(places);
  }
}

async function startInProcess({ home }: EnginePlaces): Promise<RunningEngine> {
  const engine = await createEngine({
    home: photoelectronHome({ PHOTOELECTRON_HOME: home }),
    cores: CORES,
  });
  return {
    connect: () => {
      const [near, far] = inProcessCarriers();
      engine.connect(far);
      return Promise.resolve(near);
    },
    stopped: engine.stopped,
    close: () => engine.close(),
  };
}

async function startThread({ home }: EnginePlaces): Promise<RunningEngine> {
  const thread = new EngineThread({ home, cores: CORES });
  const reply = await thread.reply;
  if (reply.kind !== 'ready') throw new Error(`no engine: ${JSON.stringify(reply)}`);
  return {
    connect: () => Promise.resolve(messagePortCarrier(thread.connect())),
    stopped: thread.stopped,
    close: () => thread.close(),
  };
}

async function startServed({ home, root, output }: EnginePlaces): Promise<RunningEngine> {
  const served = await serveEngine({
    home: photoelectronHome({ PHOTOELECTRON_HOME: home }),
    roots: [root],
    outputFolders: [output],
    cores: CORES,
  });
  const { bearer } = JSON.parse(await readFile(served.keyFile, 'utf8')) as { bearer: string };
  return {
    connect: async () => {
      const socket = new WebSocket(served.engineUrl, {
        headers: { authorization: `Bearer ${bearer}` },
      });
      const carrier = webSocketCarrier(socket);
      await once(socket, 'open');
      return carrier;
    },
    stopped: served.stopped,
    close: () => served.close(),
  };
}
