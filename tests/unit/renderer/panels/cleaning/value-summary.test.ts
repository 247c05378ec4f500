import { describe, expect, it } from 'vitest';
import { valueSummary } from '../../../../../renderer/panels/cleaning/value-summary.ts';

describe('valueSummary', () => {
  it.each([
    [undefined, 'none'],
    [8.5, '8.5'],
    [null, 'null'],
    ['a word', 'a word'],
    [['a', 2], '["a",2]'],
    [{ type: 'FACTImageCleaner', time_limit_ns: 5 }, 'FACTImageCleaner, time_limit_ns: 5'],
    [{ a: { b: true } }, 'a: b: true'],
  ])('of %j is %s', (value, text) => {
    expect(valueSummary(value)).toBe(text);
  });
});
