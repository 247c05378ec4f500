import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { JobRecord } from '../../core/contract/records/job.ts';
import type { EngineClient } from '../../core/contract/engine-client.ts';
import type { EngineOptions } from '../../core/engine/engine.ts';
import { openInProcess } from '../../core/engine/in-process-engine.ts';
import { type PhotoelectronHome, photoelectronHome } from '../../core/engine/photoelectron-home.ts';
import { nodeWorkerLauncher } from '../../core/jobs/worker/node-worker-launcher.ts';
import type { WorkerLauncher } from '../../core/jobs/worker/worker-launcher.ts';
import { writeNight } from './night-files.ts';

/** An engine of a test. */
export interface TestEngine {
  readonly client: EngineClient;
  readonly home: PhotoelectronHome;
  readonly close: () => Promise<void>;
}

/** Home of the tests of one folder. */
export function homeIn(folder: string): PhotoelectronHome {
  return photoelectronHome({ PHOTOELECTRON_HOME: path.join(folder, 'home') });
}

/** An engine on the home of a folder; it ends with the test at the latest. */
export async function openEngine(
  folder: string,
  options: Partial<EngineOptions> = {},
): Promise<TestEngine> {
  const home = homeIn(folder);
  const { client, close } = await openInProcess({ home, cores: 2, ...options });
  onTestFinished(close);
  return { client, home, close };
}

/** Puts a night of so many runs into the catalogue of an engine; gives the paths of the files. */
export async function scanNight(
  { client }: TestEngine,
  folder: string,
  nRuns: number,
): Promise<string[]> {
  const files = writeNight(path.join(folder, 'data'), nRuns);
  const root = await client.request('roots.add', { path: path.join(folder, 'data') });
  const scan = await client.request('jobs.submit', { request: { kind: 'scan', rootId: root.id } });
  const { status } = await client.request('jobs.wait', { id: scan.id });
  if (status !== 'completed') throw new Error(`the scan was ${status}`);
  return files;
}

/** Children of a job, the oldest first. */
export async function childrenOf({ client }: TestEngine, parentId: number): Promise<JobRecord[]> {
  const { rows } = await client.request('jobs.list', { parentId, limit: 1000 });
  return rows.reverse();
}

/**
 * Real workers, of which the test does something to those that begin with an input: right after the work
 * was ordered, before any of it can be done.
 */
export function watchedLauncher(onOrder: (input: string, pid: number) => void): WorkerLauncher {
  const real = nodeWorkerLauncher();
  return {
    launch: (listener) => {
      const worker = real.launch(listener);
      let pid: number | undefined;
      void worker.pid.then((known) => (pid = known));
      return {
        ...worker,
        send: (order) => {
          worker.send(order);
          if (order.type === 'process') onOrder(order.request.input, pid!);
        },
      };
    },
  };
}
