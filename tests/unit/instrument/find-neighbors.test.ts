import { describe, expect, it } from 'vitest';
import { findNeighbors } from '../../../core/instrument/find-neighbors.ts';

function neighborsOf(table: { indptr: Int32Array; indices: Int32Array }, pixel: number): number[] {
  return [...table.indices.subarray(table.indptr[pixel], table.indptr[pixel + 1])];
}

describe('findNeighbors', () => {
  it('gives squares four neighbours without diagonals', () => {
    const x = Float64Array.from({ length: 9 }, (_, i) => i % 3);
    const y = Float64Array.from({ length: 9 }, (_, i) => Math.floor(i / 3));
    const table = findNeighbors(x, y, 'square');
    expect(neighborsOf(table, 4)).toEqual([1, 3, 5, 7]);
    expect(neighborsOf(table, 0)).toEqual([1, 3]);
  });

  it('gives hexagons six neighbours', () => {
    const height = Math.sqrt(3) / 2;
    const x = Float64Array.from([0, 1, -1, 0.5, -0.5, 0.5, -0.5, 2]);
    const y = Float64Array.from([0, 0, 0, height, height, -height, -height, 0]);
    const table = findNeighbors(x, y, 'hexagon');
    expect(neighborsOf(table, 0)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(neighborsOf(table, 7)).toEqual([1]);
  });

  it('reaches across a gap, because only the distance of the nearest pixel counts', () => {
    const table = findNeighbors(Float64Array.from([0, 1, 100]), new Float64Array(3), 'circle');
    expect(neighborsOf(table, 2)).toEqual([0, 1]);
    expect(neighborsOf(table, 1)).toEqual([0]);
  });

  it('agrees with the definition on scattered pixels', () => {
    let state = 7;
    const random = () => (state = (state * 48271) % 2147483647) / 2147483647;
    const n = 300;
    const x = Float64Array.from({ length: n }, () => random() ** 3 * 10);
    const y = Float64Array.from({ length: n }, () => random() * 0.1);
    const table = findNeighbors(x, y, 'hexagon');
    for (let i = 0; i < n; ++i) {
      const others = [...x.keys()]
        .filter((j) => j !== i)
        .map((j) => ({ j, d: Math.hypot(x[i] - x[j], y[i] - y[j]) }))
        .sort((a, b) => a.d - b.d);
      const near = others.filter(({ d }) => d < 1.4 * others[0].d).slice(0, 6);
      expect(neighborsOf(table, i)).toEqual(near.map(({ j }) => j).sort((a, b) => a - b));
    }
  });

  it('copes with no, one, coinciding and unplaced pixels', () => {
    expect(findNeighbors(new Float64Array(0), new Float64Array(0), 'hexagon').indptr).toEqual(
      Int32Array.from([0]),
    );
    expect(
      neighborsOf(findNeighbors(new Float64Array(1), new Float64Array(1), 'square'), 0),
    ).toEqual([0]);
    const coinciding = findNeighbors(new Float64Array(4), new Float64Array(4), 'hexagon');
    expect(coinciding.indices.length).toBe(0);
    const unplaced = findNeighbors(Float64Array.from([0, NaN, 1]), new Float64Array(3), 'hexagon');
    expect([...unplaced.indptr]).toEqual([0, 1, 1, 2]);
  });

  it('refuses positions of two lengths', () => {
    expect(() => findNeighbors(new Float64Array(2), new Float64Array(3), 'square')).toThrow(
      'A camera has 2 pixel positions along x but 3 along y.',
    );
  });
});
