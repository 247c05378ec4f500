import { describe, expect, it } from 'vitest';
import { fittingBounds } from '../../../../electron/window/fitting-bounds.ts';

const main = { x: 0, y: 25, width: 1920, height: 1055 };
const right = { x: 1920, y: 0, width: 1280, height: 1024 };

describe('where the window is opened', () => {
  it.each([
    ['on the main display', { x: 100, y: 100, width: 1400, height: 900 }],
    ['on the second display', { x: 2000, y: 50, width: 1200, height: 900 }],
    ['partly outside, with enough of its title', { x: -800, y: 100, width: 1000, height: 700 }],
  ])('is where it was: %s', (_, bounds) => {
    expect(fittingBounds(bounds, [main, right])).toEqual(bounds);
  });

  it.each([
    ['on a display that is gone', { x: 2000, y: 50, width: 1200, height: 900 }],
    ['above the display', { x: 100, y: -200, width: 1200, height: 900 }],
    ['below the display', { x: 100, y: 1050, width: 1200, height: 900 }],
    ['left of the display', { x: -1150, y: 100, width: 1200, height: 900 }],
  ])('keeps its size but not its place: %s', (_, bounds) => {
    expect(fittingBounds(bounds, [main])).toEqual({ width: 1200, height: 900 });
  });

  it('is not larger than its display', () => {
    const huge = { x: 1900, y: 100, width: 4000, height: 3000 };
    expect(fittingBounds(huge, [right])).toEqual({ x: 1900, y: 100, width: 1280, height: 1024 });
    expect(fittingBounds({ ...huge, x: 9000 }, [main])).toEqual({ width: 1920, height: 1055 });
  });

  it('has a size of its own the first time', () => {
    expect(fittingBounds(undefined, [main])).toEqual({ width: 1440, height: 900 });
    expect(fittingBounds(undefined, [{ ...main, width: 1024, height: 700 }])).toEqual({
      width: 1024,
      height: 700,
    });
    expect(fittingBounds(undefined, [])).toEqual({ width: 1440, height: 900 });
  });
});
