import { describe, expect, it } from 'vitest';
import { parsePythonLiteral } from '../../../../core/config/import/python-literal.ts';

describe('parsePythonLiteral', () => {
  it.each([
    [
      "[('type', '*', 8.5), ('id', 3, True)]",
      [
        ['type', '*', 8.5],
        ['id', 3, true],
      ],
    ],
    ['(1, -2., .5e3, None, False,)', [1, -2, 500, null, false]],
    [`{'a': "it's", "b": ['x\\'y']}`, { a: "it's", b: ["x'y"] }],
    ['[1, (2), [3, (,)]]', undefined],
    ['[1, 2', undefined],
    ['lambda x: x', undefined],
    ['__import__("os")', undefined],
    ['[', undefined],
    ['', undefined],
    ['['.repeat(200_000), undefined],
  ])('%s', (text, value) => {
    expect(parsePythonLiteral(text)).toEqual(value);
  });
});
