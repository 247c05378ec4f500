// Worker that does what the name of its input says, in place of processing it.
import path from 'node:path';
import type { WorkerOrder } from '../../../core/jobs/worker/worker-protocol.ts';

const faults: Readonly<Record<string, () => void>> = {
  SIGSEGV: () => process.kill(process.pid, 'SIGSEGV'),
  SIGKILL: () => process.kill(process.pid, 'SIGKILL'),
  exit: () => process.exit(7),
  throw: () => {
    throw new Error('a mistake in the worker');
  },
  memory: () => {
    console.error(
      'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory',
    );
    process.abort();
  },
  // Neither ends nor listens.
  hang: () => setInterval(() => undefined, 1000),
};

process.on('message', (order: WorkerOrder) => {
  if (order.type === 'cancel') return;
  console.log('one line');
  console.error('another line');
  // What was written must have left before the end.
  setImmediate(() => {
    faults[path.basename(order.request.input)]();
  });
});
