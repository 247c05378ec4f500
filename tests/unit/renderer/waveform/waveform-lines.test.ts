import { describe, expect, it } from 'vitest';
import type { Waveforms } from '../../../../core/contract/records/event.ts';
import {
  waveformGuides,
  waveformLines,
  windowSpans,
} from '../../../../renderer/waveform/waveform-lines.ts';

const waveforms: Waveforms = {
  index: 0,
  telId: 1,
  pixels: [3, 5],
  nSamples: 4,
  sampleWidthNs: 2,
  samples: Float32Array.of(0, 1, 2, 3, 4, 5, 6, 7),
  windowStart: Int32Array.of(1, 1),
  windowWidth: Int32Array.of(2, 2),
  windowFactor: null,
  charge: Float32Array.of(10, 20),
  peakTime: Float32Array.of(4.5, NaN),
  extractor: 'FixedWindowSum',
};

describe('waveforms', () => {
  const lines = waveformLines(waveforms, [10, 11, 12, 13, 14, 15]);

  it('are lines over the time of the samples, with the numbers of the pixels', () => {
    expect(lines.map(({ pixelId }) => pixelId)).toEqual([13, 15]);
    expect(Array.from(lines[0].series.x)).toEqual([0, 2, 4, 6]);
    expect(Array.from(lines[1].series.y)).toEqual([4, 5, 6, 7]);
    expect(lines[0]).toMatchObject({ charge: '10.00', peakTime: '4.500' });
    expect(waveformLines(waveforms, undefined)[1].pixelId).toBe(5);
  });

  it('can be told apart by more than colour: sixteen of them', () => {
    const pixels = Array.from({ length: 20 }, (_, i) => i);
    const many = waveformLines(
      {
        ...waveforms,
        pixels,
        charge: new Float32Array(20),
        peakTime: new Float32Array(20),
        samples: new Float32Array(80),
      },
      undefined,
    );
    expect(many).toHaveLength(16);
    expect(new Set(many.map(({ color, dash }) => `${color} ${dash}`)).size).toBe(16);
  });

  it('shade the window once where all have the same: samples stand around their times', () => {
    expect(windowSpans(waveforms, lines)).toEqual([{ from: 1, to: 5, color: '--muted' }]);
    const apart = { ...waveforms, windowStart: Int32Array.of(0, 1) };
    expect(windowSpans(apart, lines)).toMatchObject([
      { from: -1, to: 3, color: '--series-a' },
      { from: 1, to: 5, color: '--series-b' },
    ]);
    expect(windowSpans({ ...waveforms, windowStart: null }, lines)).toEqual([]);
  });

  it('have a line at zero and at each peak that is known', () => {
    expect(waveformGuides(waveforms, lines)).toMatchObject([
      { axis: 'y', at: 0 },
      { axis: 'x', at: 4.5, color: '--series-a' },
    ]);
  });
});
