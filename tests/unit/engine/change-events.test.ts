import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ChangeSignal } from '../../../core/engine/changes.ts';
import { changeEvents } from '../../../core/engine/handlers/change-events.ts';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

function subscribe() {
  const changes = new ChangeSignal();
  const heard: unknown[] = [];
  const end = changeEvents(changes)['catalogue.changed'](
    {},
    ({ areas }) => heard.push(areas),
    new AbortController().signal,
  );
  return { changes, heard, end };
}

test('the first change is told at once, and those that follow together', () => {
  const { changes, heard } = subscribe();
  changes.changed('files');
  expect(heard).toEqual([['files']]);
  for (let i = 0; i < 1000; i++) changes.changed('files', 'runs');
  expect(heard).toHaveLength(1);
  vi.advanceTimersByTime(250);
  expect(heard).toEqual([['files'], ['files', 'runs']]);
  vi.advanceTimersByTime(10_000);
  expect(heard).toHaveLength(2);
  changes.changed('roots');
  expect(heard).toHaveLength(3);
});

test('nothing is told after the end', () => {
  const { changes, heard, end } = subscribe();
  changes.changed('files');
  changes.changed('runs');
  end();
  changes.changed('roots');
  vi.advanceTimersByTime(1000);
  expect(heard).toEqual([['files']]);
});
