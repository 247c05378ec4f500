import { computed, type ComputedRef, onScopeDispose, shallowRef, triggerRef } from 'vue';
import type { JobRecord } from '../../../core/contract/records/job.ts';
import { useEngine } from '../../engine/engine-link.ts';

/** Scans that wait or run, the oldest first. */
export function useScans(): ComputedRef<readonly JobRecord[]> {
  const engine = useEngine();
  const jobs = shallowRef(new Map<number, JobRecord>());

  const take = (job: JobRecord) => {
    if (job.kind !== 'scan') return;
    if (job.status === 'waiting' || job.status === 'running') jobs.value.set(job.id, job);
    else jobs.value.delete(job.id);
    triggerRef(jobs);
  };
  const read = async () => {
    const status: ('waiting' | 'running')[] = ['waiting', 'running'];
    const { rows } = await engine.request('jobs.list', { status, limit: 1000 });
    jobs.value.clear();
    triggerRef(jobs);
    for (const job of rows) take(job);
  };
  onScopeDispose(
    engine.onReady(() => {
      // What comes by itself tells the same a moment later.
      void read().catch(() => undefined);
    }),
  );
  onScopeDispose(engine.subscribe('jobs.changed', {}, take));
  return computed(() => [...jobs.value.values()].sort((a, b) => a.id - b.id));
}
