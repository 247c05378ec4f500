import { describe, expect, it } from 'vitest';
import { numberOfIslands } from '../../../core/native/islands.ts';

/** Five pixels in a row. */
const row = {
  indptr: Int32Array.from([0, 1, 3, 5, 7, 8]),
  indices: Int32Array.from([1, 0, 2, 1, 3, 2, 4, 3]),
};

describe('numberOfIslands', () => {
  it('numbers the islands of every image from the lowest pixel', async () => {
    const masks = Uint8Array.from([1, 0, 1, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1]);
    const { counts, labels } = await numberOfIslands(row, masks);
    expect([...counts]).toEqual([2, 0, 1]);
    expect([...labels]).toEqual([1, 0, 2, 2, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1]);
  });

  it('uses the memory of islands that are not needed any more', async () => {
    const first = await numberOfIslands(row, Uint8Array.from([1, 0, 1, 0, 1]));
    const again = await numberOfIslands(row, Uint8Array.from([0, 1, 1, 0, 0]), { into: first });
    expect(again.labels).toBe(first.labels);
    expect([...again.labels]).toEqual([0, 1, 1, 0, 0]);
    expect([...again.counts]).toEqual([1]);
    await expect(numberOfIslands(row, new Uint8Array(10), { into: first })).rejects.toThrow(
      'into.counts has 1 elements where 2 are needed',
    );
  });

  it('refuses masks that are no whole number of images', async () => {
    await expect(numberOfIslands(row, new Uint8Array(7))).rejects.toThrow(
      'masks has 7 elements where 5 are needed',
    );
  });
});
