import { computed, onScopeDispose, shallowRef, watch } from 'vue';
import { EngineError } from '../../../core/contract/engine-error.ts';
import type { JobRecord, JobStatus } from '../../../core/contract/records/job.ts';
import { useEngine } from '../../engine/engine-link.ts';
import { jobRows, type KnownJobs, noJobs, withJobs } from './job-rows.ts';

const PAGE_LENGTH = 500;

/**
 * The jobs as they are now: the tree of all, or a flat list of those of some status, children too. Read
 * page by page, then kept up to date as they change.
 *
 * @param status undefined: all, as a tree
 */
export function useJobs(status: () => JobStatus | undefined) {
  const engine = useEngine();
  const known = shallowRef<KnownJobs>(noJobs);
  const unfolded = shallowRef<ReadonlySet<number>>(new Set());
  const total = shallowRef(0);
  const isWaiting = shallowRef(false);
  const error = shallowRef<EngineError>();
  let current: AbortController | undefined;
  let changed = new Map<number, JobRecord>();

  async function load(offset = 0): Promise<void> {
    current?.abort();
    const own = new AbortController();
    current = own;
    isWaiting.value = true;
    const wanted = status();
    try {
      const which = wanted === undefined ? { parentId: null } : { status: [wanted] };
      const page = await engine.request(
        'jobs.list',
        { ...which, offset, limit: PAGE_LENGTH },
        { signal: own.signal },
      );
      if (current !== own) return;
      const before = offset === 0 ? [] : known.value.top;
      const ids = new Set(before.map(({ id }) => id));
      const top = [...before, ...page.rows.filter(({ id }) => !ids.has(id))];
      known.value = { ...known.value, top };
      total.value = page.total;
      error.value = undefined;
      if (offset === 0) await Promise.all([...unfolded.value].map(loadChildren));
    } catch (thrown) {
      if (!(thrown instanceof EngineError)) throw thrown;
      if (current === own && thrown.code !== 'cancelled') error.value = thrown;
    } finally {
      if (current === own) isWaiting.value = false;
    }
  }

  /** All children of a job; nights have a few hundred at most. */
  async function loadChildren(parentId: number): Promise<void> {
    let rows: readonly JobRecord[] = [];
    for (;;) {
      const ask = { parentId, offset: rows.length, limit: PAGE_LENGTH };
      const page = await engine.request('jobs.list', ask);
      rows = [...rows, ...page.rows];
      if (rows.length >= page.total || page.rows.length === 0) break;
    }
    const children = new Map(known.value.children);
    children.set(
      parentId,
      rows.toSorted((a, b) => a.id - b.id),
    );
    known.value = { ...known.value, children };
  }

  /** Takes what changed within a frame at once. */
  function takeChanged(): void {
    const jobs = [...changed.values()];
    changed = new Map();
    const wanted = status();
    if (wanted === undefined) {
      const before = known.value.top.length;
      known.value = withJobs(known.value, jobs);
      total.value += known.value.top.length - before;
      return;
    }
    const ids = new Set(jobs.map(({ id }) => id));
    const kept = known.value.top.filter(({ id }) => !ids.has(id));
    const fitting = jobs.filter((job) => job.status === wanted);
    const top = [...kept, ...fitting].sort((a, b) => b.id - a.id);
    total.value += top.length - known.value.top.length;
    known.value = { ...known.value, top };
  }

  async function setUnfolded(id: number, isUnfolded: boolean): Promise<void> {
    const next = new Set(unfolded.value);
    if (isUnfolded) next.add(id);
    else next.delete(id);
    if (isUnfolded && !known.value.children.has(id)) {
      try {
        await loadChildren(id);
      } catch (thrown) {
        if (!(thrown instanceof EngineError)) throw thrown;
        error.value = thrown;
        return;
      }
    }
    unfolded.value = next;
  }

  /** Makes sure that a job is among the rows. */
  async function bring(id: number): Promise<void> {
    if (rows.value.some(({ job }) => job.id === id)) return;
    const job = await engine.request('jobs.get', { id });
    if (job.parentId !== null && status() === undefined) {
      await bring(job.parentId);
      await setUnfolded(job.parentId, true);
    }
    if (status() === undefined || status() === job.status) {
      known.value = withJobs(known.value, [job]);
    }
  }

  const rows = computed(() =>
    status() === undefined
      ? jobRows(known.value, unfolded.value)
      : known.value.top.map((job) => ({ job, depth: 0, isUnfolded: undefined })),
  );

  watch(status, () => {
    known.value = noJobs;
    unfolded.value = new Set();
    void load();
  });
  onScopeDispose(engine.onReady(() => void load()));
  onScopeDispose(
    engine.subscribe('jobs.changed', {}, (job) => {
      changed.set(job.id, job);
      if (changed.size === 1) requestAnimationFrame(takeChanged);
    }),
  );
  onScopeDispose(() => current?.abort());
  return { rows, total, known, isWaiting, error, load, setUnfolded, bring };
}
