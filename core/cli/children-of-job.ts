import type { EngineClient } from '../contract/engine-client.ts';
import type { JobRecord } from '../contract/records/job.ts';
import { readPages } from './read-pages.ts';

/** The parts of a job, such as the runs of a night, the oldest first. */
export async function childrenOfJob(client: EngineClient, parentId: number): Promise<JobRecord[]> {
  const { rows } = await readPages(Infinity, (page) =>
    client.request('jobs.list', { parentId, ...page }),
  );
  return rows.reverse();
}
