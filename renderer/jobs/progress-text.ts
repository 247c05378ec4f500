import type { JobProgress } from '../../core/contract/records/job.ts';
import { durationText } from './duration-text.ts';

/** How far a job is in words: `120 of 400 events · 50.1 events/s · 6 s left`. */
export function progressText({ done, total, unit, rate, remainingS }: JobProgress): string {
  const count = (value: number) => Math.round(value).toLocaleString('en');
  const state =
    unit === '%'
      ? `${Math.round(done)} %`
      : total === null
        ? `${count(done)} ${unit}`
        : `${count(done)} of ${count(total)} ${unit}`;
  const speed = rate === null || unit === '%' ? [] : [`${rate.toPrecision(3)} ${unit}/s`];
  const left = remainingS === null ? [] : [`${durationText(remainingS)} left`];
  return [state, ...speed, ...left].join(' · ');
}
