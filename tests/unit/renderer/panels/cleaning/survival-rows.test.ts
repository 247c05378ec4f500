import { describe, expect, it } from 'vitest';
import { compareMasks } from '../../../../../renderer/panels/cleaning/compare-masks.ts';
import { survivalRows } from '../../../../../renderer/panels/cleaning/survival-rows.ts';
import type { CleaningSummary } from '../../../../../renderer/panels/cleaning/cleaning-summary.ts';

const summary = (change: Partial<CleaningSummary> = {}): CleaningSummary => ({
  ...{ nImages: 10_000, nSurviving: 9000, nParametrised: 8500, nPixels: 1_234_567, nIslands: 9 },
  histograms: [],
  pedestals: null,
  truth: null,
  ...change,
});
const row = (rows: ReturnType<typeof survivalRows>, label: string) =>
  rows.find((each) => each.label === label);

describe('survivalRows', () => {
  it('has counts, and the difference with its sign', () => {
    const rows = survivalRows(summary(), summary({ nSurviving: 8999, nIslands: 12 }));
    expect(row(rows, 'Images')).toMatchObject({
      a: '10\u202f000',
      b: '10\u202f000',
      difference: '0',
    });
    expect(row(rows, 'Surviving')).toMatchObject({ difference: '−1' });
    expect(row(rows, 'Islands')).toMatchObject({ a: '9', b: '12', difference: '+3' });
    expect(row(rows, 'Pixels')).toMatchObject({ a: '1\u202f234\u202f567' });
  });

  it('has pedestals and truth only where there are some', () => {
    expect(survivalRows(summary(), undefined)).toHaveLength(5);
    const pedestals = {
      ...{ nImages: 200, nSurviving: 3, survivingFraction: 0.015, pixelFraction: 0.0001 },
      chargePerImage: 0.256,
    };
    const rows = survivalRows(summary({ pedestals }), undefined);
    expect(row(rows, 'Pedestals surviving')).toMatchObject({ a: '1.50', b: '–', unit: '%' });
    expect(row(rows, 'Noise per pedestal')).toMatchObject({ a: '0.26', difference: '–' });
    expect(row(rows, 'Efficiency')).toBeUndefined();
  });

  it('has dashes as long as nothing is known', () => {
    expect(survivalRows(undefined, undefined).every(({ a, b }) => a === '–' && b === '–')).toBe(
      true,
    );
  });
});

describe('compareMasks', () => {
  it('tells what both kept from what one alone kept', () => {
    const compared = compareMasks(Uint8Array.of(1, 1, 0, 0, 1), Uint8Array.of(1, 0, 1, 0, 1));
    expect(compared).toEqual({
      both: Uint8Array.of(1, 0, 0, 0, 1),
      onlyA: Uint8Array.of(0, 1, 0, 0, 0),
      onlyB: Uint8Array.of(0, 0, 1, 0, 0),
      ...{ nBoth: 2, nOnlyA: 1, nOnlyB: 1 },
    });
  });
});
