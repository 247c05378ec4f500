import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { axisPlace, axisValueAt, plotAxis } from '../../../../renderer/charts/plot-axis.ts';
import { logTickText, tickTexts } from '../../../../renderer/charts/tick-text.ts';
import { timeReading, timeTicks } from '../../../../renderer/charts/time-ticks.ts';

const texts = (axis: { readonly ticks: readonly { readonly text: string }[] }) =>
  axis.ticks.map(({ text }) => text).filter((text) => text !== '');

describe('plotAxis', () => {
  it('ends at round numbers near what is plotted', () => {
    const axis = plotAxis({ kind: 'linear', low: 0, high: 371, isRounded: true }, 4);
    expect([axis.low, axis.high]).toEqual([0, 380]);
    expect(texts(axis)).toEqual(['0', '100', '200', '300']);
  });

  it('counts in whole numbers', () => {
    const range = { kind: 'linear' as const, low: 0, high: 2, isRounded: true };
    expect(texts(plotAxis(range, 4))).toEqual(['0.0', '0.5', '1.0', '1.5', '2.0']);
    expect(texts(plotAxis({ ...range, isCount: true }, 4))).toEqual(['0', '1', '2']);
  });

  it('begins at zero where there is nothing but zero', () => {
    const axis = plotAxis({ kind: 'linear', low: 0, high: 0, isRounded: true }, 4);
    expect([axis.low, axis.high]).toEqual([0, 1]);
  });

  it('ends where it is told to', () => {
    const axis = plotAxis({ kind: 'linear', low: 1.3, high: 7.7, isRounded: false }, 4);
    expect([axis.low, axis.high]).toEqual([1.3, 7.7]);
  });

  it('has small ticks without text on a logarithmic axis', () => {
    const axis = plotAxis({ kind: 'log', low: 3, high: 250, isRounded: true }, 3);
    expect([axis.low, axis.high]).toEqual([1, 1000]);
    expect(texts(axis)).toEqual(['1', '10', '100', '1000']);
    expect(axis.ticks.map(({ value }) => value).slice(0, 10)).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
    ]);
  });

  it.each([
    ['nothing is plotted', 'linear', Infinity, -Infinity],
    ['all is the same', 'linear', 5, 5],
    ['all is zero', 'linear', 0, 0],
    ['nothing is positive on a logarithmic axis', 'log', -3, 0],
    ['all is the same on a logarithmic axis', 'log', 10, 10],
    ['all is at the same time', 'time', 1e12, 1e12],
  ] as const)('is an axis where %s', (_, kind, low, high) => {
    const axis = plotAxis({ kind, low, high, isRounded: true }, 5);
    expect(axis.high).toBeGreaterThan(axis.low);
    expect(Number.isFinite(axis.high - axis.low)).toBe(true);
    expect(axis.ticks.length).toBeGreaterThan(0);
  });

  it('finds values at places and places of values', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('linear' as const, 'log' as const),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (kind, place) => {
          const axis = plotAxis({ kind, low: 0.5, high: 2000, isRounded: false }, 5);
          expect(axisPlace(axis, axisValueAt(axis, place))).toBeCloseTo(place, 9);
        },
      ),
    );
  });
});

describe('texts beside axes', () => {
  it('have as many decimals as the finest of them', () => {
    expect(tickTexts([-0.5, 0, 0.25])).toEqual(['−0.50', '0.00', '0.25']);
    expect(tickTexts([0, 1e5])).toEqual(['0', '1e5']);
  });

  it('show far powers of ten as such', () => {
    expect([1e-5, 0.01, 1, 2000, 1e4, 1e12].map(logTickText)).toEqual([
      '10⁻⁵',
      '0.01',
      '1',
      '2000',
      '10⁴',
      '10¹²',
    ]);
  });
});

describe('timeTicks', () => {
  const evening = Date.UTC(2026, 10, 19, 22, 31);

  it('stand at round times of the clock in UTC, midnight with its day', () => {
    const ticks = timeTicks(evening, evening + 3 * 3_600_000, 4);
    expect(ticks.map(({ text }) => text)).toEqual(['23:00', '11-20', '01:00']);
  });

  it.each([
    [100, 5, ['00.020', '00.040', '00.060', '00.080', '00.100']],
    [12_000, 3, ['22:31:05', '22:31:10']],
    [10 * 86_400_000, 5, ['2026-11-21', '2026-11-23', '2026-11-25', '2026-11-27', '2026-11-29']],
  ])('over %d ms', (length, count, expected) => {
    const all = timeTicks(evening, evening + length, count).map(({ text }) => text);
    expect(all.filter((text) => text !== '00.000' && text !== '22:31:00')).toEqual(expected);
  });

  it('is read to the second, and finer where the range is short', () => {
    expect(timeReading(evening + 123, 3_600_000)).toBe('2026-11-19 22:31:00 UTC');
    expect(timeReading(evening + 123, 1000)).toBe('2026-11-19 22:31:00.123 UTC');
  });
});
