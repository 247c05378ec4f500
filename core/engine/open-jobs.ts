import { JobQueue } from '../jobs/job-queue.ts';
import { processNightKind } from '../jobs/kinds/process-night.ts';
import { processRunKind } from '../jobs/kinds/process-run.ts';
import { scanKind } from '../jobs/kinds/scan.ts';
import { nodeWorkerLauncher } from '../jobs/worker/node-worker-launcher.ts';
import type { WorkerLauncher } from '../jobs/worker/worker-launcher.ts';
import { notedKind } from '../jobs/noted-kind.ts';
import type { ActivityRecord } from '../provenance/activity-record.ts';
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
  const recordActivity = async (record: ActivityRecord) => {
    await catalogue.ask('recordActivity', { record });
    changes.changed('provenance');
  };
  return JobQueue.open({
    catalogue,
    logFolder: home.logs,
    cores,
    takesOrphans,
    onProblem,
    kinds: {
      scan: notedKind(
        'pe scan',
        scanKind({ catalogue, checkRead, scan: scanJob(services) }),
        recordActivity,
      ),
      'process-run': processRunKind({
        resolve,
        checkRead,
        checkWrite,
        launcher,
        recordActivity,
        enterProduct: productEntry(services),
      }),
      'process-night': notedKind(
        'pe process --night',
        processNightKind({ catalogue, resolve }),
        recordActivity,
      ),
    },
  });
}
