import { describe, expect, it } from 'vitest';
import { automaticLimits } from '../../../../renderer/camera/automatic-limits.ts';
import { colorScale, valueRange } from '../../../../renderer/camera/color-scale.ts';
import { paintPixels } from '../../../../renderer/camera/paint-pixels.ts';
import { percentile } from '../../../../renderer/camera/percentile.ts';
import {
  INVALID,
  packedColor,
  packedMap,
  pixelColors,
} from '../../../../renderer/camera/pixel-colors.ts';
import { safeLimits } from '../../../../renderer/camera/safe-limits.ts';
import { scaleTicks } from '../../../../renderer/camera/scale-ticks.ts';

describe('colorScale', () => {
  it('is linear', () => {
    const { place, value } = colorScale('linear', { low: -2, high: 8 });
    expect([-2, 3, 8, 13].map(place)).toEqual([0, 0.5, 1, 1.5]);
    expect(value(0.25)).toBe(0.5);
    expect(place(NaN)).toBeNaN();
  });

  it('is logarithmic', () => {
    const { place, value } = colorScale('log', { low: 1, high: 1000 });
    expect(place(10)).toBeCloseTo(1 / 3, 12);
    expect(value(2 / 3)).toBeCloseTo(100, 9);
    expect([0, -5].map(place)).toEqual([-Infinity, -Infinity]);
  });

  it('is matplotlib’s SymLogNorm(linthresh=1, linscale=1, base=10)', () => {
    const { place, value } = colorScale('symlog', { low: -100, high: 1000 }, 1);
    const values = [-100, -10, -1, 0, 0.5, 1, 20, 1000];
    // Printed by matplotlib 3.11.2.
    const expected = [
      0, 0.13846153846153847, 0.27692307692307694, 0.43076923076923085, 0.5076923076923078,
      0.5846153846153846, 0.7647579993996282, 1,
    ];
    values.forEach((each, i) => {
      expect(place(each)).toBeCloseTo(expected[i], 12);
      expect(value(expected[i])).toBeCloseTo(each, 9);
    });
  });
});

describe('percentile', () => {
  it('is numpy’s, of the finite values', () => {
    const values = [3, NaN, 1, 4, 1, Infinity, 5, 9, 2, 6];
    const [p0, p10, p50, p99, p100] = percentile(values, [0, 10, 50, 99, 100]);
    expect([p0, p10, p50, p100]).toEqual([1, 1, 3.5, 9]);
    expect(p99).toBeCloseTo(8.79, 12);
    expect(percentile([NaN], [50])).toEqual([NaN]);
  });
});

describe('automaticLimits', () => {
  const values = [-1, 4, NaN, 100];
  it.each([
    [{ scale: 'linear', diverging: false }, -1, 100],
    [{ scale: 'linear', diverging: true }, -100, 100],
    [{ scale: 'log', diverging: false }, 4, 100],
    [{ scale: 'linear', diverging: false, percentiles: [0, 50] }, -1, 4],
  ] as const)('%j', (choice, low, high) => {
    expect(automaticLimits(values, choice)).toEqual({ low, high });
  });
});

describe('safeLimits', () => {
  const range = valueRange([-3, 0.5, 20, NaN]);
  it('leaves usable limits alone', () => {
    expect(safeLimits('linear', { low: 1, high: 2 }, range)).toEqual({ low: 1, high: 2 });
    expect(safeLimits('log', { low: 1, high: 2 }, range)).toEqual({ low: 1, high: 2 });
  });

  it.each([
    ['linear', 2, 1, 1, 2, 'exchanged'],
    ['linear', NaN, 7, -3, 7, 'no number'],
    ['linear', 4, 4, 3.5, 4.5, 'the same'],
    ['linear', -100, -100, -105, -95, 'the same'],
    ['log', 0, 20, 0.5, 20, 'above zero'],
    ['log', -9, -1, 0.5, 20, 'above zero'],
    ['log', 4, 4, 2, 8, 'the same'],
    ['symlog', 5, -5, -5, 5, 'exchanged'],
  ] as const)('%s from %s to %s becomes %s to %s', (kind, low, high, safeLow, safeHigh, word) => {
    const safe = safeLimits(kind, { low, high }, range);
    expect([safe.low, safe.high]).toEqual([safeLow, safeHigh]);
    expect(safe.problem).toContain(word);
  });

  it('has limits even where there are no values', () => {
    const asked = automaticLimits([NaN], { scale: 'linear', diverging: false });
    expect(safeLimits('linear', asked, valueRange([NaN]))).toMatchObject({ low: 0, high: 1 });
    expect(safeLimits('log', asked, valueRange([NaN]))).toMatchObject({ low: 0.1, high: 1 });
    expect(safeLimits('log', { low: 0, high: 0 }, valueRange([-1]))).toMatchObject({
      low: 0.001,
      high: 1,
    });
  });
});

