import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clipLine } from '../../../../renderer/array/clip-line.ts';
import { placeLabels } from '../../../../renderer/array/place-labels.ts';
import { itemAt, itemTowards } from '../../../../renderer/array/plane-item.ts';
import {
  extentAround,
  fitPlane,
  panPlane,
  planeToScreen,
  screenToPlane,
  zoomPlane,
} from '../../../../renderer/array/plane-view.ts';
import { valueColor, valueColors } from '../../../../renderer/array/value-colors.ts';
import { mapColor } from '../../../../core/colors/color-map.ts';

const size = { width: 400, height: 200 };
const extent = { lowU: -100, highU: 100, lowV: -100, highV: 100 };
const fitted = fitPlane(extent, size, 20);

describe('the view of a plane', () => {
  it('shows all of it, u to the right and v upwards, with the same scale', () => {
    expect(fitted).toEqual({ u: 0, v: 0, scale: 160 / 200 });
    expect(planeToScreen(fitted, size, 0, 0)).toEqual([200, 100]);
    expect(planeToScreen(fitted, size, 100, 100)).toEqual([280, 20]);
  });

  it('finds places again', () => {
    const [u, v] = screenToPlane(fitted, size, 280, 20);
    expect([u, v]).toEqual([100, 100]);
  });

  it('follows the hand that drags it', () => {
    const [before] = [screenToPlane(fitted, size, 100, 50)];
    const [after] = [screenToPlane(panPlane(fitted, 30, -10), size, 130, 40)];
    expect(after[0]).toBeCloseTo(before[0], 9);
    expect(after[1]).toBeCloseTo(before[1], 9);
  });

  it('keeps what is under the pointer where it is while it is magnified', () => {
    const zoomed = zoomPlane(fitted, size, 3, 70, 160, [0.1, 100]);
    expect(zoomed.scale).toBeCloseTo(2.4, 12);
    const [before, after] = [fitted, zoomed].map((view) => screenToPlane(view, size, 70, 160));
    expect(after[0]).toBeCloseTo(before[0], 9);
    expect(after[1]).toBeCloseTo(before[1], 9);
    expect(zoomPlane(fitted, size, 1e9, 0, 0, [0.1, 100]).scale).toBe(100);
  });

  it('is never smaller than it should be, also around one place or none', () => {
    expect(extentAround([{ u: 5, v: 0 }], 10)).toEqual({ lowU: 0, highU: 10, lowV: -5, highV: 5 });
    expect(extentAround([], 2)).toEqual({ lowU: -1, highU: 1, lowV: -1, highV: 1 });
    expect(
      extentAround(
        [
          { u: NaN, v: 0 },
          { u: 0, v: 0 },
        ],
        2,
      ).lowU,
    ).toBe(-1);
  });
});

describe('clipLine', () => {
  it('gives the piece that is seen', () => {
    expect(clipLine(0, 50, 0, extent)).toEqual({ fromU: -100, fromV: 50, toU: 100, toV: 50 });
    expect(clipLine(0, 150, 0, extent)).toBeUndefined();
  });

  it('ends on the border for any line through the middle', () => {
    fc.assert(
      fc.property(fc.double({ min: -4, max: 4, noNaN: true }), (angle) => {
        const piece = clipLine(0, 0, angle, extent)!;
        for (const [u, v] of [
          [piece.fromU, piece.fromV],
          [piece.toU, piece.toV],
        ]) {
          expect(Math.max(Math.abs(u), Math.abs(v))).toBeCloseTo(100, 6);
          expect(u * Math.sin(angle) - v * Math.cos(angle)).toBeCloseTo(0, 6);
        }
      }),
    );
  });
});

describe('placeLabels', () => {
  const label = (key: number, x: number, y: number) => ({ key, text: String(key), x, y, reach: 5 });

  it('stand below what they name where there is room', () => {
    const [placed] = placeLabels([label(1, 50, 50)]);
    expect(placed).toMatchObject({ key: 1, x: 50 });
    expect(placed.y).toBeGreaterThan(55);
  });

  it('cover neither one another nor what they name, and are left out where there is no room', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 300 })), {
          maxLength: 60,
        }),
        (places) => {
          const wanted = places.map(([x, y], key) => label(key, x, y));
          const placed = placeLabels(wanted);
          expect(placed.length).toBeLessThanOrEqual(wanted.length);
          for (const a of placed) {
            for (const b of placed) {
              if (a.key >= b.key) continue;
              const apartX =
                Math.abs(a.x - b.x) >= ((a.text.length + b.text.length) * 6.2) / 2 - 1e-9;
              expect(apartX || Math.abs(a.y - b.y) >= 12 - 1e-9).toBe(true);
            }
            for (const { key, x, y } of wanted) {
              const isApart =
                Math.abs(a.x - x) >= a.text.length * 3.1 + 5 - 1e-9 ||
                Math.abs(a.y - y) >= 11 - 1e-9;
              expect(key === a.key || isApart).toBe(true);
            }
          }
        },
      ),
    );
  });
});

describe('items of a plane', () => {
  const item = (key: number, u: number, v: number) => ({ key, u, v, reach: 8, label: '', tip: [] });
  const items = [item(1, 0, 0), item(2, 10, 1), item(3, 30, 0), item(4, 0, 10), item(5, -10, -10)];

  it('are hit where they are, the nearest first', () => {
    const placed = items.map((each) => ({ ...each, x: each.u, y: -each.v }));
    expect(itemAt(placed, 6, 0)?.key).toBe(2);
    expect(itemAt(placed, 4, 0)?.key).toBe(1);
    expect(itemAt(placed, 60, 0)).toBeUndefined();
  });

  it('are reached in a direction', () => {
    expect(itemTowards(items, items[0], [1, 0])?.key).toBe(2);
    expect(itemTowards(items, items[1], [1, 0])?.key).toBe(3);
    expect(itemTowards(items, items[0], [0, 1])?.key).toBe(4);
    expect(itemTowards(items, items[2], [1, 0])).toBeUndefined();
  });
});

describe('colours of values', () => {
  it('go over the range, logarithmically where that is asked', () => {
    const linear = valueColors([1, undefined, 101, NaN], 'viridis', false)!;
    expect(linear).toMatchObject({ low: 1, high: 101 });
    expect(valueColor(linear, 1)).toBe(mapColor('viridis', 0));
    expect(valueColor(linear, 101)).toBe(mapColor('viridis', 255));
    const log = valueColors([0, 1, 10_000], 'inferno', true)!;
    expect(log.low).toBe(1);
    expect(valueColor(log, 100)).toBe(mapColor('inferno', 128));
  });

  it('are that of the middle for one value, and none for none', () => {
    expect(valueColor(valueColors([5], 'viridis', true)!, 5)).toBe(mapColor('viridis', 128));
    expect(valueColors([undefined, NaN], 'viridis', false)).toBeUndefined();
  });
});
