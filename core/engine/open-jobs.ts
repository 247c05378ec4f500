import { JobQueue } from '../jobs/job-queue.ts';
import { processNightKind } from '../jobs/kinds/process-night.ts';
import { processRunKind } from '../jobs/kinds/process-run.ts';
import { scanKind } from '../jobs/kinds/scan.ts';
import { nodeWorkerLauncher } from '../jobs/worker/node-worker-launcher.ts';
import type { WorkerLauncher } from '../jobs/worker/worker-launcher.ts';
import type { Services } from './services.ts';

/** What the queue of an engine is made with. */
export interface JobOptions {
  /** Default: Node child processes. */
  readonly launcher?: WorkerLauncher;
  /** Also do what waits because its engine has ended. Default false. */
  readonly takesOrphans?: boolean;
  readonly onProblem: (what: string, error: unknown) => void;
}

/**
 * Opens the queue of an engine with everything that can be asked for.
 *
 * @throws PhotoelectronError from the catalogue
 */
export function openJobs(
  { home, catalogue, configurations, access, cores, changes }: Omit<Services, 'jobs'>,
  { launcher = nodeWorkerLauncher(), takesOrphans = false, onProblem }: JobOptions,
): Promise<JobQueue> {
  const resolve = (choice: string) => configurations.resolve(choice);
  const checkRead = (path: string) => access.checkRead(path);
  const checkWrite = (path: string) => access.checkWrite(path);
  return JobQueue.open({
    catalogue,
    logFolder: home.logs,
    cores,
    takesOrphans,
    onProblem,
    kinds: {
      scan: scanKind({ catalogue, checkRead, scan: () => Promise.resolve() }),
      'process-run': processRunKind({
        resolve,
        checkRead,
        checkWrite,
        launcher,
        enterProduct: () => {
          changes.changed('files', 'runs', 'provenance');
          return Promise.resolve();
        },
      }),
      'process-night': processNightKind({ catalogue, resolve }),
    },
  });
}
