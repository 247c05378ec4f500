import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  MAX_COLUMNS,
  tileLayout,
  visibleTiles,
} from '../../../../../renderer/panels/events/tile-layout.ts';

const besides = { width: 100, height: 40 };

describe('tileLayout', () => {
  it.each([
    // One camera takes all the room.
    [1, 900, 600, 1, 1],
    // Two stand side by side where it is wide, one above the other where it is high.
    [2, 1000, 500, 2, 1],
    [2, 500, 1000, 1, 2],
    [4, 1000, 900, 2, 2],
  ])('lays %s cameras out in %s × %s', (count, width, height, columns, rows) => {
    expect(tileLayout({ count, width, height, besides }, 'auto')).toEqual({
      columns,
      rows,
      width: width / columns,
      height: height / rows,
    });
  });

  it('scrolls where the pictures would become too small', () => {
    const layout = tileLayout({ count: 60, width: 800, height: 500, besides }, 'auto');
    expect(layout.columns).toBe(3);
    expect(layout.rows).toBe(20);
    expect(layout.width - besides.width).toBeGreaterThanOrEqual(160);
  });

  it('takes as many columns as are chosen', () => {
    const layout = tileLayout({ count: 5, width: 900, height: 800, besides }, 3);
    expect(layout).toMatchObject({ columns: 3, rows: 2, width: 300, height: 240 });
  });

  it('has room for every camera, and never more columns than there may be', () => {
    const room = fc.record({
      count: fc.integer({ min: 1, max: 200 }),
      width: fc.integer({ min: 50, max: 4000 }),
      height: fc.integer({ min: 50, max: 3000 }),
      besides: fc.constant(besides),
    });
    const columns = fc.oneof(fc.constant('auto' as const), fc.integer({ min: 1, max: 6 }));
    fc.assert(
      fc.property(room, columns, (where, chosen) => {
        const layout = tileLayout(where, chosen);
        expect(layout.columns * layout.rows).toBeGreaterThanOrEqual(where.count);
        expect(layout.columns).toBeLessThanOrEqual(MAX_COLUMNS);
        expect(layout.columns * layout.width).toBeLessThanOrEqual(where.width + 1e-6);
      }),
    );
  });
});

describe('visibleTiles', () => {
  const layout = { columns: 3, rows: 4, width: 100, height: 200 };

  it.each([
    [0, 400, [0, 6]],
    [100, 400, [0, 9]],
    [400, 400, [6, 11]],
    [10_000, 400, [9, 11]],
  ])('from %s on in %s px sees tiles %s', (top, height, expected) => {
    expect(visibleTiles(layout, 11, { top, height })).toEqual(expected);
  });
});
