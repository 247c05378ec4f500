import { expect, it } from 'vitest';
import type { ActivityRecord, ActivityStatus } from '../../../core/provenance/activity-record.ts';
import { mergeActivityRecords } from '../../../core/provenance/merge-activity-records.ts';

function record(status: ActivityStatus, more: Partial<ActivityRecord> = {}): ActivityRecord {
  return {
    activity_uuid: 'u',
    activity_name: 'pe process',
    status,
    options: {},
    input: [],
    output: [],
    ...more,
  };
}

it('lets the later status count, whatever the order, and keeps what only one tells', () => {
  const running = record('running', { options: { job: 7 }, duration_s: 3 });
  const completed = record('completed', { options: { job: 8 }, is_complete: true });
  const merged = { ...completed, duration_s: 3 };
  expect(mergeActivityRecords(running, completed)).toEqual(merged);
  expect(mergeActivityRecords(completed, running)).toEqual(merged);
});

it('puts files of the same place together unless they contradict each other', () => {
  const place = { path: '/a', role: 'events' };
  const first = record('running', { input: [place, { ...place, size_bytes: 1 }] });
  const second = record('completed', { input: [{ ...place, size_bytes: 2 }] });
  expect(mergeActivityRecords(first, second).input).toEqual([
    { ...place, size_bytes: 2 },
    { ...place, size_bytes: 1 },
  ]);
});
