import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numberFromText, numberText } from '../../../../renderer/controls/number-text.ts';
import { sliderScale } from '../../../../renderer/controls/slider-scale.ts';

describe('numbers in fields', () => {
  it.each([
    ['', undefined],
    [' 12 ', 12],
    ['1,5', 1.5],
    ['−3', -3],
    ['.5', 0.5],
    ['1e3', 1000],
    ['twelve', Number.NaN],
    ['1 2', Number.NaN],
    ['Infinity', Number.NaN],
    ['0x10', Number.NaN],
  ])('reads %j as %s', (text, value) => {
    expect(numberFromText(text)).toEqual(value);
  });

  it('hides what adding steps does to the last digits', () => {
    expect(numberText(0.1 + 0.2)).toBe('0.3');
    expect(numberText(undefined)).toBe('');
  });

  it('reads back what it wrote, to twelve digits', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const back = numberFromText(numberText(value)) ?? Number.NaN;
        expect(Math.abs(back - value)).toBeLessThanOrEqual(Math.abs(value) * 1e-11);
      }),
    );
  });
});

describe('the scale of a slider', () => {
  const range = fc
    .record({
      min: fc.double({ min: 0.1, max: 100, noNaN: true }),
      span: fc.double({ min: 1, max: 1000, noNaN: true }),
    })
    .map(({ min, span }) => ({ min, max: min + span, step: span / 200 }));

  it.each(['linear', 'log'] as const)('has its ends at the ends (%s)', (kind) => {
    fc.assert(
      fc.property(range, (ends) => {
        const scale = sliderScale(kind, ends);
        expect(scale.toValue(scale.min)).toBeCloseTo(ends.min, 6);
        expect(scale.toValue(scale.max)).toBeCloseTo(ends.max, 6);
        expect(scale.toPosition(ends.min)).toBeCloseTo(scale.min, 6);
        expect(scale.toPosition(ends.max)).toBeCloseTo(scale.max, 6);
      }),
    );
  });

  it('puts the middle of a logarithmic one at the geometric mean', () => {
    const scale = sliderScale('log', { min: 1, max: 10_000, step: 1 });
    expect(scale.toValue(500)).toBe(100);
    expect(scale.toPosition(100)).toBe(500);
  });

  it('gives values on the grid of its steps', () => {
    const scale = sliderScale('linear', { min: 0, max: 1, step: 0.1 });
    expect(scale.toValue(0.34)).toBe(0.3);
    expect(scale.toValue(7)).toBe(1);
  });
});
