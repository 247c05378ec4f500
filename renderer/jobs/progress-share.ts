import type { JobProgress } from '../../core/contract/records/job.ts';

/** Part of the work that is done, 0 to 1; undefined where nobody knows how much there is. */
export function progressShare(progress: JobProgress | null): number | undefined {
  const { done = 0, total = null, unit = '' } = progress ?? {};
  if (unit === '%') return Math.min(done / 100, 1);
  return total === null || total === 0 ? undefined : Math.min(done / total, 1);
}
