import { expect, it } from 'vitest';
import {
  durationText,
  fixed,
  grouped,
  levelsText,
  rangesText,
  utcText,
  wobbleText,
} from '../../../../../renderer/panels/nights/run-text.ts';

it.each([
  [1687, '28:07'],
  [3753, '1:02:33'],
  [59.6, '1:00'],
  [0.9734, '0.973 s'],
  [null, '–'],
  [-1, '–'],
])('writes %s s as %s', (seconds, text) => {
  expect(durationText(seconds)).toBe(text);
});

it('groups thousands and knows what is unknown', () => {
  expect(grouped(1234567)).toBe('1\u2009234\u2009567');
  expect(grouped(999)).toBe('999');
  expect(grouped(null)).toBe('–');
  expect(fixed(48.61, 1)).toBe('48.6');
  expect(fixed(NaN, 1)).toBe('–');
});

it.each([
  [[1, 2, 3, 4], '1–4'],
  [[4, 1, 2, 7], '1, 2, 4, 7'],
  [[1, 2, 3, 7, 7], '1–3, 7'],
  [[], ''],
])('writes %j as %s', (numbers, text) => {
  expect(rangesText(numbers)).toBe(text);
});

it.each([
  [0.4, 54.9, '0.40° at 55°'],
  [0.4, null, '0.40°'],
  [null, 90, 'at 90°'],
  [null, null, '–'],
])('writes a wobble of %s and %s as %s', (wobbleOffsetDeg, wobbleAngleDeg, text) => {
  expect(wobbleText({ wobbleOffsetDeg, wobbleAngleDeg })).toBe(text);
});

it('writes times and levels', () => {
  expect(utcText('2013-10-04T04:20:49.435Z')).toBe('2013-10-04 04:20:49');
  expect(levelsText(['SIMULATION', 'DL2', 'DL1_IMAGES', 'DL1_PARAMETERS', 'R0'])).toBe(
    'R0 DL1 DL2',
  );
});
