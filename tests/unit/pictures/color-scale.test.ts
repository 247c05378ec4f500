import { describe, expect, it } from 'vitest';
import { colorScale } from '../../../core/pictures/color-scale.ts';
import { numberText } from '../../../core/pictures/number-text.ts';

describe('colorScale', () => {
  it('spreads values evenly, with the ends at the ends', () => {
    const scale = colorScale('linear', 0, 100);
    expect([0, 50, 100].map(scale.position)).toEqual([0, 0.5, 1]);
    expect([-5, 0, 50, 100, 1000].map(scale.color)).toEqual([0, 0, 128, 255, 255]);
    expect(scale.color(NaN)).toBeUndefined();
    expect(scale.ticks).toEqual([0, 20, 40, 60, 80, 100]);
  });

  it('spreads square roots and logarithms', () => {
    expect(colorScale('sqrt', 0, 100).position(25)).toBeCloseTo(0.5, 12);
    const log = colorScale('log', 1, 100);
    expect(log.position(10)).toBeCloseTo(0.5, 12);
    expect(log.color(-3)).toBe(0);
    expect(log.color(NaN)).toBeUndefined();
    expect(log.ticks).toEqual([1, 3, 10, 30, 100]);
  });

  it('copes with ranges without extent', () => {
    expect(colorScale('linear', 3, 3).color(3)).toBe(0);
    expect(colorScale('log', 0, 0).color(0)).toBe(0);
    expect(colorScale('sqrt', 0, 0).ticks.every(Number.isFinite)).toBe(true);
  });

  it('has ticks inside its range that lie apart', () => {
    for (const kind of ['linear', 'sqrt', 'log'] as const) {
      for (const high of [0.013, 0.9, 7, 36.4, 661, 12345, 3e6]) {
        const scale = colorScale(kind, 0, high);
        expect(scale.ticks.length, `${kind} ${high}`).toBeGreaterThanOrEqual(3);
        const places = scale.ticks.map(scale.position);
        for (const [i, place] of places.entries()) {
          expect(place).toBeGreaterThanOrEqual(-1e-9);
          expect(place).toBeLessThanOrEqual(1 + 1e-9);
          if (i > 0) expect(place - places[i - 1], `${kind} ${high}`).toBeGreaterThan(0.04);
        }
      }
    }
  });
});

describe('numberText', () => {
  it.each([
    [0, 0, '0'],
    [-0.001, 2, '0.00'],
    [-3.14159, 2, '−3.14'],
    [1234.5, 1, '1234.5'],
    [12345.67, 1, '12\u2009345.7'],
    [NaN, 2, 'n/a'],
  ])('%s with %s decimals', (value, decimals, expected) => {
    expect(numberText(value, decimals)).toBe(expected);
  });
});
