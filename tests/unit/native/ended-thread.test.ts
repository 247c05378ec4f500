import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

/** A thread that keeps kernels at work; it says when the first has been started. */
const worker = `
  import { parentPort } from 'node:worker_threads';
  import { numberOfIslands } from '${new URL('../../../core/native/islands.ts', import.meta.url).href}';
  const n = 1855;
  const neighbors = {
    indptr: Int32Array.from({ length: n + 1 }, (_, i) => 2 * Math.min(i, n - 1)),
    indices: Int32Array.from({ length: 2 * (n - 1) }, (_, i) => (i >> 1) + (i & 1)),
  };
  const masks = new Uint8Array(200 * n).fill(1);
  const work = async () => { for (;;) await numberOfIslands(neighbors, masks); };
  for (let i = 0; i < 4; i++) void work();
  parentPort.postMessage('at work');
`;

/** Ends such threads, one after the other, at any moment of their work. */
const program = `
  import { once } from 'node:events';
  import { Worker } from 'node:worker_threads';
  const url = new URL('data:text/javascript,' + encodeURIComponent(${JSON.stringify(worker)}));
  for (let round = 0; round < 12; round++) {
    const thread = new Worker(url);
    await once(thread, 'message');
    for (let turn = 0; turn < round; turn++) await new Promise(setImmediate);
    await thread.terminate();
  }
  console.log('still here');
`;

test('a thread that is ended while kernels work for it does no harm to the others', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [
    ...['--input-type=module', '-e', program],
  ]);
  expect(stdout).toBe('still here\n');
});
