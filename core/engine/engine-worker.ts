// The engine in a thread of Node or in a utility process of Electron: started, connected to clients
// over message ports, and ended by whoever made the thread or process.
import { parentPort } from 'node:worker_threads';
import { z } from 'zod';
import { messagePortCarrier, type PortLike } from '../contract/carriers/message-port-carrier.ts';
import { contractError } from '../contract/contract-error.ts';
import { createEngine, type Engine } from './engine.ts';
import type { EngineWorkerReply } from './engine-worker-protocol.ts';
import { photoelectronHome } from './photoelectron-home.ts';

/** What the maker of the worker tells it. */
const orderSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('start'),
    /** Default: that of the environment. */
    home: z.string().min(1).optional(),
    cores: z.int().min(1).optional(),
  }),
  /** Comes with a port: inside the message from Node, beside it from Electron. */
  z.strictObject({ kind: z.literal('connect'), port: z.custom<PortLike>(isPort).optional() }),
  z.strictObject({ kind: z.literal('close') }),
]);

type Order = z.infer<typeof orderSchema>;

/** The port to the maker of the worker. */
interface Control {
  readonly post: (reply: EngineWorkerReply) => void;
  readonly listen: (listener: (order: unknown, port: PortLike | undefined) => void) => void;
  /** Lets the worker end. */
  readonly leave: () => void;
}

/** `process.parentPort` of a utility process. */
interface UtilityPort {
  postMessage(message: unknown): void;
  on(
    type: 'message',
    listener: (event: { readonly data: unknown; readonly ports: readonly PortLike[] }) => void,
  ): unknown;
}

function isPort(value: unknown): value is PortLike {
  return typeof value === 'object' && value !== null && 'postMessage' in value;
}

function findControl(): Control {
  const utilityPort = (process as { readonly parentPort?: UtilityPort }).parentPort;
  if (utilityPort !== undefined) {
    return {
      post: (reply) => {
        utilityPort.postMessage(reply);
      },
      listen: (listener) =>
        utilityPort.on('message', ({ data, ports }) => {
          listener(data, ports.at(0));
        }),
      leave: () => {
        // What was posted last is on its way by then.
        setImmediate(() => process.exit());
      },
    };
  }
  const port = parentPort;
  if (port === null) throw new Error('The engine worker runs as a thread or utility process only.');
  return {
    post: (reply) => {
      port.postMessage(reply);
    },
    listen: (listener) =>
      port.on('message', (order: unknown) => {
        listener(order, undefined);
      }),
    leave: () => {
      port.close();
    },
  };
}

const control = findControl();
/** The engine once it is there; undefined when it could not be started. */
const started = Promise.withResolvers<Engine | undefined>();

async function start({ home, cores }: Order & { kind: 'start' }): Promise<void> {
  const environment = home === undefined ? process.env : { PHOTOELECTRON_HOME: home };
  const engine = await createEngine({
    home: photoelectronHome(environment),
    takesOrphans: true,
    ...(cores === undefined ? {} : { cores }),
  });
  started.resolve(engine);
  control.post({ kind: 'ready' });
  await engine.stopped;
  control.post({ kind: 'stopped' });
  control.leave();
}

async function follow(given: unknown, portBeside: PortLike | undefined): Promise<void> {
  const order = orderSchema.parse(given);
  switch (order.kind) {
    case 'start':
      await start(order);
      return;
    case 'connect': {
      const port = order.port ?? portBeside;
      // A window may be there before the engine is.
      const engine = await started.promise;
      if (port !== undefined) engine?.connect(messagePortCarrier(port));
      return;
    }
    case 'close':
      await (await started.promise)?.close();
  }
}

control.listen((order, port) => {
  follow(order, port).catch((error: unknown) => {
    started.resolve(undefined);
    control.post({ kind: 'failed', error: contractError(error, 'its worker') });
    control.leave();
  });
});
