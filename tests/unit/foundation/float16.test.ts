import { expect, it } from 'vitest';
import { float16 } from '../../../core/foundation/float16.ts';

it('reads half-precision numbers', () => {
  expect(
    [0x0000, 0x3c00, 0xc000, 0x7bff, 0x0001, 0x03ff, 0x0400, 0x7c00, 0xfc00].map(float16),
  ).toEqual([0, 1, -2, 65504, 2 ** -24, 1023 * 2 ** -24, 2 ** -14, Infinity, -Infinity]);
  expect(float16(0x7e00)).toBeNaN();
});
