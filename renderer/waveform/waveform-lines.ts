import type { Waveforms } from '../../core/contract/records/event.ts';
import { valueText } from '../camera/value-text.ts';
import type { LineSeries } from '../charts/line-series.ts';
import {
  DASHES,
  type LineDash,
  type PlotGuide,
  type PlotSpan,
  SERIES_COLORS,
} from '../charts/plot-model.ts';

/** More lines than this cannot be told apart. */
const MOST_PIXELS = 16;

/** A waveform with what the extractor made of it. */
export interface WaveformLine {
  /** As the camera counts its pixels. */
  readonly pixelId: number;
  readonly series: LineSeries;
  readonly color: string;
  readonly dash: LineDash;
  /** Charge [p.e.] and peak time [ns], as text. */
  readonly charge: string;
  readonly peakTime: string;
}

/** Waveforms as lines of steps around the times of their samples. */
export function waveformLines(
  waveforms: Waveforms,
  pixelIds: ArrayLike<number> | undefined,
): WaveformLine[] {
  const { nSamples, sampleWidthNs } = waveforms;
  const x = Float64Array.from({ length: nSamples }, (_, i) => i * sampleWidthNs);
  return waveforms.pixels.slice(0, MOST_PIXELS).map((pixel, i) => {
    const color = SERIES_COLORS[i % SERIES_COLORS.length];
    // Six colours with four patterns give twelve lines before a pair comes again: then the patterns move on.
    const dash = DASHES[(i + Math.floor(i / 12)) % DASHES.length];
    const pixelId = pixelIds?.[pixel] ?? pixel;
    const y = waveforms.samples.subarray(i * nSamples, (i + 1) * nSamples);
    return {
      pixelId,
      series: { name: `Pixel ${pixelId}`, x, y, color, dash, steps: 'around' },
      color,
      dash,
      charge: valueText(waveforms.charge[i]),
      peakTime: valueText(waveforms.peakTime[i]),
    };
  });
}

/** Windows of which the samples make the charge; equal ones once. */
export function windowSpans(waveforms: Waveforms, lines: readonly WaveformLine[]): PlotSpan[] {
  const { windowStart, windowWidth, sampleWidthNs } = waveforms;
  if (windowStart === null || windowWidth === null) return [];
  const spans = new Map<string, PlotSpan>();
  lines.forEach(({ color }, i) => {
    const [start, width] = [windowStart[i], windowWidth[i]];
    if (width <= 0) return;
    const span = {
      // A sample stands around its time.
      from: (start - 0.5) * sampleWidthNs,
      to: (start + width - 0.5) * sampleWidthNs,
      color,
    };
    const key = `${start} ${width}`;
    if (!spans.has(key)) spans.set(key, span);
  });
  const all = [...spans.values()];
  return all.length === 1 ? all.map((span) => ({ ...span, color: '--muted' })) : all;
}

/** Zero, and the peak time of each pixel in its colour. */
export function waveformGuides(waveforms: Waveforms, lines: readonly WaveformLine[]): PlotGuide[] {
  const peaks = lines.flatMap(({ color }, i): PlotGuide[] => {
    const at = waveforms.peakTime[i];
    return Number.isFinite(at) ? [{ axis: 'x', at, color, dash: 'dotted' }] : [];
  });
  return [{ axis: 'y', at: 0, color: '--line-strong', dash: 'solid' }, ...peaks];
}
