import path from 'node:path';
import type { JobLogLine, JobRecord } from '../contract/records/job.ts';
import { ExitCode, exitCodeOf } from './exit-code.ts';
import { durationText } from './progress.ts';
import { timeText } from './run-text.ts';
import { textTable } from './text-table.ts';

/** Jobs as a table, one a line. */
export function jobTable(jobs: readonly JobRecord[]): string {
  return textTable(
    [
      { title: 'ID', align: 'right' },
      { title: 'Status' },
      { title: 'Progress', align: 'right' },
      { title: 'Left', align: 'right' },
      { title: 'Cores', align: 'right' },
      { title: 'Started (UTC)' },
      { title: 'Time', align: 'right' },
      { title: 'Job' },
    ],
    jobs.map((job) => [
      String(job.id),
      job.status,
      progressText(job),
      job.progress?.remainingS == null ? '–' : durationText(job.progress.remainingS),
      job.cores === 0 ? '–' : String(job.cores),
      timeText(job.started),
      timeTaken(job),
      job.title,
    ]),
  );
}

/** What became of the runs of a night: one a line, then what went wrong. */
export function runSummary(runs: readonly JobRecord[]): string {
  const table = textTable(
    [
      { title: 'Job', align: 'right' },
      { title: 'Status' },
      { title: 'Events', align: 'right' },
      { title: 'Time', align: 'right' },
      { title: 'Product' },
    ],
    runs.map((job) => [
      String(job.id),
      job.isComplete === false ? 'incomplete' : job.status,
      job.status === 'completed' && job.progress !== null ? String(job.progress.done) : '–',
      timeTaken(job),
      job.status === 'completed' && job.output !== null ? path.basename(job.output) : '–',
    ]),
  );
  const errors = runs.flatMap(({ id, error }) =>
    error === null ? [] : [`Job ${id}: ${error.message}\n`],
  );
  return errors.length === 0 ? table : `${table}\n${errors.join('')}`;
}

/** Everything about one job, with the end of its log. */
export function jobSheet(
  job: JobRecord,
  children: readonly JobRecord[],
  lines: readonly JobLogLine[],
): string {
  const { progress } = job;
  const rate =
    progress?.rate == null
      ? ''
      : `, ${progress.rate.toFixed(progress.rate < 10 ? 1 : 0)} ${progress.unit}/s`;
  const facts: [name: string, value: string | null][] = [
    ['kind', job.kind],
    ['status', job.status],
    ['night', job.night],
    ['progress', progress === null ? null : `${progressText(job)}${rate}`],
    ['runs', childrenText(job)],
    ['priority', String(job.priority)],
    ['cores', job.cores === 0 ? null : String(job.cores)],
    ['attempts', String(job.attempt)],
    ['created', timeText(job.created)],
    ['started', job.started === null ? null : timeText(job.started)],
    ['ended', job.ended === null ? null : `${timeText(job.ended)} (${timeTaken(job)})`],
    ['CPU time', job.cpuTimeS === null ? null : `${job.cpuTimeS.toFixed(1)} s`],
    [
      'peak memory',
      job.peakMemoryBytes === null ? null : `${(job.peakMemoryBytes / 2 ** 20).toFixed(0)} MiB`,
    ],
    ['configuration', job.configurationHash],
    ['activity', job.activityId],
    ['output', job.output],
    [
      'complete',
      job.isComplete === null ? null : job.isComplete ? 'yes' : 'no: the input ended early',
    ],
    ['error', job.error === null ? null : job.error.message],
    ['what to do', job.error === null ? null : job.error.remedy],
  ];
  const known = facts.filter((fact): fact is [string, string] => fact[1] !== null);
  const width = Math.max(...known.map(([name]) => name.length));
  return [
    `Job ${job.id}: ${job.title}`,
    ...known.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`),
    ...(children.length === 0 ? [] : ['', runSummary(children).trimEnd()]),
    ...(lines.length === 0 ? [] : ['', 'Log:', logText(lines).trimEnd()]),
    '',
  ].join('\n');
}

/** Lines of a log. */
export function logText(lines: readonly JobLogLine[]): string {
  return lines
    .map(({ time, level, text }) => `  ${timeText(time)}  ${level.padEnd(7)}  ${text}\n`)
    .join('');
}

/**
 * The exit code for how a job ended: that of its error, but 4 for a night of which a part was made, and for
 * products of inputs that ended early.
 */
export function jobExitCode(job: JobRecord): number {
  switch (job.status) {
    case 'completed':
      return job.isComplete === false ? ExitCode.incomplete : ExitCode.ok;
    case 'cancelled':
      return ExitCode.cancelled;
    case 'failed':
      if ((job.children.completed ?? 0) > 0) return ExitCode.incomplete;
      return exitCodeOf(job.error?.code ?? 'internal');
    default:
      return ExitCode.incomplete;
  }
}

/** `3 completed, 1 failed` of the children. */
export function childrenText({ children }: JobRecord): string | null {
  const parts = Object.entries(children).map(([status, n]) => `${n} ${status}`);
  return parts.length === 0 ? null : parts.join(', ');
}

function progressText({ progress, status }: JobRecord): string {
  if (progress === null) return '–';
  const { done, total, unit } = progress;
  const count = unit === 'runs' ? Math.floor(done) : done;
  // What is guessed of the total while it goes on is no number to show.
  if (unit === 'events') {
    return total !== null && total > 0 && status === 'running'
      ? `${Math.floor((100 * done) / total)} %`
      : `${count} events`;
  }
  return total === null ? `${count} ${unit}` : `${count} of ${total} ${unit}`;
}

/** How long it ran, or runs by now. */
function timeTaken({ started, ended, status }: JobRecord): string {
  if (started === null || (ended === null && status !== 'running')) return '–';
  const end = ended === null ? Date.now() : Date.parse(ended);
  return durationText(Math.max(0, end - Date.parse(started)) / 1000);
}
