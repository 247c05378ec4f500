import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../../core/catalogue/open-database.ts';
import { engineOperations } from '../../../core/catalogue/operations/engine-operations.ts';
import { jobOperations } from '../../../core/catalogue/operations/job-operations.ts';
import { jobQueries } from '../../../core/catalogue/operations/job-queries.ts';

const now = '2026-11-20T10:00:00.000Z';

interface ModelJob {
  readonly id: number;
  priority: number;
  readonly asked: number;
  cores: number;
  status: 'waiting' | 'running' | 'over';
}

/** What is said of the queue, in the plainest way: sort, look at the first, count cores. */
function modelTake(jobs: readonly ModelJob[], limit: number): ModelJob | undefined {
  const [head] = jobs
    .filter(({ status }) => status === 'waiting')
    .toSorted((a, b) => b.priority - a.priority || a.id - b.id);
  if ((head as ModelJob | undefined) === undefined) return undefined;
  const used = jobs
    .filter(({ status }) => status === 'running')
    .reduce((sum, { cores }) => sum + cores, 0);
  const cores = Math.min(head.asked, limit);
  if (used + cores > limit) return undefined;
  head.status = 'running';
  head.cores = cores;
  return head;
}

const step = fc.oneof(
  fc.record({
    do: fc.constant('add' as const),
    priority: fc.integer({ min: -2, max: 2 }),
    cores: fc.integer({ min: 1, max: 6 }),
  }),
  fc.record({ do: fc.constant('take' as const) }),
  fc.record({ do: fc.constant('end' as const), which: fc.nat(20) }),
  fc.record({
    do: fc.constant('set-priority' as const),
    which: fc.nat(20),
    priority: fc.integer({ min: -2, max: 2 }),
  }),
  fc.record({ do: fc.constant('cancel' as const), which: fc.nat(20) }),
);

describe('takeJob', () => {
  it('takes jobs as the simple model does, and never occupies more cores than there are', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5 }),
        fc.array(step, { minLength: 5, maxLength: 40 }),
        (limit, steps) => {
          const database = openDatabase(':memory:');
          const engineId = engineOperations.registerEngine(database, {
            host: 'here',
            pid: 1,
            processMark: 'mark',
            now,
          });
          const jobs: ModelJob[] = [];
          const pick = (status: ModelJob['status'], which: number) => {
            const some = jobs.filter((job) => job.status === status);
            return some.length === 0 ? undefined : some[which % some.length];
          };
          for (const action of steps) {
            if (action.do === 'add') {
              const { record } = jobOperations.addJob(database, {
                submitterId: engineId,
                now,
                job: {
                  kind: 'scan',
                  title: 'Scan',
                  request: { kind: 'scan' },
                  priority: action.priority,
                  cores: action.cores,
                  childCores: 1,
                  input: null,
                  output: null,
                  runId: null,
                  configurationHash: null,
                },
              });
              jobs.push({
                id: record.id,
                priority: action.priority,
                asked: action.cores,
                cores: 0,
                status: 'waiting',
              });
            } else if (action.do === 'take') {
              const taken = jobOperations.takeJob(database, {
                engineId,
                limit,
                takesOrphans: false,
                now,
              });
              const expected = modelTake(jobs, limit);
              expect(taken?.record.id).toBe(expected?.id);
              expect(taken?.record.cores).toBe(expected?.cores);
            } else if (action.do === 'end') {
              const job = pick('running', action.which);
              if (job === undefined) continue;
              jobOperations.endJob(database, {
                id: job.id,
                engineId,
                now,
                status: 'completed',
                error: null,
                isComplete: null,
                cpuTimeS: null,
                peakMemoryBytes: null,
              });
              job.status = 'over';
            } else {
              const job = pick('waiting', action.which);
              if (job === undefined) continue;
              if (action.do === 'cancel') {
                jobOperations.cancelJob(database, { id: job.id, now });
                job.status = 'over';
              } else {
                jobOperations.setJobPriority(database, { id: job.id, priority: action.priority });
                job.priority = action.priority;
              }
            }
            const { rows } = jobQueries.listJobs(database, {
              status: ['running'],
              offset: 0,
              limit: 100,
            });
            expect(rows.reduce((sum, { record }) => sum + record.cores, 0)).toBeLessThanOrEqual(
              limit,
            );
          }
          database.close();
        },
      ),
      { numRuns: 60 },
    );
  });
});
