import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowWindow, scrollTopShowing } from '../../../../renderer/table/row-window.ts';

const thousand = { rowCount: 1000, rowHeight: 24, viewHeight: 240, scrollTop: 0 };
const tenMillions = { rowCount: 10_000_000, rowHeight: 24, viewHeight: 240 };

describe('rowWindow', () => {
  it('shows the first rows at the top and some beyond', () => {
    const { first, end, shift, canvasHeight } = rowWindow(thousand);
    expect({ first, shift, canvasHeight }).toEqual({ first: 0, shift: 0, canvasHeight: 24_000 });
    expect(end).toBeGreaterThanOrEqual(10);
    expect(end).toBeLessThan(40);
  });

  it('draws every row at its place while the canvas is as high as all rows', () => {
    const { first, shift } = rowWindow({ ...thousand, scrollTop: 5000 });
    expect(shift).toBe(first * 24);
  });

  it('is empty without rows', () => {
    expect(rowWindow({ ...thousand, rowCount: 0 })).toMatchObject({ first: 0, end: 0 });
  });

  it('reaches the last of ten million rows with an element that browsers can lay out', () => {
    const top = rowWindow({ ...tenMillions, scrollTop: 0 });
    expect(top.first).toBe(0);
    // Firefox lays out nothing beyond 17.9 million pixels.
    expect(top.canvasHeight).toBeLessThan(17_800_000);
    const scrollTop = top.canvasHeight - tenMillions.viewHeight;
    const { first, end, shift } = rowWindow({ ...tenMillions, scrollTop });
    expect(end).toBe(tenMillions.rowCount);
    // The last row ends where the canvas does.
    expect(shift + (end - first) * 24).toBe(top.canvasHeight);
  });
});

describe('scrollTopShowing', () => {
  it('stays where the row is seen already', () => {
    expect(scrollTopShowing({ ...thousand, scrollTop: 48 }, 5)).toBe(48);
  });

  it('scrolls as little as is needed', () => {
    expect(scrollTopShowing({ ...thousand, scrollTop: 48 }, 0)).toBe(0);
    expect(scrollTopShowing(thousand, 10)).toBe(24);
  });

  it('shows any row of a list of any length', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2_000_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (rowCount, from, to) => {
          const rows = { rowCount, rowHeight: 24, viewHeight: 240, scrollTop: 0 };
          const most = Math.max(0, rowWindow(rows).canvasHeight - 240);
          const index = Math.floor(to * (rowCount - 1));
          const scrollTop = scrollTopShowing({ ...rows, scrollTop: from * most }, index);
          const { first, end, shift } = rowWindow({ ...rows, scrollTop });
          expect(index).toBeGreaterThanOrEqual(first);
          expect(index).toBeLessThan(end);
          const top = shift + (index - first) * 24 - scrollTop;
          // A pixel for rounding.
          expect(top).toBeGreaterThanOrEqual(-1);
          expect(top).toBeLessThanOrEqual(240 - 24 + 1);
        },
      ),
    );
  });
});
