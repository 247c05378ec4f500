import { JobQueue } from '../jobs/job-queue.ts';
import { processNightKind } from '../jobs/kinds/process-night.ts';
import { processRunKind } from '../jobs/kinds/process-run.ts';
import { scanKind } from '../jobs/kinds/scan.ts';
import { nodeWorkerLauncher } from '../jobs/worker/node-worker-launcher.ts';
import type { WorkerLauncher } from '../jobs/worker/worker-launcher.ts';
import { productEntry, scanJob } from './scan-job.ts';
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
  services: Omit<Services, 'jobs'>,
  { launcher = nodeWorkerLauncher(), takesOrphans = false, onProblem }: JobOptions,
): Promise<JobQueue> {
  const { home, catalogue, configurations, access, cores, changes } = services;
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
      scan: scanKind({ catalogue, checkRead, scan: scanJob(services) }),
      'process-run': processRunKind({
        resolve,
        checkRead,
        checkWrite,
        launcher,
        recordActivity: async (record) => {
          await catalogue.ask('recordActivity', { record });
          changes.changed('provenance');
        },
        enterProduct: productEntry(services),
      }),
      'process-night': processNightKind({ catalogue, resolve }),
    },
  });
}
