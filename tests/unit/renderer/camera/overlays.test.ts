import { describe, expect, it } from 'vitest';
import type { Mark, MarkRole } from '../../../../renderer/camera/mark.ts';
import { maskEdges } from '../../../../renderer/camera/mask-edges.ts';
import { neighborTowards } from '../../../../renderer/camera/neighbor-towards.ts';
import { overlayMarks } from '../../../../renderer/camera/overlay-marks.ts';
import { makePixelGrid, nearestPixel } from '../../../../renderer/camera/pixel-grid.ts';
import { scaleBarLength } from '../../../../renderer/camera/scale-bar-length.ts';
import { flowerPixels, pixelsAt } from './plain-cameras.ts';

function linesOf(marks: readonly Mark[], role: MarkRole): readonly ArrayLike<number>[] {
  return marks.flatMap((mark) => (mark.kind === 'lines' && mark.role === role ? mark.lines : []));
}

describe('maskEdges', () => {
  const total = (edges: readonly number[][]) =>
    edges.reduce((sum, [ax, ay, bx, by]) => sum + Math.hypot(bx - ax, by - ay), 0);

  it.each([
    ['one hexagon', [1, 0, 0, 0, 0, 0, 0], 6],
    ['two hexagons', [1, 1, 0, 0, 0, 0, 0], 10],
    ['a ring of hexagons', [0, 1, 1, 1, 1, 1, 1], 24],
    ['the whole flower', [1, 1, 1, 1, 1, 1, 1], 18],
    ['nothing', [0, 0, 0, 0, 0, 0, 0], 0],
  ])('%s', (_, mask, edges) => {
    const found = maskEdges(flowerPixels, Uint8Array.from(mask));
    expect(found).toHaveLength(edges);
    // Edges of a hexagon of width 1 are 1/√3 long.
    expect(total(found)).toBeCloseTo(edges / Math.sqrt(3), 12);
  });

  it('is the outside of a block of squares, wherever modules leave a small gap', () => {
    const places = [0, 1, 2.35, 3.35].flatMap((x) => [0, 1, 2].map((y) => [x, y] as const));
    const pixels = pixelsAt('square', places);
    expect(total(maskEdges(pixels, new Uint8Array(12).fill(1)))).toBeCloseTo(2 * (4 + 3), 12);
  });

  it('outlines pixels that do not touch one by one', () => {
    const pixels = pixelsAt('square', [
      [0, 0],
      [1.5, 0],
    ]);
    expect(maskEdges(pixels, Uint8Array.of(1, 1))).toHaveLength(8);
  });

  it('leaves out the arcs of circles that face each other', () => {
    const apart = maskEdges(pixelsAt('circle', [[0, 0]]), Uint8Array.of(1));
    const pixels = pixelsAt('circle', [
      [0, 0],
      [1, 0],
    ]);
    const both = maskEdges(pixels, Uint8Array.of(1, 1));
    expect(apart).toHaveLength(24);
    expect(both.length).toBeLessThan(48);
    for (const [ax, , bx] of both) {
      // What is left of either does not look at the other.
      expect(Math.abs((ax + bx) / 2 - 0.5)).toBeGreaterThan(0.05);
    }
  });
});

