import { describe, expect, it } from 'vitest';
import {
  describeLines,
  lineColumns,
  lineCurve,
  readLines,
} from '../../../../renderer/charts/line-series.ts';
import { layoutPlot } from '../../../../renderer/charts/plot-layout.ts';
import type { PlotModel } from '../../../../renderer/charts/plot-model.ts';
import { pointOnScreen } from '../../../../renderer/charts/plot-points.ts';
import { csvText } from '../../../../renderer/exports/csv-text.ts';

const time = { label: 'Time', unit: 'ns', kind: 'linear' as const };
const signal = { label: 'Signal', unit: 'p.e.', kind: 'linear' as const };
const pulse = { name: 'Pulse', x: [0, 2, 4], y: [1, 5, NaN] };

describe('a line', () => {
  it('has the look of its place', () => {
    expect(lineCurve(pulse, 0)).toMatchObject({
      dash: 'solid',
      marker: 'none',
      color: '--series-a',
    });
    expect(lineCurve(pulse, 1)).toMatchObject({ dash: 'dashed', color: '--series-b' });
    expect(lineCurve({ ...pulse, dash: 'none' }, 1)).toMatchObject({
      dash: undefined,
      marker: 'square',
    });
  });

  it('of steps holds a value until the next, or around its place', () => {
    const after = lineCurve({ ...pulse, steps: 'after' }, 0);
    expect(Array.from(after.x)).toEqual([0, 2, 2, 4, 4, 6]);
    expect(Array.from(after.y)).toEqual([1, 1, 5, 5, NaN, NaN]);
    const around = lineCurve({ ...pulse, steps: 'around' }, 0);
    expect(Array.from(around.x)).toEqual([-1, 1, 1, 3, 3, 5]);
  });

  it('has error bars as lengths or as ends', () => {
    expect(lineCurve({ ...pulse, yError: [0.5, 1, 1] }, 0)).toMatchObject({
      low: [0.5, 4, NaN],
      high: [1.5, 6, NaN],
    });
    const ends = { low: [0, 4, 0], high: [3, 7, 0] };
    expect(lineCurve({ ...pulse, yError: ends }, 0)).toMatchObject(ends);
  });

  it('says what is nearest to where is pointed at', () => {
    const lines = [
      { ...pulse, yError: [0.5, 1, 1] },
      { name: 'Other', x: [0, 3], y: [7, 8] },
    ];
    expect(readLines(lines, time, signal, 1.4)).toEqual([
      'Time 2.000 ns',
      'Pulse  5.000 ± 1.000 p.e.',
      'Time 0.000 ns',
      'Other  7.000 p.e.',
    ]);
    expect(readLines([{ ...pulse, steps: 'after' }], time, signal, 1.9)).toEqual([
      'Time 0.000 ns',
      'Pulse  1.000 p.e.',
    ]);
  });

  it('is described in words', () => {
    expect(describeLines('Pulse', time, signal, [pulse])).toBe(
      'Pulse, Signal against Time. Pulse has 2 values between 1.000 and 5.000 p.e., from Time 0.000 ns to Time 4.000 ns.',
    );
  });

  it('becomes CSV, times as text, what is not known empty', () => {
    const clock = { label: 'Time', unit: '', kind: 'time' as const };
    const x = [Date.UTC(2026, 10, 20), Date.UTC(2026, 10, 21)];
    const columns = lineColumns([{ name: 'Rate', x, y: [4, NaN], yError: [2, 2] }], clock, signal);
    expect(csvText(columns)).toBe(
      'Time [UTC],Rate [p.e.],Rate lower [p.e.],Rate upper [p.e.]\r\n2026-11-20T00:00:00.000Z,4,2,6\r\n2026-11-21T00:00:00.000Z,,,\r\n',
    );
  });
});

describe('the layout of a plot', () => {
  const model: PlotModel = {
    x: time,
    y: signal,
    curves: [lineCurve(pulse, 0)],
    bands: [],
    spans: [],
    guides: [],
    hasLegend: true,
    read: () => [],
  };

  it('has room for axes, their texts and names', () => {
    const layout = layoutPlot(model, { width: 400, height: 300 })!;
    const { left, top, width, height } = layout.inner;
    expect(left).toBeGreaterThan(30);
    expect(left + width).toBeLessThan(400);
    expect(top + height).toBeLessThan(300 - 30);
    expect(layout.xName).toBe('Time [ns]');
    expect(pointOnScreen(layout, layout.x.low, layout.y.high)).toEqual([left, top]);
    expect(pointOnScreen(layout, layout.x.high, layout.y.low)).toEqual([
      left + width,
      top + height,
    ]);
  });

  it('is not there where there is no room', () => {
    expect(layoutPlot(model, { width: 50, height: 300 })).toBeUndefined();
    expect(layoutPlot(model, { width: 400, height: 40 })).toBeUndefined();
  });

  it('keeps points off the axes', () => {
    const points = { ...model, curves: [lineCurve({ ...pulse, dash: 'none' }, 0)] };
    const { x } = layoutPlot(points, { width: 400, height: 300 })!;
    expect(x.low).toBeLessThan(0);
    expect(x.high).toBeGreaterThan(4);
  });

  it('says of which day the hours are', () => {
    const day = { label: 'Time', unit: '', kind: 'time' as const };
    const noon = Date.UTC(2026, 10, 20, 12);
    const clock = {
      ...model,
      x: day,
      curves: [lineCurve({ ...pulse, x: [noon, noon + 6e5, noon + 12e5] }, 0)],
    };
    expect(layoutPlot(clock, { width: 400, height: 300 })?.xName).toBe('Time, 2026-11-20 [UTC]');
  });
});
