import { describe, expect, it } from 'vitest';
import { maskOutline } from '../../../core/pictures/mask-outline.ts';
import { pixelCorners } from '../../../core/pictures/pixel-corners.ts';
import { flower, toyCamera } from './toy-camera.ts';

/** Length of all lines together. */
function lengthOf(lines: ReturnType<typeof maskOutline>): number {
  let total = 0;
  for (const line of lines) {
    for (let i = 1; i < line.length; i++) {
      total += Math.hypot(line[i][0] - line[i - 1][0], line[i][1] - line[i - 1][1]);
    }
  }
  return total;
}

const isClosed = (line: ReturnType<typeof maskOutline>[number]) =>
  Math.hypot(line[0][0] - line.at(-1)![0], line[0][1] - line.at(-1)![1]) < 1e-9;

describe('pixelCorners', () => {
  it('makes neighbouring hexagons share two corners', () => {
    const { x, y } = pixelCorners(toyCamera('hexagon', flower));
    const corner = (i: number) =>
      `${x[i].toFixed(6)},${y[i].toFixed(6)}`.replaceAll('-0.000000', '0.000000');
    const center = Array.from({ length: 6 }, (_, k) => corner(k));
    const first = Array.from({ length: 6 }, (_, k) => corner(6 + k));
    expect(center.filter((text) => first.includes(text))).toHaveLength(2);
  });

  it('gives squares of rotation 0 edges along the axes', () => {
    const { x, y } = pixelCorners(
      toyCamera('square', [
        [2, 3],
        [3, 3],
      ]),
    );
    expect([...x.subarray(0, 4)].map((value) => value.toFixed(9)).toSorted()).toEqual([
      '1.500000000',
      '1.500000000',
      '2.500000000',
      '2.500000000',
    ]);
    expect(Math.max(...y.subarray(0, 4)) - Math.min(...y.subarray(0, 4))).toBeCloseTo(1, 12);
  });
});

describe('maskOutline', () => {
  const edge = 1 / Math.sqrt(3);

  it.each([
    ['one pixel', [1, 0, 0, 0, 0, 0, 0], 1, 6],
    ['two neighbours', [1, 1, 0, 0, 0, 0, 0], 1, 10],
    ['two pixels apart', [0, 1, 0, 0, 1, 0, 0], 2, 12],
    ['all', [1, 1, 1, 1, 1, 1, 1], 1, 18],
    ['a ring around a hole', [0, 1, 1, 1, 1, 1, 1], 2, 24],
    ['nothing', [0, 0, 0, 0, 0, 0, 0], 0, 0],
  ])('follows the outer edges of hexagons: %s', (_, mask, nLines, nEdges) => {
    const lines = maskOutline(toyCamera('hexagon', flower), Uint8Array.from(mask));
    expect(lines).toHaveLength(nLines);
    expect(lines.every(isClosed)).toBe(true);
    expect(lengthOf(lines)).toBeCloseTo(nEdges * edge, 9);
  });

  it('surrounds squares that touch at a corner', () => {
    const places = [0, 1, 2, 3].map((i) => [i % 2, Math.floor(i / 2)] as const);
    const lines = maskOutline(toyCamera('square', places), Uint8Array.of(1, 0, 0, 1));
    expect(lengthOf(lines)).toBeCloseTo(8, 9);
    expect(
      lengthOf(maskOutline(toyCamera('square', places), Uint8Array.of(1, 1, 1, 1))),
    ).toBeCloseTo(8, 9);
  });

  it('opens circles towards their neighbours', () => {
    const alone = lengthOf(
      maskOutline(toyCamera('circle', flower), Uint8Array.of(1, 0, 0, 0, 0, 0, 0)),
    );
    expect(alone).toBeCloseTo(24 * Math.sin(Math.PI / 24), 9);
    const pair = lengthOf(
      maskOutline(toyCamera('circle', flower), Uint8Array.of(1, 1, 0, 0, 0, 0, 0)),
    );
    expect(pair).toBeCloseTo(2 * alone * (20 / 24), 9);
  });
});