describe('pixelColors', () => {
  it('divides the range into 256 equal parts and counts what lies outside', () => {
    const scale = colorScale('linear', { low: 0, high: 256 });
    const colors = pixelColors([0, 0.99, 1, 128, 255.5, 256, 300, -1, NaN, Infinity], scale);
    expect([...colors.index]).toEqual([0, 0, 1, 128, 255, 255, 255, 0, INVALID, INVALID]);
    expect(colors).toMatchObject({ under: 1, over: 1, invalid: 2 });
  });

  it('counts values that a logarithmic scale cannot show as below it', () => {
    const colors = pixelColors([0, -3, 1, 10], colorScale('log', { low: 1, high: 10 }));
    expect([...colors.index]).toEqual([0, 0, 0, 255]);
    expect(colors.under).toBe(2);
  });
});

describe('paintPixels', () => {
  it('paints values, background and hatched pixels', () => {
    const map = { width: 8, height: 1, pixel: Int32Array.of(-1, 0, 0, 1, 1, 1, 1, 1) };
    const colors = pixelColors([1, NaN], colorScale('linear', { low: 0, high: 1 }));
    const target = new Uint32Array(8);
    const paint = {
      map: packedMap('greys'),
      background: 7,
      invalid: 8,
      hatch: 9,
      borders: false,
    };
    paintPixels(map, colors, paint, target);
    expect([...target]).toEqual([7, 0xffffffff, 0xffffffff, 8, 8, 8, 9, 9]);
  });

  it('draws lines where pixels meet, not around them', () => {
    const pixel = Int32Array.of(0, 0, 1, -1, 0, 0, 1, -1, 2, 2, 2, -1);
    const colors = pixelColors([1, 1, 1], colorScale('linear', { low: 0, high: 1 }));
    const target = new Uint32Array(12);
    const paint = {
      map: packedMap('greys'),
      background: 0,
      invalid: 0,
      hatch: 0,
      borders: true,
    };
    paintPixels({ width: 4, height: 3, pixel }, colors, paint, target);
    const [light, half] = [0xffffffff, 0xff7f7f7f];
    expect([...target]).toEqual([
      light,
      half,
      light,
      0,
      half,
      half,
      half,
      0,
      light,
      light,
      light,
      0,
    ]);
  });

  it('packs colours as the bytes of a picture', () => {
    expect([...new Uint8Array(Uint32Array.of(packedColor('#123456')).buffer)]).toEqual([
      0x12, 0x34, 0x56, 0xff,
    ]);
    expect(packedColor('#fa0')).toBe(packedColor('#ffaa00'));
  });
});

describe('scaleTicks', () => {
  it.each([
    ['linear', -2, 18, 6, [0, 5, 10, 15]],
    ['linear', -0.3, 0.3, 3, [-0.2, 0, 0.2]],
    ['log', 1, 100, 10, [1, 2, 5, 10, 20, 50, 100]],
    ['log', 0.5, 20_000, 5, [1, 10, 100, 1000, 10_000]],
    ['log', 2, 4, 4, [2, 2.5, 3, 3.5, 4]],
  ] as const)('%s from %s to %s', (kind, low, high, count, ticks) => {
    expect(scaleTicks(colorScale(kind, { low, high }), count)).toEqual(ticks);
  });

  it('has zero and powers of ten on both sides of a symlog scale', () => {
    const scale = colorScale('symlog', { low: -100, high: 100 }, 1);
    expect(scaleTicks(scale, 10)).toEqual([-100, -10, -1, 0, 1, 10, 100]);
  });
});
