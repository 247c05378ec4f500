import { describe, expect, it } from 'vitest';
import type { JobRecord } from '../../../../../core/contract/records/job.ts';
import { jobRows, type KnownJobs, withJobs } from '../../../../../renderer/panels/jobs/job-rows.ts';

function job(id: number, change: Partial<JobRecord> = {}): JobRecord {
  return {
    id,
    parentId: null,
    kind: 'process-run',
    title: `Job ${id}`,
    night: null,
    status: 'waiting',
    priority: 0,
    cores: 1,
    progress: null,
    created: '2026-11-20T10:00:00.000Z',
    started: null,
    ended: null,
    attempt: 0,
    error: null,
    output: null,
    runId: null,
    configurationHash: null,
    activityId: null,
    isComplete: null,
    cpuTimeS: null,
    peakMemoryBytes: null,
    children: {},
    ...change,
  };
}

const night = job(2, { kind: 'process-night', children: { completed: 1, running: 1 } });
const known: KnownJobs = {
  top: [job(5), night, job(1)],
  children: new Map([[2, [job(3, { parentId: 2 }), job(4, { parentId: 2 })]]]),
};

describe('rows of jobs', () => {
  it('show children below their parent where it is unfolded', () => {
    const shown = (unfolded: readonly number[]) =>
      jobRows(known, new Set(unfolded)).map((row) => [row.job.id, row.depth, row.isUnfolded]);
    expect(shown([])).toEqual([
      [5, 0, undefined],
      [2, 0, false],
      [1, 0, undefined],
    ]);
    expect(shown([2])).toEqual([
      [5, 0, undefined],
      [2, 0, true],
      [3, 1, undefined],
      [4, 1, undefined],
      [1, 0, undefined],
    ]);
  });

  it('change in their places, new ones come where they belong', () => {
    const changed = withJobs(known, [
      job(1, { status: 'running' }),
      job(9),
      job(4, { parentId: 2, status: 'failed' }),
      job(7, { parentId: 2 }),
    ]);
    expect(changed.top.map(({ id, status }) => `${id} ${status}`)).toEqual([
      '9 waiting',
      '5 waiting',
      '2 waiting',
      '1 running',
    ]);
    expect(changed.children.get(2)?.map(({ id, status }) => `${id} ${status}`)).toEqual([
      '3 waiting',
      '4 failed',
      '7 waiting',
    ]);
  });

  it('hold no children of jobs that were never unfolded: they are read when they are', () => {
    expect(withJobs(known, [job(8, { parentId: 6 })]).children.has(6)).toBe(false);
  });
});
