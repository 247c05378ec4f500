import { describe, expect, it } from 'vitest';
import { snappedRange, stepEnd } from '../../../../renderer/charts/brushed-range.ts';
import { histogramPython, linesPython } from '../../../../renderer/charts/chart-python.ts';
import {
  binOf,
  describeHistograms,
  histogramColumns,
  histogramCurve,
  outsideText,
  readHistograms,
} from '../../../../renderer/charts/histogram-series.ts';
import { curvePoints } from '../../../../renderer/charts/plot-points.ts';
import { plotAxis } from '../../../../renderer/charts/plot-axis.ts';
import { csvText } from '../../../../renderer/exports/csv-text.ts';

const edges = [0, 10, 20, 40];
const a = { name: 'A', edges, counts: [3, 0, 5], underflow: 2, undefinedCount: 1 };
const b = { name: 'B', edges, counts: [1, 7, 2], overflow: 4 };

describe('a histogram', () => {
  it('is outlined by its bins, down to zero at both ends', () => {
    const { x, y, dash } = histogramCurve(a, 0);
    expect(Array.from(x)).toEqual([0, 0, 10, 10, 20, 20, 40, 40]);
    expect(Array.from(y)).toEqual([0, 3, 3, 0, 0, 5, 5, 0]);
    expect(dash).toBe('solid');
    expect(histogramCurve(b, 1)).toMatchObject({ dash: 'dashed', color: '--series-b' });
  });

  it('goes below a logarithmic axis where nothing was counted', () => {
    const layout = {
      x: plotAxis({ kind: 'linear', low: 0, high: 40, isRounded: false }, 4),
      y: plotAxis({ kind: 'log', low: 1, high: 10, isRounded: true }, 4),
    };
    const points = curvePoints(histogramCurve(a, 0), layout);
    expect(points[3][1]).toBeLessThan(Math.log10(layout.y.low));
    expect(points[1]).toEqual([0, Math.log10(3)]);
  });

  it.each([
    [0, 0],
    [9.99, 0],
    [10, 1],
    [40, 2],
    [-0.1, -1],
    [40.1, -1],
    [NaN, -1],
  ])('has %d in bin %d', (value, bin) => {
    expect(binOf(edges, value)).toBe(bin);
  });

  it('says what is in the bin that is pointed at', () => {
    expect(readHistograms([a, b], 'p.e.', 12)).toEqual(['10.00 to 20.00 p.e.', 'A  0', 'B  7']);
    expect(readHistograms([a, b], 'p.e.', 400)).toEqual([]);
  });

  it('says what is not in its bins', () => {
    expect(outsideText([a, b])).toBe('A: 2 below, 1 undefined · B: 4 above');
    expect(outsideText([b])).toBe('4 above');
  });

  it('is described in words', () => {
    expect(describeHistograms('Charge', 'Charge [p.e.]', [a, { ...b, counts: [0, 0, 0] }])).toBe(
      'Charge, histogram of Charge [p.e.]. A has 8 entries in 3 bins, most of them, 5, from 20.00 to 40.00. B is empty.',
    );
  });

  it('becomes CSV with edges once, and units', () => {
    const columns = histogramColumns(
      [a, b],
      { label: 'Charge', unit: 'p.e.' },
      { label: 'Images', unit: '' },
    );
    expect(csvText(columns)).toBe(
      'Charge from [p.e.],Charge to [p.e.],Images A,Images B\r\n0,10,3,1\r\n10,20,0,7\r\n20,40,5,2\r\n',
    );
  });
});

describe('a chosen range', () => {
  it('ends at the nearest edges, with at least one bin', () => {
    expect(snappedRange(18, 3, edges)).toEqual({ min: 0, max: 20 });
    expect(snappedRange(11, 12, edges)).toEqual({ min: 10, max: 20 });
    expect(snappedRange(39, 40, edges)).toEqual({ min: 20, max: 40 });
    expect(snappedRange(3, 1, [])).toEqual({ min: 1, max: 3 });
  });

  it('is widened and narrowed edge by edge; the ends never meet', () => {
    const range = { min: 0, max: 20 };
    expect(stepEnd(range, 'min', 1, edges)).toEqual({ min: 10, max: 20 });
    expect(stepEnd(range, 'min', 5, edges)).toEqual({ min: 10, max: 20 });
    expect(stepEnd(range, 'max', 1, edges)).toEqual({ min: 0, max: 40 });
    expect(stepEnd(range, 'max', -Infinity, edges)).toEqual({ min: 0, max: 10 });
    expect(stepEnd(range, 'min', -Infinity, edges)).toEqual(range);
  });
});

describe('the Python program of a plot', () => {
  const axis = { label: 'Charge', unit: 'p.e.', kind: 'log' as const };
  const count = { label: 'Images', unit: '', kind: 'linear' as const };

  it('draws histograms from their numbers', () => {
    const program = histogramPython({ title: 'Both "A" and B', x: axis, y: count }, [
      { ...a, dash: 'solid' },
      { ...b, dash: 'dashed' },
    ]);
    expect(program).toContain(
      'ax.stairs(np.array([3, 0, 5]), np.array([0, 10, 20, 40]), label="A", linestyle="-")',
    );
    expect(program).toContain('label="B", linestyle="--")');
    expect(program).toContain('ax.set_xlabel("Charge [p.e.]")');
    expect(program).toContain('ax.set_xscale("log")');
    expect(program).not.toContain('set_yscale');
    expect(program).toContain('ax.set_title("Both \\"A\\" and B")');
  });

  it('draws lines over times with error bars and gaps', () => {
    const time = { label: 'Time', unit: '', kind: 'time' as const };
    const program = linesPython({ title: 'Rate', x: time, y: count }, [
      {
        name: 'Rate',
        x: [Date.UTC(2026, 10, 20), NaN],
        y: [4, NaN],
        low: [2, NaN],
        high: [6, NaN],
        dash: undefined,
        marker: 'circle',
      },
    ]);
    expect(program).toContain('y, low, high = np.array([4, np.nan]), np.array([2, np.nan])');
    expect(program).toContain(
      'ax.errorbar(np.array(["2026-11-20T00:00:00.000", "NaT"], dtype="datetime64[ms]"), y, yerr=[y - low, high - y], label="Rate", marker="o", linestyle="")',
    );
    expect(program).toContain('ax.set_xlabel("Time [UTC]")');
  });
});
