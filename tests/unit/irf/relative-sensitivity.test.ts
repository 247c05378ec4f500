import { describe, expect, it } from 'vitest';
import { liMaSignificance } from '../../../core/irf/li-ma-significance.ts';
import { relativeSensitivity } from '../../../core/irf/relative-sensitivity.ts';

describe('liMaSignificance', () => {
  it('is that of equation 17', () => {
    // n_on ln 2 and n_off ln 1 remain for alpha = 1 and no off events: √(2 · 8 ln 2).
    expect(liMaSignificance(8, 0, 1)).toBeCloseTo(Math.sqrt(16 * Math.LN2), 14);
    // The same numbers on both sides of alpha = 1: 2 (n ln(2n/(n+m)) + m ln(2m/(n+m))).
    const expected = Math.sqrt(2 * (30 * Math.log(60 / 50) + 20 * Math.log(40 / 50)));
    expect(liMaSignificance(30, 20, 1)).toBeCloseTo(expected, 14);
  });

  it('is 0 without an excess and NaN without numbers', () => {
    expect(liMaSignificance(10, 60, 0.2)).toBe(0);
    expect(liMaSignificance(10, 50, 0.2)).toBe(0);
    expect(liMaSignificance(0, 0, 0.2)).toBe(0);
    expect(liMaSignificance(NaN, 1, 0.2)).toBeNaN();
  });
});

describe('relativeSensitivity', () => {
  it('is the flux that is just significant', () => {
    const [nSignal, nOff, alpha] = [1000, 5000, 0.2];
    const { value, limitedBy } = relativeSensitivity(nSignal + alpha * nOff, nOff, alpha);
    expect(limitedBy).toBe('significance');
    const nOn = nSignal * value + alpha * nOff;
    expect(liMaSignificance(nOn, nOff, alpha)).toBeCloseTo(5, 9);
  });

  it('needs ten events where there is no background', () => {
    expect(relativeSensitivity(100, 0, 0.2)).toEqual({
      value: expect.closeTo(0.1, 12) as number,
      limitedBy: 'events',
    });
  });

  it('needs five per cent of a large background', () => {
    const nOff = 5e8;
    const { value, limitedBy } = relativeSensitivity(1e7 + 0.2 * nOff, nOff, 0.2);
    expect(limitedBy).toBe('background');
    expect(value * 1e7).toBeCloseTo(0.05 * 0.2 * nOff, 3);
  });

  it('is infinite without signal and NaN where nothing is known', () => {
    expect(relativeSensitivity(10, 60, 0.2).value).toBe(Infinity);
    expect(relativeSensitivity(NaN, 60, 0.2).value).toBeNaN();
    // A hundred times the flux would not do.
    expect(relativeSensitivity(1e-3, 0, 0.2).value).toBeNaN();
  });
});
