import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toEngineeringFrame } from '../../../../core/instrument/engineering-frame.ts';
import { toTelescopeFrame } from '../../../../core/instrument/telescope-frame.ts';
import { pixelCorners } from '../../../../core/pictures/pixel-corners.ts';
import type { CameraFrame } from '../../../../renderer/camera/camera-pixels.ts';
import {
  type CameraView,
  fitView,
  panView,
  screenTransform,
  toCamera,
  toScreen,
  zoomView,
} from '../../../../renderer/camera/camera-view.ts';
import { pixelOutlines } from '../../../../renderer/camera/mask-edges.ts';
import { flower, toyCamera } from '../../pictures/toy-camera.ts';
import { cameraPixels, flowerPixels } from './plain-cameras.ts';

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const views: fc.Arbitrary<CameraView> = fc.record({
  centerX: number(-2, 2),
  centerY: number(-2, 2),
  scale: number(1, 100),
  rotationDeg: number(-400, 400),
  frame: fc.constantFrom('camera', 'engineering', 'sky'),
});
const size = { width: 300, height: 200 };

describe('frames', () => {
  const camera = {
    ...toyCamera('hexagon', flower),
    frame: 'CameraFrame',
    pixRotation: 11,
  } as const;
  const focalLength = 28;
  // Degrees per metre, so that the sky has the scale of the camera.
  const radius = (28 * Math.PI) / 180;
  it.each([
    ['engineering', 1, toEngineeringFrame(camera, 1), 1],
    ['engineering', 2, toEngineeringFrame(camera, 2), 1],
    ['sky', 1, toTelescopeFrame(camera, focalLength), radius],
  ] as const)(
    'shows %s of %s mirror(s) as the core transforms it',
    (frame, mirrors, core, scale) => {
      const pixels = { ...cameraPixels(camera), mirrors };
      const view = { centerX: 0, centerY: 0, scale: 1, rotationDeg: 0, frame };
      const transform = screenTransform(pixels, view, { width: 0, height: 0 });
      const corners = pixelCorners(core);
      pixelOutlines(pixels, pixels.pixX.keys()).forEach((outline, i) => {
        const expected = Array.from({ length: 6 }, (_, k) => [
          corners.x[6 * i + k] * scale,
          -corners.y[6 * i + k] * scale,
        ]);
        // A flip goes round the corners the other way and begins elsewhere.
        for (let k = 0; k < 12; k += 2) {
          const [x, y] = toScreen(transform, outline[k], outline[k + 1]);
          const misses = expected.map(([ex, ey]) => Math.hypot(x - ex, y - ey));
          expect(Math.min(...misses)).toBeLessThan(1e-12);
        }
      });
    },
  );

  it('shows a camera as it is in its own frame', () => {
    for (const frame of ['camera', 'engineering', 'sky'] satisfies CameraFrame[]) {
      const view = { centerX: 0, centerY: 0, scale: 10, rotationDeg: 0, frame };
      const transform = screenTransform({ ...flowerPixels, frame }, view, size);
      expect(toScreen(transform, 2, 3)).toEqual([170, 70]);
    }
  });
});

describe('toCamera', () => {
  it('undoes toScreen', () => {
    fc.assert(
      fc.property(views, number(-3, 3), number(-3, 3), (view, x, y) => {
        const transform = screenTransform(flowerPixels, view, size);
        const [backX, backY] = toCamera(transform, ...toScreen(transform, x, y));
        expect(Math.hypot(backX - x, backY - y)).toBeLessThan(1e-11);
      }),
    );
  });
});

describe('fitView', () => {
  it('shows every corner within the margin, and touches it', () => {
    fc.assert(
      fc.property(views, ({ frame }) => {
        const view = fitView(flowerPixels, { frame, rotationDeg: 0 }, size, 10);
        const transform = screenTransform(flowerPixels, view, size);
        const all = pixelOutlines(flowerPixels, flowerPixels.pixX.keys()).flatMap((outline) =>
          Array.from({ length: 6 }, (_, k) =>
            toScreen(transform, outline[2 * k], outline[2 * k + 1]),
          ),
        );
        const [left, right] = [Math.min, Math.max].map((pick) => pick(...all.map(([x]) => x)));
        const [top, bottom] = [Math.min, Math.max].map((pick) => pick(...all.map(([, y]) => y)));
        expect(Math.min(left, top)).toBeGreaterThan(10 - 1e-9);
        expect(right).toBeLessThan(290 + 1e-9);
        expect(bottom).toBeLessThan(190 + 1e-9);
        expect((left + right) / 2).toBeCloseTo(150, 9);
        // The flower is 2.4 to 3.1 times as high as a pixel is wide: the height decides, within 16 %
        // because all pixels count as far as their corners.
        expect(bottom - top).toBeGreaterThan(180 / 1.16);
      }),
    );
  });
});

describe('panView', () => {
  it('moves what is shown by as much as the hand', () => {
    fc.assert(
      fc.property(views, number(-90, 90), number(-90, 90), (view, dx, dy) => {
        const [x, y] = toScreen(screenTransform(flowerPixels, view, size), 1, -2);
        const moved = panView(flowerPixels, view, dx, dy);
        const [movedX, movedY] = toScreen(screenTransform(flowerPixels, moved, size), 1, -2);
        expect(Math.hypot(movedX - x - dx, movedY - y - dy)).toBeLessThan(1e-9);
      }),
    );
  });
});

describe('zoomView', () => {
  it('keeps what is under the cursor, within its limits', () => {
    fc.assert(
      fc.property(views, number(0.1, 10), number(0, 300), number(0, 200), (view, factor, x, y) => {
        const limits = [0.5, 150] as const;
        const zoomed = zoomView(flowerPixels, view, factor, { x, y, size, limits });
        expect(zoomed.scale).toBe(Math.min(150, Math.max(0.5, view.scale * factor)));
        const [beforeX, beforeY] = toCamera(screenTransform(flowerPixels, view, size), x, y);
        const [afterX, afterY] = toCamera(screenTransform(flowerPixels, zoomed, size), x, y);
        expect(Math.hypot(afterX - beforeX, afterY - beforeY)).toBeLessThan(1e-9);
      }),
    );
  });
});
