import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { processMark } from '../../../core/jobs/process-mark.ts';
import { nodeWorkerLauncher } from '../../../core/jobs/worker/node-worker-launcher.ts';
import { runInWorker } from '../../../core/jobs/worker/run-in-worker.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

const launcher = nodeWorkerLauncher(fileURLToPath(new URL('./faulty-worker.ts', import.meta.url)));

/** Runs the faulty worker; tells what was heard of it. */
async function run(input: string, signal = new AbortController().signal, onLine = () => undefined) {
  const lines: string[] = [];
  const pids: number[] = [];
  const end = await runInWorker(
    launcher,
    { input, output: '/nowhere/out.h5' },
    {
      signal,
      onStart: ({ pid }) => {
        pids.push(pid);
        return Promise.resolve();
      },
      onProgress: () => undefined,
      onLine: (stream, line) => {
        lines.push(`${stream}: ${line}`);
        onLine();
      },
      onUsage: () => undefined,
      graceMs: 100,
    },
  ).catch((error: unknown) => error);
  for (const pid of pids) expect(await processMark(pid)).toBeUndefined();
  return { end, lines, pids };
}

describe('runInWorker', () => {
  it.each([
    ['SIGSEGV', /was ended by SIGSEGV; the last/],
    [
      'SIGKILL',
      /was ended by SIGKILL \(as the system does with processes when memory runs out\); /,
    ],
    ['exit', /ended with exit code 7; /],
    ['throw', /ended with exit code 1; .*a mistake in the worker/],
    ['memory', /ended by SIGABRT because it ran out of memory; .*heap out of memory/],
  ])('makes one sentence of a worker that ends by %s', async (input, sentence) => {
    const { end, lines } = await run(input);
    expect(end).toMatchObject({ code: 'worker-crashed', place: { path: input } });
    expect((end as Error).message).toMatch(sentence);
    expect((end as Error).message).not.toContain('\n');
    expect(lines.slice(0, 2).sort()).toEqual(['stderr: another line', 'stdout: one line']);
  });

  it('ends a worker that does not stop when it is asked to', async () => {
    const cancel = new AbortController();
    const { end, pids } = await run('hang', cancel.signal, () => {
      cancel.abort();
    });
    expect(end).toMatchObject({ code: 'cancelled' });
    expect(pids).toHaveLength(1);
  });

  it('starts no work that was cancelled before', async () => {
    const cancel = new AbortController();
    cancel.abort();
    const { end, lines } = await run('exit', cancel.signal);
    expect(end).toMatchObject({ code: 'cancelled' });
    expect(lines).toEqual([]);
  });

  it('says that a worker could not be started', async () => {
    const missing = nodeWorkerLauncher(path.join(temporaryFolder(), 'no-worker.ts'));
    const end = runInWorker(
      missing,
      { input: 'in', output: '/nowhere/out.h5' },
      {
        signal: new AbortController().signal,
        onStart: () => Promise.resolve(),
        onProgress: () => undefined,
        onLine: () => undefined,
        onUsage: () => undefined,
      },
    );
    await expect(end).rejects.toMatchObject({ code: 'worker-crashed' });
  });
});
