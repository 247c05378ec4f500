import { onScopeDispose, type Ref, shallowRef } from 'vue';
import type { JobRecord } from '../../core/contract/records/job.ts';
import { useEngine } from '../engine/engine-link.ts';
import { useMessages } from '../messages/message-store.ts';
import { useWorkbench } from '../panels/workbench-store.ts';

/** Jobs that run or wait and are no part of another, the oldest first; tells of those that fail. */
export function useRunningJobs(): Readonly<Ref<readonly JobRecord[]>> {
  const engine = useEngine();
  const messages = useMessages();
  const workbench = useWorkbench();
  const jobs = shallowRef<readonly JobRecord[]>([]);

  const take = (job: JobRecord) => {
    if (job.parentId !== null) return;
    const former = jobs.value.find(({ id }) => id === job.id);
    const others = jobs.value.filter(({ id }) => id !== job.id);
    const isOpen = job.status === 'running' || job.status === 'waiting';
    jobs.value = isOpen ? [...others, job].sort((a, b) => a.id - b.id) : others;
    if (isOpen || former === undefined) return;
    tellEnd(job);
  };
  const tellEnd = (job: JobRecord) => {
    const open = {
      label: 'Show job',
      run: () => {
        workbench.openJob(job.id);
      },
    };
    if (job.status === 'failed') {
      const reason = job.error?.message ?? 'it did not tell why';
      messages.show({
        level: 'error',
        text: `${job.title} failed: ${reason}`,
        ...(job.error === null ? {} : { details: job.error.remedy }),
        actions: [open],
      });
    } else if (job.status === 'completed' && job.kind !== 'scan') {
      messages.show({ level: 'success', text: `${job.title}: done`, actions: [open] });
    }
  };
  const endSubscription = engine.subscribe('jobs.changed', {}, take);
  const endReady = engine.onReady(() => {
    engine
      .request('jobs.list', { status: ['running', 'waiting'], parentId: null, limit: 100 })
      .then(({ rows }) => {
        jobs.value = rows.toSorted((a, b) => a.id - b.id);
      })
      .catch((error: unknown) => {
        messages.report(error);
      });
  });
  onScopeDispose(() => {
    endSubscription();
    endReady();
  });
  return jobs;
}
