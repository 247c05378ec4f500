import { describe, expect, it } from 'vitest';
import { bracketDepth } from '../../../core/foundation/bracket-depth.ts';

describe('bracketDepth', () => {
  it.each([
    ['', 0],
    ['a: 1', 0],
    ['a: [1, [2, 3], {b: [4]}]', 3],
    [']]]][', 1],
    ['[][][]', 1],
    ['{'.repeat(1000), 1000],
  ])('of %j', (text, depth) => {
    expect(bracketDepth(text)).toBe(depth);
  });
});
