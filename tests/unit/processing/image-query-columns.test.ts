import { describe, expect, it } from 'vitest';
import type { ExpressionColumns } from '../../../core/foundation/expression/expression-columns.ts';
import { imageQueryColumns } from '../../../core/processing/image-query-columns.ts';

function values({ columns }: ExpressionColumns): Record<string, number[]> {
  return Object.fromEntries(
    [...columns].map(([name, column]) => [name, Array.from(column.data, Number)] as const),
  );
}

describe('imageQueryColumns', () => {
  it('sums up the surviving pixels of every image', async () => {
    const table = await imageQueryColumns(
      4,
      Float32Array.from([1, 2, 0, 9, 5, 5, 5, 5, -3, 1, 0, 0]),
      Uint8Array.from([1, 1, 1, 0, 0, 0, 0, 0, 1, 1, 0, 0]),
    );
    expect(table.nRows).toBe(3);
    expect(values(table)).toEqual({
      'image.sum': [3, 0, -2],
      'image.size': [3, 0, 2],
      'image.count_nonzero': [2, 0, 2],
      'image.min': [0, NaN, -3],
      'image.max': [2, NaN, 1],
      'image.mean': [1, NaN, -1],
      'image.std': [Math.sqrt(2 / 3), NaN, 2],
    });
  });

  it('takes the pixels with light of true images', async () => {
    const image = Int32Array.from([0, 4, -1, 2, 0, 0, 0, 0]);
    expect(values(await imageQueryColumns(4, image))).toEqual({
      'image.sum': [6, 0],
      'image.size': [2, 0],
      'image.count_nonzero': [2, 0],
      'image.min': [2, NaN],
      'image.max': [4, NaN],
      'image.mean': [3, NaN],
      'image.std': [1, NaN],
    });
  });
});
