import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { WorkerLauncher } from './worker-launcher.ts';
import type { WorkerNews } from './worker-protocol.ts';

const workerFile = fileURLToPath(new URL('./process-worker.ts', import.meta.url));

/**
 * Starts worker processes with the Node that runs this program.
 *
 * @param file module that a worker runs, for tests
 */
export function nodeWorkerLauncher(file = workerFile): WorkerLauncher {
  return {
    launch: (listener) => {
      const child = fork(file, [], {
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
        serialization: 'advanced',
        execArgv: [],
      });
      let problem: string | null = null;
      child.on('error', (error) => {
        problem = error.message;
        // Without a process there is no `close`.
        if (child.pid === undefined) listener.onExit(null, problem);
      });
      child.on('message', (news) => {
        listener.onNews(news as WorkerNews);
      });
      for (const stream of ['stdout', 'stderr'] as const) {
        child[stream]?.setEncoding('utf8').on('data', (text: string) => {
          listener.onOutput(stream, text);
        });
      }
      child.on('close', (code, signal) => {
        listener.onExit(code, signal ?? problem);
      });
      return {
        pid: Promise.resolve(child.pid),
        send: (order) => {
          // A worker that has just ended is told of by its exit.
          if (child.connected) child.send(order, () => undefined);
        },
        kill: () => child.kill('SIGKILL'),
      };
    },
  };
}
