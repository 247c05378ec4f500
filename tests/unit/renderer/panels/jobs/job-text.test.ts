import { expect, it } from 'vitest';
import { clockText, kindText, timeText } from '../../../../../renderer/panels/jobs/job-text.ts';
import { progressShare } from '../../../../../renderer/jobs/progress-share.ts';

it.each([
  [null, ''],
  [0, '0.0 s'],
  [0.49, '0.4 s'],
  [12.9, '12 s'],
  [60, '1:00'],
  [725, '12:05'],
  [10_931, '3:02:11'],
])('a duration of %s s is %j', (seconds, text) => {
  expect(clockText(seconds)).toBe(text);
});

it('kinds and times are written for people', () => {
  expect(kindText('process-night')).toBe('Process night');
  expect(timeText('2026-11-20T10:11:12.345Z')).toBe('2026-11-20 10:11:12');
  expect(timeText(null)).toBe('');
});

it('progress is a share where it is known how much there is', () => {
  const progress = { done: 30, total: 120, unit: 'events', rate: null, remainingS: null };
  expect(progressShare(progress)).toBe(0.25);
  expect(progressShare({ ...progress, total: null })).toBeUndefined();
  expect(progressShare({ ...progress, unit: '%', total: 100 })).toBe(0.3);
  expect(progressShare({ ...progress, done: 150 })).toBe(1);
  expect(progressShare(null)).toBeUndefined();
});
