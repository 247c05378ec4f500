import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CameraPixels, PixelShape } from '../../../../renderer/camera/camera-pixels.ts';
import {
  type CameraView,
  screenTransform,
  toCamera,
} from '../../../../renderer/camera/camera-view.ts';
import { drawIndexMap, GROWTH, NO_PIXEL, pixelAt } from '../../../../renderer/camera/index-map.ts';
import { pixelsAt } from './plain-cameras.ts';

/** How far inside the edges of a pixel a point lies (negative outside), by the corners of its polygon. */
function depth(pixels: CameraPixels, i: number, x: number, y: number, growth: number): number {
  const [dx, dy] = [x - pixels.pixX[i], y - pixels.pixY[i]];
  const area = pixels.pixArea[i];
  if (pixels.shape === 'circle') return Math.sqrt(area / Math.PI) + growth - Math.hypot(dx, dy);
  // A regular polygon of n edges has the area n · inradius² · tan(π/n).
  const n = pixels.shape === 'square' ? 4 : 6;
  const inradius = Math.sqrt(area / (n * Math.tan(Math.PI / n))) + growth;
  const circumradius = inradius / Math.cos(Math.PI / n);
  const first = (n === 4 ? 45 : 90) + pixels.rotationDeg;
  let least = Infinity;
  for (let k = 0; k < n; k++) {
    const [a, b] = [k, k + 1].map((corner) => ((first + (360 * corner) / n) * Math.PI) / 180);
    const [ax, ay] = [circumradius * Math.cos(a), circumradius * Math.sin(a)];
    const [bx, by] = [circumradius * Math.cos(b), circumradius * Math.sin(b)];
    const cross = (bx - ax) * (dy - ay) - (by - ay) * (dx - ax);
    least = Math.min(least, cross / Math.hypot(bx - ax, by - ay));
  }
  return least;
}

/** The pixel that should be drawn at a point; undefined where rounding decides. */
function expectedPixel(
  pixels: CameraPixels,
  x: number,
  y: number,
  scale: number,
): number | undefined {
  const tiny = 1e-9 * (1 + Math.abs(x) + Math.abs(y));
  let best = NO_PIXEL;
  let bestDistance = Infinity;
  for (let i = 0; i < pixels.pixX.length; i++) {
    const inside = depth(pixels, i, x, y, GROWTH / scale);
    if (Math.abs(inside) < tiny) return undefined;
    if (inside < 0) continue;
    const distance = Math.hypot(x - pixels.pixX[i], y - pixels.pixY[i]);
    if (Math.abs(distance - bestDistance) < tiny) return undefined;
    if (distance < bestDistance) [best, bestDistance] = [i, distance];
  }
  return best;
}

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const cameras: fc.Arbitrary<CameraPixels> = fc
  .record({
    frame: fc.constantFrom('camera', 'engineering', 'sky'),
    unit: fc.constant('m'),
    shape: fc.constantFrom<PixelShape>('hexagon', 'square', 'circle'),
    rotationDeg: number(-180, 180),
    mirrors: fc.constantFrom(1, 2),
    pixels: fc.array(fc.tuple(number(-2, 2), number(-2, 2), number(0.01, 2)), {
      minLength: 1,
      maxLength: 30,
    }),
  })
  .map(({ pixels, ...rest }) => ({
    ...rest,
    pixX: Float64Array.from(pixels, ([x]) => x),
    pixY: Float64Array.from(pixels, ([, y]) => y),
    pixArea: Float64Array.from(pixels, ([, , area]) => area),
  }));
const views: fc.Arbitrary<CameraView> = fc.record({
  centerX: number(-2, 2),
  centerY: number(-2, 2),
  scale: number(1, 60),
  rotationDeg: number(0, 360),
  frame: fc.constantFrom('camera', 'engineering', 'sky'),
});

describe('drawIndexMap', () => {
  it('gives each screen pixel the nearest of the shapes that contain its middle', () => {
    const size = { width: 33, height: 27 };
    let compared = 0;
    fc.assert(
      fc.property(cameras, views, (pixels, view) => {
        const transform = screenTransform(pixels, view, size);
        const map = drawIndexMap(pixels, transform, size);
        for (let row = 0; row < size.height; row++) {
          for (let column = 0; column < size.width; column++) {
            const [x, y] = toCamera(transform, column + 0.5, row + 0.5);
            const expected = expectedPixel(pixels, x, y, view.scale);
            if (expected === undefined) continue;
            compared++;
            expect(map.pixel[row * size.width + column]).toBe(expected);
          }
        }
      }),
      { numRuns: 150 },
    );
    expect(compared).toBeGreaterThan(100_000);
  });

  it('uses the memory of an earlier map where it is large enough', () => {
    const pixels = pixelsAt('square', [[0, 0]]);
    const view: CameraView = { centerX: 0, centerY: 0, scale: 4, rotationDeg: 0, frame: 'sky' };
    const draw = (width: number, reuse?: ReturnType<typeof drawIndexMap>) => {
      const size = { width, height: 10 };
      return drawIndexMap(pixels, screenTransform(pixels, view, size), size, reuse);
    };
    const first = draw(12);
    const smaller = draw(6, first);
    expect(smaller.pixel.buffer).toBe(first.pixel.buffer);
    expect(smaller.pixel).toEqual(draw(6).pixel);
    expect(draw(20, smaller).pixel.buffer).not.toBe(first.pixel.buffer);
  });

  it('leaves no screen pixel between pixels that touch', () => {
    const places = Array.from({ length: 100 }, (_, i) => [i % 10, Math.floor(i / 10)] as const);
    const pixels = pixelsAt('square', places);
    const view = {
      centerX: 4.5,
      centerY: 4.5,
      scale: 3.37,
      rotationDeg: 17,
      frame: 'sky',
    } as const;
    const size = { width: 20, height: 20 };
    const map = drawIndexMap(pixels, screenTransform(pixels, view, size), size);
    expect(map.pixel).not.toContain(NO_PIXEL);
  });
});

describe('pixelAt', () => {
  it('finds what was drawn, and nothing outside', () => {
    const pixels = pixelsAt('circle', [
      [0, 0],
      [1, 0],
    ]);
    const view = { centerX: 0.5, centerY: 0, scale: 10, rotationDeg: 0, frame: 'sky' } as const;
    const size = { width: 30, height: 20 };
    const map = drawIndexMap(pixels, screenTransform(pixels, view, size), size);
    expect([10, 20, 2].map((x) => pixelAt(map, x, 10))).toEqual([0, 1, NO_PIXEL]);
    expect([pixelAt(map, -0.5, 10), pixelAt(map, 30, 10), pixelAt(map, NaN, 10)]).toEqual([
      NO_PIXEL,
      NO_PIXEL,
      NO_PIXEL,
    ]);
  });
});
