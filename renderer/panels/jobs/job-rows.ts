import type { JobRecord } from '../../../core/contract/records/job.ts';

/** A job in the list, with its place in the tree. */
export interface JobRow {
  readonly job: JobRecord;
  /** 0 for jobs that are no part of another. */
  readonly depth: number;
  /** Whether it has children, and whether they are shown; undefined where it has none. */
  readonly isUnfolded: boolean | undefined;
}

/** What is known of jobs: those that are no part of another, and the children of those that were unfolded. */
export interface KnownJobs {
  /** The newest first. */
  readonly top: readonly JobRecord[];
  /** Children by parent, in the order of their numbers. */
  readonly children: ReadonlyMap<number, readonly JobRecord[]>;
}

export const noJobs: KnownJobs = { top: [], children: new Map() };

function hasChildren(job: JobRecord): boolean {
  return Object.values(job.children).some((count) => count > 0);
}

/** Rows of the tree of jobs; children directly below their parent where it is unfolded. */
export function jobRows(known: KnownJobs, unfolded: ReadonlySet<number>): readonly JobRow[] {
  const rowsOf = (job: JobRecord, depth: number): readonly JobRow[] => {
    const own = known.children.get(job.id) ?? [];
    const isUnfolded = hasChildren(job) ? unfolded.has(job.id) : undefined;
    const row = { job, depth, isUnfolded };
    return isUnfolded === true ? [row, ...own.flatMap((child) => rowsOf(child, depth + 1))] : [row];
  };
  return known.top.flatMap((job) => rowsOf(job, 0));
}

/** What is known after jobs changed; new ones come to their place, children of jobs never unfolded stay out. */
export function withJobs(known: KnownJobs, changed: readonly JobRecord[]): KnownJobs {
  let top = known.top;
  const children = new Map(known.children);
  for (const job of changed) {
    if (job.parentId === null) {
      top = merged(top, job, (a, b) => b.id - a.id);
      continue;
    }
    const siblings = children.get(job.parentId);
    if (siblings !== undefined) {
      children.set(
        job.parentId,
        merged(siblings, job, (a, b) => a.id - b.id),
      );
    }
  }
  return { top, children };
}

function merged(
  jobs: readonly JobRecord[],
  job: JobRecord,
  order: (a: JobRecord, b: JobRecord) => number,
): readonly JobRecord[] {
  const index = jobs.findIndex(({ id }) => id === job.id);
  if (index >= 0) return jobs.with(index, job);
  return [...jobs, job].sort(order);
}
