import type { JobLogLine } from '../../../core/contract/records/job.ts';

/** Most lines held; of longer logs the latest ones. */
export const MAX_LOG_LINES = 20_000;

/** Lines of a log in their order, and whether some are missing before them. */
export interface LogLines {
  readonly lines: readonly JobLogLine[];
  /** How many earlier lines were let go. */
  readonly nDropped: number;
}

export const noLogLines: LogLines = { lines: [], nDropped: 0 };

/** Number of the last line; 0 where there is none. */
export function lastSequence({ lines }: LogLines): number {
  return lines.at(-1)?.sequence ?? 0;
}

/**
 * The log with further lines. Lines that are there already are left out, so that pages and news may
 * overlap.
 */
export function withLines(log: LogLines, further: readonly JobLogLine[]): LogLines {
  const last = lastSequence(log);
  const fresh = further.filter(({ sequence }) => sequence > last);
  if (fresh.length === 0) return log;
  const lines = [...log.lines, ...fresh.sort((a, b) => a.sequence - b.sequence)];
  const surplus = Math.max(0, lines.length - MAX_LOG_LINES);
  return { lines: lines.slice(surplus), nDropped: log.nDropped + surplus };
}

/** Whether a line follows directly: otherwise lines between were missed and must be asked for. */
export function followsDirectly(log: LogLines, line: JobLogLine): boolean {
  return line.sequence <= lastSequence(log) + 1;
}

/** A line as text. */
export function logLineText({ time, level, text }: JobLogLine): string {
  return `${time.slice(0, 19).replace('T', ' ')} ${level.padEnd(7)} ${text}`;
}
