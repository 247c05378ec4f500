import { describe, expect, it, test } from 'vitest';
import { extractCharge, extractionWindows } from '../../../core/native/extract-charge.ts';
import {
  type ExtractorName,
  type ExtractorOptions,
  extractorDefaults,
} from '../../../core/native/extractors.ts';
import { hexCamera } from './hex-camera.ts';
import { rowCamera } from './row-camera.ts';

/** Three pixels; the middle one peaks at sample 5, its neighbours at 2. */
const rows = [
  [0, 0, 8, 2, 0, 0, 0, 1],
  [1, 0, 0, 0, 2, 4, 2, 0],
  [0, 0, 6, 0, 0, -1, 0, 0],
];
const three = {
  nRows: 1,
  nChannels: 1,
  nPixels: 3,
  nSamples: 8,
  r1Waveform: Float32Array.from(rows.flat()),
  selectedGainChannel: new Uint8Array(3),
};
const window = { windowWidth: 3, windowShift: 1, applyIntegrationCorrection: false };

async function windowsOf(options: ExtractorOptions) {
  const { windowStart, windowWidth } = await extractionWindows(three, rowCamera(3), options);
  return { start: [...windowStart], width: [...windowWidth] };
}

describe('extractionWindows', () => {
  it('tells where windows were put', async () => {
    expect(await windowsOf({ ...window, type: 'LocalPeakWindowSum' })).toEqual({
      start: [1, 4, 1],
      width: [3, 3, 3],
    });
    // The outer pixels look at sample 5, the middle one at sample 2.
    expect(await windowsOf({ ...window, type: 'NeighborPeakWindowSum', localWeight: 0 })).toEqual({
      start: [4, 1, 4],
      width: [3, 3, 3],
    });
    expect(await windowsOf({ type: 'FullWaveformSum' })).toEqual({
      start: [0, 0, 0],
      width: [8, 8, 8],
    });
  });

  it('cuts windows at the ends of the readout, as the sums are', async () => {
    const fixed = { ...window, type: 'FixedWindowSum' } as const;
    expect(await windowsOf({ ...fixed, peakIndex: 0 })).toEqual({
      start: [0, 0, 0],
      width: [2, 2, 2],
    });
    expect(await windowsOf({ ...fixed, peakIndex: 7 })).toEqual({
      start: [6, 6, 6],
      width: [2, 2, 2],
    });
    expect((await windowsOf({ ...fixed, peakIndex: 20 })).width).toEqual([0, 0, 0]);
  });

  it('has none for variances and for pixels that are made of their neighbours', async () => {
    expect((await windowsOf({ type: 'VarianceExtractor' })).width).toEqual([0, 0, 0]);
    const outlierMask = Uint8Array.of(0, 1, 0);
    const { image, windowWidth, windowFactor } = await extractionWindows(
      three,
      rowCamera(3),
      { type: 'FullWaveformSum' },
      { corrections: [{ outlierMask }], correction: new Uint16Array(1) },
    );
    expect([...image]).toEqual([11, 8, 5]);
    expect([...windowWidth]).toEqual([8, 0, 8]);
    expect([...windowFactor]).toEqual([1, NaN, 1]);
  });

  it('gives the samples after they were moved', async () => {
    const timeShift = Float32Array.of(1, 0, -1);
    const { summedWaveforms } = await extractionWindows(
      three,
      rowCamera(3),
      { type: 'FullWaveformSum' },
      { corrections: [{ timeShift }], correction: new Uint16Array(1) },
      { applyWaveformTimeShift: true },
    );
    // One sample to the left, none, one to the right; the ends are repeated.
    expect([...summedWaveforms]).toEqual(
      [
        [0, 8, 2, 0, 0, 0, 1, 1],
        [1, 0, 0, 0, 2, 4, 2, 0],
        [0, 0, 0, 6, 0, 0, -1, 0],
      ].flat(),
    );
  });

  it('is for one telescope event', async () => {
    const two = { ...three, nRows: 2, r1Waveform: Float32Array.from([rows, rows].flat(2)) };
    await expect(
      extractionWindows(two, rowCamera(3), { type: 'FullWaveformSum' }),
    ).rejects.toMatchObject({ code: 'argument-invalid' });
  });
});

/** Charges of these are no sums of samples as they were read. */
const noSums: readonly ExtractorName[] = ['FlashCamExtractor', 'VarianceExtractor'];
const summing = Object.values(extractorDefaults).filter(({ type }) => !noSums.includes(type));

test.each(summing.map((options) => [options.type, options] as const))(
  'the samples in the windows of %s give the charges',
  async (_name, options) => {
    const geometry = { ...hexCamera(6), frame: 'CameraFrame' } as const;
    const { nPixels } = geometry;
    const camera = { ...rowCamera(nPixels, { nChannels: 2 }), geometry };
    const nSamples = 30;
    const noise = (i: number) =>
      Math.sin(12.9898 * i) * 43758.5453 - Math.floor(Math.sin(12.9898 * i) * 43758.5453);
    const r1Waveform = Float32Array.from({ length: nPixels * nSamples }, (_, i) => {
      const [pixel, sample] = [Math.floor(i / nSamples), i % nSamples];
      const peak = 3 + (pixel % 24);
      // A shower in the first pixels, and noise in all.
      const charge = pixel < 20 ? 30 : 1;
      return charge * Math.exp(-0.5 * ((sample - peak) / 1.5) ** 2) + noise(i) - 0.5;
    });
    const event = {
      ...{ nRows: 1, nChannels: 1, nPixels, nSamples, r1Waveform },
      selectedGainChannel: Uint8Array.from({ length: nPixels }, (_, pixel) => pixel % 2),
    };
    const told = await extractionWindows(event, camera, options);
    const plain = await extractCharge(event, camera, options);
    expect(told.image).toEqual(plain.image);
    expect(told.peakTime).toEqual(plain.peakTime);
    expect(told.windowWidth.some((width) => width > 0)).toBe(true);
    for (let pixel = 0; pixel < nPixels; pixel++) {
      const begin = pixel * nSamples + told.windowStart[pixel];
      const inWindow = told.summedWaveforms.subarray(begin, begin + told.windowWidth[pixel]);
      const sum = inWindow.reduce((total, sample) => total + sample, 0);
      expect(told.image[pixel]).toBeCloseTo(told.windowFactor[pixel] * sum, 4);
    }
  },
);
