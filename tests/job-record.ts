import type { JobRecord } from '../core/contract/records/job.ts';

/** A job as a client sees it, at work. */
export function jobRecord(changes: Partial<JobRecord> = {}): JobRecord {
  return {
    id: 1,
    parentId: null,
    kind: 'scan',
    title: 'Scan everything',
    night: null,
    status: 'running',
    priority: 0,
    cores: 1,
    progress: null,
    created: '2024-01-01T00:00:00.000Z',
    started: null,
    ended: null,
    attempt: 1,
    error: null,
    output: null,
    runId: null,
    configurationHash: null,
    activityId: null,
    isComplete: null,
    cpuTimeS: null,
    peakMemoryBytes: null,
    children: {},
    ...changes,
  };
}

/** The same job with so much done of 1000. */
export function jobAt(done: number): JobRecord {
  return jobRecord({
    progress: { done, total: 1000, unit: 'files', rate: null, remainingS: null },
  });
}
