// The engine in a thread of Node or in a utility process of Electron: started, connected to clients
// over message ports, and ended by whoever made the thread or process.
import { parentPort } from 'node:worker_threads';
import { messagePortCarrier, type PortLike } from '../contract/carriers/message-port-carrier.ts';
import { contractError } from '../contract/contract-error.ts';
import { createEngine, type Engine, type EngineOptions } from './engine.ts';
import {
  type EngineWorkerOrder,
  engineWorkerOrderSchema,
  type EngineWorkerReply,
} from './engine-worker-protocol.ts';
import { type GrantedAccess, grantedAccess } from './granted-access.ts';
import { makerWorkerLauncher } from './maker-worker-launcher.ts';
import { photoelectronHome } from './photoelectron-home.ts';

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
const workers = makerWorkerLauncher(control.post);
/** The engine once it is there; undefined when it could not be started. */
const started = Promise.withResolvers<Engine | undefined>();
let access: GrantedAccess | undefined;

async function start(order: EngineWorkerOrder & { kind: 'start' }): Promise<void> {
  const { home, cores, access: chosen, launchesWorkers = false } = order;
  const environment = home === undefined ? process.env : { PHOTOELECTRON_HOME: home };
  const makeAccess: EngineOptions['access'] =
    chosen && (async (folders) => (access = await grantedAccess(chosen, folders)));
  const engine = await createEngine({
    home: photoelectronHome(environment),
    takesOrphans: true,
    ...(cores === undefined ? {} : { cores }),
    ...(makeAccess === undefined ? {} : { access: makeAccess }),
    ...(launchesWorkers ? { launcher: workers } : {}),
  });
  started.resolve(engine);
  control.post({ kind: 'ready' });
  await engine.stopped;
  control.post({ kind: 'stopped' });
  control.leave();
}

async function follow(given: unknown, portBeside: PortLike | undefined): Promise<void> {
  const order = engineWorkerOrderSchema.parse(given);
  switch (order.kind) {
    case 'start':
      await start(order);
      return;
    case 'grant':
      // What is chosen while the engine starts counts from its first moment on.
      await started.promise;
      await access?.grant(order.access);
      control.post({ kind: 'granted', id: order.id });
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
      return;
    default:
      workers.hear(order);
  }
}

control.listen((order, port) => {
  follow(order, port).catch((error: unknown) => {
    started.resolve(undefined);
    control.post({ kind: 'failed', error: contractError(error, 'its worker') });
    control.leave();
  });
});
