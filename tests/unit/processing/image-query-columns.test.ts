import { describe, expect, it } from 'vitest';
import { imageQueryColumns } from '../../../core/processing/image-query-columns.ts';

describe('imageQueryColumns', () => {
  it('sums up the surviving pixels of every image', () => {
    const { nRows, columns } = imageQueryColumns(
      4,
      Float32Array.from([1, 2, 0, 9, 5, 5, 5, 5, -3, 1, 0, 0]),
      Uint8Array.from([1, 1, 1, 0, 0, 0, 0, 0, 1, 1, 0, 0]),
    );
    expect(nRows).toBe(3);
    const values = Object.fromEntries(
      [...columns].map(([name, column]) => [name, [...column.data]] as const),
    );
    expect(values).toEqual({
      'image.sum': [3, 0, -2],
      'image.size': [3, 0, 2],
      'image.count_nonzero': [2, 0, 2],
      'image.min': [0, NaN, -3],
      'image.max': [2, NaN, 1],
      'image.mean': [1, NaN, -1],
      'image.std': [Math.sqrt(2 / 3), NaN, 2],
    });
  });
});
