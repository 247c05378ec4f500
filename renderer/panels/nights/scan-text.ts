import type { JobRecord } from '../../../core/contract/records/job.ts';
import { grouped } from './run-text.ts';

/** `120 of 800 files, 300 files a second, 2 s left`. */
export function scanText({ status, progress }: Pick<JobRecord, 'status' | 'progress'>): string {
  if (status === 'waiting') return 'Waiting for its turn';
  if (progress === null) return 'Looking for files';
  const { done, total, unit, rate, remainingS } = progress;
  return [
    total === null ? `${grouped(done)} ${unit}` : `${grouped(done)} of ${grouped(total)} ${unit}`,
    ...(rate === null || rate < 1 ? [] : [`${grouped(rate)} ${unit} a second`]),
    ...(remainingS === null ? [] : [`${Math.ceil(remainingS)} s left`]),
  ].join(', ');
}
