import { describe, expect, it } from 'vitest';
import type { JobLogLine } from '../../../../../core/contract/records/job.ts';
import {
  followsDirectly,
  lastSequence,
  logLineText,
  MAX_LOG_LINES,
  noLogLines,
  withLines,
} from '../../../../../renderer/panels/jobs/log-lines.ts';

function lines(first: number, last: number): JobLogLine[] {
  return Array.from({ length: last - first + 1 }, (_, i) => ({
    sequence: first + i,
    time: '2026-11-20T10:11:12.345Z',
    level: 'info' as const,
    text: `line ${first + i}`,
  }));
}

describe('lines of a log', () => {
  it('join pages and news that overlap', () => {
    const page = withLines(noLogLines, lines(1, 1000));
    const news = withLines(page, lines(998, 1003));
    expect(news.lines.map(({ sequence }) => sequence)).toEqual(
      lines(1, 1003).map(({ sequence }) => sequence),
    );
    expect(lastSequence(news)).toBe(1003);
    expect(withLines(news, lines(1, 5))).toBe(news);
  });

  it('tell when lines between are missing', () => {
    const log = withLines(noLogLines, lines(1, 3));
    expect(followsDirectly(log, lines(4, 4)[0])).toBe(true);
    expect(followsDirectly(log, lines(3, 3)[0])).toBe(true);
    expect(followsDirectly(log, lines(6, 6)[0])).toBe(false);
    expect(followsDirectly(noLogLines, lines(1, 1)[0])).toBe(true);
  });

  it('are the latest of a log without end, with the number of those let go', () => {
    const log = withLines(noLogLines, lines(1, MAX_LOG_LINES + 7));
    expect([log.lines.length, log.nDropped, log.lines[0].sequence]).toEqual([MAX_LOG_LINES, 7, 8]);
    expect(withLines(log, lines(MAX_LOG_LINES + 8, MAX_LOG_LINES + 8)).nDropped).toBe(8);
  });

  it('are text with time and level', () => {
    expect(logLineText({ ...lines(1, 1)[0], level: 'warning' })).toBe(
      '2026-11-20 10:11:12 warning line 1',
    );
  });
});
