import type { EngineClient } from '../contract/engine-client.ts';
import type { JobRecord } from '../contract/records/job.ts';
import { Progress } from './progress.ts';
import type { CommandContext } from './terminal.ts';

/** How a job is followed. */
export interface FollowOptions {
  /** What is worked on, in front of the progress. */
  readonly label: string;
  readonly quiet: boolean;
}

/**
 * Waits for a job and shows how far it is: of a night, the events of all its runs. An interrupt cancels
 * the job; then its end is waited for.
 *
 * @throws PhotoelectronError what the engine throws
 */
export async function followJob(
  client: EngineClient,
  id: number,
  { signal, terminal }: CommandContext,
  { label, quiet }: FollowOptions,
): Promise<JobRecord> {
  const bar = new Progress(terminal, label, 'events');
  const events = new Map<number, number>();
  let fraction = 0;
  const ignore = client.subscribe('jobs.changed', {}, (job) => {
    const { progress } = job;
    if (progress === null || quiet) return;
    if (job.id === id && progress.total !== null && progress.total > 0) {
      fraction = progress.done / progress.total;
    }
    if ((job.id === id || job.parentId === id) && progress.unit === 'events') {
      events.set(job.id, progress.done);
    }
    bar.update({ fraction, done: [...events.values()].reduce((sum, n) => sum + n, 0) });
  });
  const cancel = () => {
    bar.clear();
    if (!quiet) terminal.err('Cancelling; what is half done is removed.\n');
    // It may be over in this moment, which its end tells.
    client.request('jobs.cancel', { id }).catch(() => undefined);
  };
  signal.addEventListener('abort', cancel, { once: true });
  try {
    if (signal.aborted) cancel();
    return await client.request('jobs.wait', { id });
  } finally {
    signal.removeEventListener('abort', cancel);
    ignore();
    bar.clear();
  }
}