describe('overlayMarks', () => {
  const hillas = { x: 0.2, y: -0.1, length: 0.6, width: 0.25, psiDeg: 30 };

  it('draws the ellipse of one standard deviation', () => {
    const [ellipse] = linesOf(overlayMarks(flowerPixels, { hillas }), 'hillas');
    const [cos, sin] = [Math.cos(Math.PI / 6), Math.sin(Math.PI / 6)];
    expect(ellipse).toHaveLength(192);
    for (let k = 0; k < ellipse.length; k += 2) {
      const [dx, dy] = [ellipse[k] - 0.2, ellipse[k + 1] + 0.1];
      const along = (dx * cos + dy * sin) / 0.6;
      const across = (-dx * sin + dy * cos) / 0.25;
      expect(along ** 2 + across ** 2).toBeCloseTo(1, 12);
    }
  });

  it('draws the axis through the centroid, and a wedge of its uncertainty', () => {
    const marks = overlayMarks(flowerPixels, { hillas: { ...hillas, psiUncertaintyDeg: 5 } });
    const [[ax, ay, bx, by]] = linesOf(marks, 'axis').map((line) => Array.from(line));
    expect(Math.atan2(by - ay, bx - ax) * (180 / Math.PI)).toBeCloseTo(-150, 9);
    expect((0.2 - ax) * (by - ay) - (-0.1 - ay) * (bx - ax)).toBeCloseTo(0, 12);
    const wedges = linesOf(marks, 'wedge').map((line) => Array.from(line));
    expect(wedges).toHaveLength(2);
    for (const [x, y, fromX, fromY, toX, toY] of wedges) {
      expect([x, y]).toEqual([0.2, -0.1]);
      const opening = Math.atan2(toY - y, toX - x) - Math.atan2(fromY - y, fromX - x);
      expect(((opening * 180) / Math.PI + 360) % 360).toBeCloseTo(10, 9);
    }
  });

  it('leaves out what has no numbers', () => {
    const missing = { x: NaN, y: 0 };
    const overlays = {
      hillas: { ...hillas, psiDeg: NaN },
      source: missing,
      reconstructed: missing,
      muonRing: { ...missing, radius: 1 },
      mask: new Uint8Array(3),
    };
    expect(overlayMarks(flowerPixels, overlays)).toEqual([]);
  });

  it('draws places, rings and labels', () => {
    const marks = overlayMarks(flowerPixels, {
      source: { x: 1, y: 2, label: 'Crab' },
      reconstructed: { x: 0, y: 0 },
      muonRing: { x: 0, y: 0, radius: 2 },
      labels: [{ x: 3, y: 3, label: 'module 7' }],
      mask: Uint8Array.of(1, 0, 0, 0, 0, 0, 0),
      leakageBorder: Uint8Array.of(0, 1, 1, 1, 1, 1, 1),
    });
    expect(marks.map(({ kind, role }) => `${role} ${kind}`)).toEqual([
      'leakage lines',
      'mask lines',
      'muon lines',
      'source symbol',
      'source text',
      'reconstructed symbol',
      'label text',
    ]);
    const [ring] = linesOf(marks, 'muon');
    expect(Math.hypot(ring[10], ring[11])).toBeCloseTo(2, 12);
  });
});

describe('nearestPixel', () => {
  const { pixX, pixY } = flowerPixels;
  const grid = makePixelGrid(pixX, pixY);

  it('is the nearest within the distance', () => {
    for (let x = -2; x <= 2; x += 0.13) {
      for (let y = -2; y <= 2; y += 0.17) {
        const distances = Array.from(pixX, (px, i) => Math.hypot(px - x, pixY[i] - y));
        const least = Math.min(...distances);
        expect(nearestPixel(grid, x, y, 0.6)).toBe(least < 0.6 ? distances.indexOf(least) : -1);
      }
    }
  });

  it('finds the only pixel of a camera', () => {
    expect(nearestPixel(makePixelGrid(Float64Array.of(3), Float64Array.of(4)), 3, 4, 0.1)).toBe(0);
  });
});

describe('neighborTowards', () => {
  it('steps from pixel to pixel until the last', () => {
    expect([0, 60, 120, 180, 240, 300].map((angle) => step(0, angle))).toEqual([1, 2, 3, 4, 5, 6]);
    expect(step(4, 0)).toBe(0);
    expect(step(1, 0)).toBe(1);
  });
  const step = (pixel: number, angle: number) =>
    neighborTowards(flowerPixels, pixel, [
      3 * Math.cos((angle * Math.PI) / 180),
      3 * Math.sin((angle * Math.PI) / 180),
    ]);
});

describe('scaleBarLength', () => {
  it.each([
    [100, 90, 0.5],
    [90, 90, 1],
    [1000, 90, 0.05],
    [20, 90, 2],
    [0.01, 90, 5000],
  ])('%s pixels per unit', (scale, longest, length) => {
    expect(scaleBarLength(scale, longest)).toBe(length);
  });
});
