import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import type { ElectronApplication } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { processMark } from '../../../core/jobs/process-mark.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { askEngine } from './ask-engine.ts';
import { type ElectronWindow, launchElectron } from './launch-electron.ts';

/** Number of the process of a job, once there is one. */
async function jobPid(app: ElectronApplication): Promise<number> {
  return app.evaluate(
    ({ app: main }) =>
      new Promise<number>((resolve) => {
        const look = setInterval(() => {
          const job = main.getAppMetrics().find(({ name }) => name === 'Photoelectron job');
          if (job === undefined) return;
          clearInterval(look);
          resolve(job.pid);
        }, 5);
      }),
  );
}

/** Resolves when a process has ended. */
async function end(pid: number): Promise<void> {
  while ((await processMark(pid)) !== undefined) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('the engine of the window', () => {
  const folder = temporaryFolder();
  const output = path.join(folder, 'output');
  let window: ElectronWindow;
  let sample: string;

  beforeAll(async () => {
    mkdirSync(output);
    window = await launchElectron({ home: path.join(folder, 'home'), outputs: [output] });
    const [first] = await askEngine(window.page, 'samples.list', {});
    sample = first.path;
  });
  afterAll(async () => {
    await window.close();
  });

  const submit = async (name: string) => {
    const product = path.join(output, name);
    const request = { kind: 'process-run', input: sample, output: product } as const;
    const { id } = await askEngine(window.page, 'jobs.submit', { request });
    return { id, product };
  };

  const banner = (text: RegExp) => window.page.getByRole('alert').filter({ hasText: text });

  it('processes a file in a process of its own, and keeps what that wrote and used', async () => {
    const { id, product } = await submit('gamma.dl2.h5');
    const job = await askEngine(window.page, 'jobs.wait', { id });
    expect(job).toMatchObject({ status: 'completed', error: null, attempt: 1 });
    expect(job.peakMemoryBytes).toBeGreaterThan(10_000_000);
    expect(existsSync(product)).toBe(true);
  });

  it('ends the process of a job that is cancelled', async () => {
    const { id } = await submit('cancelled.h5');
    const pid = await jobPid(window.app);
    await askEngine(window.page, 'jobs.cancel', { id });
    await end(pid);
    expect(await askEngine(window.page, 'jobs.wait', { id })).toMatchObject({
      status: 'cancelled',
    });
  });

  it('tells of a process that was killed as a sentence of its job', async () => {
    const { id } = await submit('killed.h5');
    process.kill(await jobPid(window.app), 'SIGKILL');
    const job = await askEngine(window.page, 'jobs.wait', { id });
    expect(job).toMatchObject({ status: 'failed', error: { code: 'worker-crashed' } });
    expect(job.error?.message).toContain('was ended by SIGKILL');
  });

  it('reads and writes nothing that the user did not choose', async () => {
    const { page } = window;
    await expect(askEngine(page, 'folders.list', { path: folder })).rejects.toThrow(
      /access-denied: .* was it chosen in this window/,
    );
    const request = { kind: 'process-run', input: sample, output: path.join(folder, 'a.h5') };
    await expect(
      askEngine(page, 'jobs.submit', { request: { ...request, kind: 'process-run' } }),
    ).rejects.toThrow(/access-denied: .* may not be written/);
  });

  it('reads a folder from when it was chosen on, also after it was started again', async () => {
    const { app, page } = window;
    const chosen = path.join(folder, 'chosen');
    mkdirSync(chosen);
    await app.evaluate(({ dialog }, answer) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [answer] });
    }, chosen);
    const answer = await page.evaluate(() =>
      (
        globalThis as unknown as {
          photoelectron: { chooseFolder(question: object): Promise<string | undefined> };
        }
      ).photoelectron.chooseFolder({ title: 'A folder' }),
    );
    expect(answer).toBe(chosen);
    const list = () => askEngine(page, 'folders.list', { path: chosen });
    expect((await list()).path).toBe(chosen);
    await window.killEngine();
    expect((await list()).path).toBe(chosen);
  });

  it('is started again when it was killed; its jobs end, are marked, and the window says so', async () => {
    const { page, watch } = window;
    const { id } = await submit('interrupted.h5');
    const worker = await jobPid(window.app);
    process.kill(worker, 'SIGSTOP');
    const engine = await window.enginePid();
    await window.killEngine();
    await banner(/engine ended unexpectedly/).waitFor();
    await end(worker);
    await banner(/engine/).waitFor({ state: 'detached' });
    expect(await window.enginePid()).not.toBe(engine);
    expect(await askEngine(page, 'jobs.wait', { id })).toMatchObject({ status: 'interrupted' });
    expect(watch.complaints).toEqual([]);
  });

  it('says so when it ends again and again, and starts when it is told to', async () => {
    const { page } = window;
    const failed = banner(/not started again by itself/);
    while ((await failed.count()) === 0) {
      // Between two starts there is none to kill.
      await window.killEngine().catch(() => page.waitForTimeout(50));
    }
    await failed.getByRole('button', { name: 'Try again' }).click();
    await banner(/engine/).waitFor({ state: 'detached' });
    expect((await askEngine(page, 'engine.info', {})).name).toBe('photoelectron');
  });
});
