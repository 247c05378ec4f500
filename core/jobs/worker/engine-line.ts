import type { WorkerNews, WorkerOrder } from './worker-protocol.ts';

/** What a worker process and its engine talk over. */
export interface EngineLine {
  readonly onOrder: (listener: (order: WorkerOrder) => void) => void;
  /** Calls back when the engine is gone. */
  readonly onCut: (listener: () => void) => void;
  /** @param sent called when the news are on their way, or there is nobody to hear them */
  readonly tell: (news: WorkerNews, sent?: () => void) => void;
}

/** `process.parentPort` of a utility process. */
interface UtilityPort {
  postMessage(message: unknown): void;
  on(type: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
}

/**
 * The line of this process to its engine: that of a utility process of Electron, where it is one, or
 * that of a child process of Node.
 */
export function engineLine(): EngineLine {
  const port = (process as { readonly parentPort?: UtilityPort }).parentPort;
  return port === undefined ? nodeLine() : utilityLine(port);
}

function nodeLine(): EngineLine {
  return {
    onOrder: (listener) => process.on('message', listener),
    onCut: (listener) => process.on('disconnect', listener),
    tell: (news, sent = () => undefined) => {
      if (process.connected && process.send !== undefined) {
        process.send(news, undefined, undefined, sent);
      } else sent();
    },
  };
}

function utilityLine(port: UtilityPort): EngineLine {
  return {
    onOrder: (listener) =>
      port.on('message', ({ data }) => {
        listener(data as WorkerOrder);
      }),
    // Whoever started the process cancels its work when the engine is gone, and ends with all it started.
    onCut: () => undefined,
    tell: (news, sent = () => undefined) => {
      port.postMessage(news);
      // What was posted is on its way by then.
      setImmediate(sent);
    },
  };
}
