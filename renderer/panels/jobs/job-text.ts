import { Ban, CircleCheck, CirclePause, CircleX, Clock, LoaderCircle } from '@lucide/vue';
import type { LucideIcon } from '@lucide/vue';
import type { JobRecord, JobStatus } from '../../../core/contract/records/job.ts';

/** How a status looks; the word always stands beside the sign. */
export const statusSigns: Readonly<Record<JobStatus, LucideIcon>> = {
  waiting: Clock,
  running: LoaderCircle,
  completed: CircleCheck,
  failed: CircleX,
  cancelled: Ban,
  interrupted: CirclePause,
};

/** What a kind of job is called. */
export function kindText(kind: string): string {
  const words = kind.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A time of UTC to the second; empty where there is none. */
export function timeText(time: string | null): string {
  return time?.slice(0, 19).replace('T', ' ') ?? '';
}

/** Time that a job took or has taken so far [s]; null before it began. */
export function jobDurationS({ started, ended }: JobRecord, nowMs: number): number | null {
  if (started === null) return null;
  const end = ended === null ? nowMs : Date.parse(ended);
  return Math.max(0, (end - Date.parse(started)) / 1000);
}

/** A duration: `0.4 s`, `12 s`, then as clocks show it: `12:05`, `3:02:11`; empty where there is none. */
export function clockText(seconds: number | null): string {
  if (seconds === null) return '';
  if (seconds < 10) return `${(Math.floor(seconds * 10) / 10).toFixed(1)} s`;
  const whole = Math.floor(seconds);
  if (whole < 60) return `${whole} s`;
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  return hours === 0
    ? `${minutes}:${two(whole % 60)}`
    : `${hours}:${two(minutes)}:${two(whole % 60)}`;
}

/** Children of a job by status: `3 completed, 1 failed`; empty for jobs without. */
export function childrenText({ children }: JobRecord): string {
  return Object.entries(children)
    .filter(([, count]) => count > 0)
    .map(([status, count]) => `${count} ${status}`)
    .join(', ');
}

export const canCancel = ({ status }: JobRecord) => status === 'running' || status === 'waiting';
export const canRetry = ({ status }: JobRecord) =>
  status === 'failed' || status === 'cancelled' || status === 'interrupted';
