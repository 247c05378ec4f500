import { expect, test } from 'vitest';
import { EventCache } from '../../../../core/processing/events/event-cache.ts';

function range(first: number, nEvents: number, bytes: number) {
  return { first, nEvents, bytes, content: `from ${String(first)}` };
}

test('finds the range that an event is in', () => {
  const cache = new EventCache<string>(100);
  cache.add(range(0, 3, 10));
  cache.add(range(7, 2, 10));
  expect([0, 2, 3, 6, 7, 8, 9].map((event) => cache.find(event)?.first)).toEqual([
    ...[0, 0, undefined, undefined, 7, 7, undefined],
  ]);
  expect(cache.bytes).toBe(20);
});

test('gives up what was not used for the longest time, and no more than it must', () => {
  const cache = new EventCache<string>(30);
  for (const first of [0, 1, 2]) cache.add(range(first, 1, 10));
  cache.find(0);
  // To ask whether it is there is no use.
  expect(cache.has(1)).toBe(true);
  cache.add(range(3, 1, 10));
  expect([0, 1, 2, 3].map((event) => cache.has(event))).toEqual([true, false, true, true]);
  cache.add(range(4, 1, 25));
  expect([0, 2, 3, 4].map((event) => cache.has(event))).toEqual([false, false, false, true]);
  expect(cache.bytes).toBe(25);
});

test('keeps a range that is larger than the limit until another comes', () => {
  const cache = new EventCache<string>(30);
  cache.add(range(0, 1, 1000));
  expect(cache.has(0)).toBe(true);
  expect(cache.hasRoom(1)).toBe(false);
  cache.add(range(1, 1, 10));
  expect(cache.has(0)).toBe(false);
  expect(cache.hasRoom(20)).toBe(true);
  expect(cache.hasRoom(21)).toBe(false);
});

test('says how many events like those in it have room', () => {
  const cache = new EventCache<string>(1000);
  expect(cache.usualEvents()).toBe(0);
  cache.add(range(0, 10, 100));
  expect(cache.usualEvents()).toBe(100);
});
