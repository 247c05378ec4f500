// Gives a thread what a utility process of Electron has, and runs the engine's worker in it.
import { type MessagePort, parentPort } from 'node:worker_threads';

const control = parentPort;
if (control === null) throw new Error('This runs as a thread only.');

/** A port as Electron has it outside of pages: it emits events, and is no event target. */
function electronPort(port: MessagePort) {
  return {
    postMessage: (message: unknown) => {
      port.postMessage(message);
    },
    start: () => {
      port.start();
    },
    close: () => {
      port.close();
    },
    on: (type: 'message' | 'close', listener: (event?: unknown) => void) => {
      if (type === 'close') port.on('close', listener);
      else {
        port.on('message', (data: unknown) => {
          listener({ data });
        });
      }
    },
  };
}

Object.assign(process, {
  parentPort: {
    postMessage: (message: unknown) => {
      control.postMessage(message);
    },
    on: (_type: 'message', listener: (event: { data: unknown; ports: unknown[] }) => void) =>
      control.on('message', ({ port, ...data }: { port?: MessagePort }) => {
        listener({ data, ports: port === undefined ? [] : [electronPort(port)] });
      }),
  },
});

await import('../core/engine/engine-worker.ts');
