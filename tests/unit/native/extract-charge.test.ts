import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { extractCharge, extractChargeFromR0 } from '../../../core/native/extract-charge.ts';
import { calibrateR0 } from '../../../core/native/calibrate.ts';
import { type ExtractorOptions, extractorDefaults } from '../../../core/native/extractors.ts';
import { getThreads, setThreads } from '../../../core/native/threads.ts';
import { allowVectorInstructions } from '../../../core/native/vector-instructions.ts';
import { rowCamera } from './row-camera.ts';

/** A stack of one telescope event from one waveform per pixel. */
function oneEvent(waveforms: readonly (readonly number[])[]) {
  return {
    nRows: 1,
    nChannels: 1,
    nPixels: waveforms.length,
    nSamples: waveforms[0]?.length ?? 0,
    r1Waveform: Float32Array.from(waveforms.flat()),
    selectedGainChannel: new Uint8Array(waveforms.length),
  };
}

/** Three pixels; the middle one peaks at sample 5, its neighbours at 2. */
const three = oneEvent([
  [0, 0, 8, 2, 0, 0, 0, 1],
  [1, 0, 0, 0, 2, 4, 2, 0],
  [0, 0, 6, 0, 0, -1, 0, 0],
]);
const camera = rowCamera(3);
const window = { windowWidth: 3, windowShift: 1, applyIntegrationCorrection: false };

async function extract(options: ExtractorOptions, event = three, description = camera) {
  const { image, peakTime, isValid } = await extractCharge(event, description, options);
  return { image: [...image], peakTime: [...peakTime], isValid: [...isValid] };
}

describe('extractCharge', () => {
  it('sums whole waveforms', async () => {
    const { image, peakTime } = await extract({ type: 'FullWaveformSum' });
    expect(image).toEqual([11, 9, 5]);
    // The negative sample has no weight in the time.
    expect(peakTime).toEqual([Math.fround(29 / 11), Math.fround(40 / 9), 2]);
  });

  it('sums the same window everywhere, cut at the readout', async () => {
    const { image, peakTime } = await extract({
      ...window,
      type: 'FixedWindowSum',
      peakIndex: 7,
      windowWidth: 5,
      windowShift: 2,
    });
    expect(image).toEqual([1, 6, -1]);
    expect(peakTime).toEqual([7, Math.fround(32 / 6), 7]);
  });

  it('gives times in ns', async () => {
    const fast = rowCamera(3, { samplingRate: 2 });
    const { peakTime } = await extract({ type: 'FullWaveformSum' }, three, fast);
    expect(peakTime[2]).toBe(1);
  });

  it('takes the peak of each pixel', async () => {
    const { image, peakTime } = await extract({ ...window, type: 'LocalPeakWindowSum' });
    expect(image).toEqual([10, 8, 6]);
    expect(peakTime).toEqual([Math.fround(22 / 10), 5, 2]);
  });

  it("takes the peak of the pixel's neighbours", async () => {
    const { image, peakTime } = await extract({
      ...window,
      type: 'NeighborPeakWindowSum',
      localWeight: 0,
    });
    // The outer pixels look at sample 5, the middle one at sample 2.
    expect(image).toEqual([0, 0, -1]);
    expect(peakTime).toEqual([5, 2, 5]);
  });

  it('weighs the pixel itself', async () => {
    const { image } = await extract({
      ...window,
      type: 'NeighborPeakWindowSum',
      localWeight: 10,
    });
    expect(image).toEqual([10, 8, 6]);
  });

  it('takes the peak of the mean waveform, of the brightest pixels on request', async () => {
    const all = await extract({ ...window, type: 'GlobalPeakWindowSum', pixelFraction: 1 });
    expect(all.image).toEqual([10, 0, 6]);
    const dim = oneEvent([
      [0, 0, 3, 0, 0, 0, 0, 0],
      [0, 0, 0, 0, 0, 4, 0, 0],
      [0, 0, 3, 0, 0, 0, 0, 0],
    ]);
    const options = { ...window, type: 'GlobalPeakWindowSum' } as const;
    expect((await extract({ ...options, pixelFraction: 1 }, dim)).image).toEqual([3, 0, 3]);
    expect((await extract({ ...options, pixelFraction: 0.4 }, dim)).image).toEqual([0, 4, 0]);
  });

  it('slides the window to the largest sum', async () => {
    const { image, peakTime } = await extract({
      type: 'SlidingWindowMaxSum',
      windowWidth: 2,
      applyIntegrationCorrection: false,
    });
    expect(image).toEqual([10, 6, 6]);
    expect(peakTime).toEqual([Math.fround(22 / 10), Math.fround((8 + 20) / 6), 2]);
  });

  it('subtracts the baseline', async () => {
    const pedestal = oneEvent([
      [5, 5, 5, 5, 9, 5, 5, 5],
      [7, 7, 7, 7, 10, 7, 7, 7],
      [3, 3, 3, 3, 5, 3, 3, 3],
    ]);
    const { image } = await extract(
      {
        ...window,
        type: 'BaselineSubtractedNeighborPeakWindowSum',
        localWeight: 0,
        baselineStart: 0,
        baselineEnd: 4,
      },
      pedestal,
    );
    expect(image).toEqual([4, 3, 2]);
  });

  it('gives variances without times', async () => {
    const event = oneEvent([
      [1, 2, 3, 4],
      [2, 2, 2, 2],
      [NaN, 1, 3, NaN],
    ]);
    const { image, peakTime, isValid } = await extract({ type: 'VarianceExtractor' }, event);
    expect(image).toEqual([1.25, 0, 1]);
    expect(peakTime).toEqual([NaN, NaN, NaN]);
    expect(isValid).toEqual([1]);
    const empty = oneEvent([
      [NaN, NaN],
      [NaN, NaN],
      [NaN, NaN],
    ]);
    expect((await extract({ type: 'VarianceExtractor' }, empty)).isValid).toEqual([0]);
  });

  it('finds one photo-electron at its time in the pulse of FlashCam', async () => {
    // A pulse that decays by a factor of 0.7 per sample is sharpened to a single sample.
    const pulse = Array.from({ length: 40 }, (_, k) => (k < 10 ? 0 : 0.7 ** (k - 10)));
    const slow = rowCamera(3, { samplingRate: 0.25, pulse, pulseWidth: 4 });
    const event = oneEvent([5, 10, 20].map((charge) => pulse.map((sample) => charge * sample)));
    const options = {
      ...extractorDefaults.FlashCamExtractor,
      effectiveTimeProfileStd: 0,
    };
    const { image, peakTime } = await extract(options, event, slow);
    // Charges are in units of the integral of the pulse.
    const integral = pulse.reduce((sum, sample) => sum + sample, 0);
    [5, 10, 20].forEach((charge, pixel) => {
      expect(image[pixel]).toBeCloseTo(charge * integral, 3);
      expect(peakTime[pixel]).toBeCloseTo(40, 4);
    });
  });

  it('refuses a FlashCam pulse that is sampled more coarsely than the camera', async () => {
    const coarse = rowCamera(3, { samplingRate: 4 });
    await expect(extract(extractorDefaults.FlashCamExtractor, three, coarse)).rejects.toThrow(
      'cannot deconvolve the reference pulse of camera Row',
    );
  });

  it('sums dim pixels again where the line of the bright ones expects them', async () => {
    // Pulses of one sample that move by two samples per pixel; the last pixel is dim and has a
    // larger fluctuation elsewhere.
    const event = oneEvent(
      [20, 30, 40, 30, 20, 2].map((height, pixel) =>
        Array.from({ length: 30 }, (_, k) => (k === 8 + 2 * pixel ? height : 0)),
      ),
    );
    event.r1Waveform[5 * 30 + 3] = 2.5;
    const options = {
      ...extractorDefaults.TwoPassWindowSum,
      applyIntegrationCorrection: false,
    };
    const first = await extract({ ...options, disableSecondPass: true }, event, rowCamera(6));
    expect(first.image).toEqual([20, 30, 40, 30, 20, 2.5]);
    expect(first.peakTime).toEqual([8, 10, 12, 14, 16, 3]);
    const second = await extract(options, event, rowCamera(6));
    expect(second).toEqual({
      image: [20, 30, 40, 30, 20, 2],
      peakTime: [8, 10, 12, 14, 16, 18],
      isValid: [1],
    });
  });

  it('calls an image without a main island not valid', async () => {
    const event = oneEvent([1, 1, 30, 1].map((height) => [0, 0, 0, 0, height, 0, 0, 0, 0]));
    const options = { ...extractorDefaults.TwoPassWindowSum, applyIntegrationCorrection: false };
    const { image, isValid } = await extract(options, event, rowCamera(4));
    expect(image).toEqual([1, 1, 30, 1]);
    expect(isValid).toEqual([0]);
  });

  it('makes up for the part of the pulse outside the window', async () => {
    // The pulse fills three samples, the window holds one of them.
    const { image } = await extract({
      type: 'LocalPeakWindowSum',
      windowWidth: 1,
      windowShift: 0,
      applyIntegrationCorrection: true,
    });
    expect(image).toEqual([24, 12, 18]);
  });

  it('leaves unusable neighbours out and gives unusable pixels the mean of the others', async () => {
    const event = oneEvent([
      [0, 4, 0, 0, 0, 0],
      [0, 0, 0, 0, 90, 0],
      [0, 0, 2, 0, 0, 0],
    ]);
    const { image, peakTime } = await extractCharge(
      event,
      camera,
      { ...window, type: 'NeighborPeakWindowSum', localWeight: 1 },
      {
        corrections: [{ outlierMask: Uint8Array.of(0, 1, 0) }],
        correction: Uint16Array.of(0),
      },
    );
    expect([...image]).toEqual([4, 3, 2]);
    expect([...peakTime]).toEqual([1, 1.5, 2]);
  });

  it('gives 0 to an unusable pixel that has no usable neighbour', async () => {
    const { image } = await extractCharge(
      three,
      camera,
      { type: 'FullWaveformSum' },
      { corrections: [{ outlierMask: Uint8Array.of(1, 1, 0) }], correction: Uint16Array.of(0) },
    );
    expect([...image]).toEqual([0, 5, 5]);
  });

  it('subtracts pedestals and time shifts and multiplies by the factor of the selected gain', async () => {
    const { image, peakTime } = await extractCharge(
      { ...three, selectedGainChannel: Uint8Array.of(1, 0, 1) },
      rowCamera(3, { nChannels: 2 }),
      { type: 'FullWaveformSum' },
      {
        corrections: [
          {
            pedestalOffset: Float32Array.of(9, 1, 9, 0, 9, 0),
            timeShift: Float32Array.of(9, 0.5, 9, 1, 9, 0.25),
            factor: Float32Array.of(9, 2, 9, 1, 9, 3),
          },
        ],
        correction: Uint16Array.of(0),
      },
    );
    expect([...image]).toEqual([11, 2, 15]);
    // With a pedestal of 1 only samples 4 to 6 of the middle pixel stay positive: 1, 3 and 1.
    expect([...peakTime]).toEqual([Math.fround(Math.fround(29 / 11) - 1), 4.5, 1.75]);
  });

  it('moves waveforms by whole samples and subtracts the rest of the shift', async () => {
    const { image, peakTime } = await extractCharge(
      oneEvent([
        [0, 0, 0, 5, 0, 0],
        [0, 0, 5, 0, 0, 0],
        [0, 5, 0, 0, 0, 1],
      ]),
      camera,
      { ...window, type: 'FixedWindowSum', peakIndex: 2, windowWidth: 1, windowShift: 0 },
      {
        corrections: [{ timeShift: Float32Array.of(1.25, 0, -1.25) }],
        correction: Uint16Array.of(0),
      },
      { applyWaveformTimeShift: true },
    );
    expect([...image]).toEqual([5, 5, 5]);
    expect([...peakTime]).toEqual([1.75, 2, 2.25]);
  });

  it.each(Object.values(extractorDefaults))(
    'takes single samples as the image, $type',
    async (extractor) => {
      const event = oneEvent([[3], [4], [5]]);
      const result = await extract(extractor, event);
      expect(result).toEqual({ image: [3, 4, 5], peakTime: [0, 0, 0], isValid: [1] });
    },
  );

  it('answers an empty stack with an empty one', async () => {
    const event = {
      ...three,
      nRows: 0,
      r1Waveform: new Float32Array(0),
      selectedGainChannel: new Uint8Array(0),
    };
    const result = await extract({ type: 'FullWaveformSum' }, event);
    expect(result).toEqual({ image: [], peakTime: [], isValid: [] });
  });

  it('stops when it is asked to', async () => {
    const cancel = new Int32Array(new SharedArrayBuffer(4));
    cancel[0] = 1;
    await expect(
      extractCharge(three, camera, { type: 'FullWaveformSum' }, undefined, { cancel }),
    ).rejects.toThrow('cancelled');
  });

  it('keeps all channels when none is selected', async () => {
    const { image, nChannels } = await extractCharge(
      {
        nRows: 1,
        nChannels: 2,
        nPixels: 3,
        nSamples: 2,
        r1Waveform: Float32Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]),
      },
      rowCamera(3, { nChannels: 2 }),
      { type: 'FullWaveformSum' },
    );
    expect(nChannels).toBe(2);
    expect([...image]).toEqual([3, 7, 11, 15, 19, 23]);
  });

  it.each<[string, Partial<ExtractorOptions>, string]>([
    ['a window that is no number', { windowWidth: NaN }, 'windowWidth must be a whole number'],
    ['half a sample', { windowShift: 0.5 }, 'windowShift must be a whole number'],
    ['a weight beyond all bounds', { localWeight: 1e9 }, 'localWeight must be a whole number'],
  ])('refuses %s', async (_, change, message) => {
    const options = { ...extractorDefaults.NeighborPeakWindowSum, ...change } as ExtractorOptions;
    await expect(extract(options)).rejects.toThrow(message);
  });

  it('refuses a sliding window that is wider than the readout', async () => {
    await expect(
      extract({ type: 'SlidingWindowMaxSum', windowWidth: 9, applyIntegrationCorrection: true }),
    ).rejects.toThrow('windowWidth must be a whole number from 1 to 8');
  });

  it('refuses gain channels that the camera does not have', async () => {
    const event = { ...three, selectedGainChannel: Uint8Array.of(0, 1, 0) };
    await expect(extract({ type: 'FullWaveformSum' }, event)).rejects.toThrow('has only 1');
  });

  it('refuses a neighbour table that points outside the camera', async () => {
    const broken = {
      ...camera,
      geometry: {
        ...camera.geometry,
        neighbors: { indptr: Int32Array.of(0, 1, 2, 3), indices: Int32Array.of(1, 3, 0) },
      },
    };
    await expect(extract({ type: 'FullWaveformSum' }, three, broken)).rejects.toThrow(
      'names pixel 3, which is none',
    );
  });
});

/** Every extractor, with windows that fit short readouts. */
const everyExtractor: readonly ExtractorOptions[] = Object.values(extractorDefaults).map(
  (options) => ('windowWidth' in options ? { ...options, windowWidth: 3 } : options),
);

describe('extraction of random waveforms', () => {
  const threads = getThreads();
  afterEach(() => {
    setThreads(threads);
    allowVectorInstructions(true);
  });

  /** A pulse that rises fast and decays slowly, so that every extractor can work with it. */
  const pulse = [0, 0, 0, 0, 0, 0, 2, 10, 7, 4.9, 3.4, 2.4, 1.7, 1.2, 0.8, 0.6, 0.4, 0.3, 0.2, 0.1];

  /** Raw stacks of any size, with vectors cut at every place. */
  const stack = fc
    .record({
      nRows: fc.integer({ min: 1, max: 5 }),
      nChannels: fc.integer({ min: 1, max: 2 }),
      nPixels: fc.integer({ min: 1, max: 9 }),
      nSamples: fc.integer({ min: 5, max: 70 }),
      seed: fc.integer({ min: 1, max: 2 ** 31 - 2 }),
    })
    .map(({ seed, ...shape }) => {
      let state = seed;
      const random = () => {
        state = (state * 48271) % 2147483647;
        return state / 2147483647;
      };
      const perSlot = shape.nChannels * shape.nPixels;
      return {
        ...shape,
        r0Waveform: Uint16Array.from({ length: shape.nRows * perSlot * shape.nSamples }, () =>
          // Few different values, so that there are ties.
          Math.floor(random() ** 4 * 40),
        ),
        calibrations: [0, 1].map(() => ({
          pedestalPerSample: Float32Array.from({ length: perSlot }, () => random() * 4),
          dcToPe: Float32Array.from({ length: perSlot }, () => 0.5 + random()),
        })),
        calibration: Uint16Array.from({ length: shape.nRows }, (_, row) => row % 2),
      };
    });

  it('is the same in one go, in two steps, with any number of threads and without vectors', async () => {
    await fc.assert(
      fc.asyncProperty(stack, fc.constantFrom(...everyExtractor), async (raw, extractor) => {
        const description = rowCamera(raw.nPixels, { nChannels: raw.nChannels, pulse });
        const gainSelection = { type: 'ThresholdGainSelector', threshold: 20 } as const;
        setThreads(1);
        const waveforms = await calibrateR0(raw, { gainSelection });
        const twoSteps = await extractCharge(waveforms, description, extractor);
        const oneGo = await extractChargeFromR0(raw, description, extractor, undefined, {
          gainSelection,
        });
        setThreads(3);
        const threaded = await extractChargeFromR0(raw, description, extractor, undefined, {
          gainSelection,
        });
        expect(oneGo).toEqual({
          ...twoSteps,
          selectedGainChannel: waveforms.selectedGainChannel,
        });
        expect(threaded).toEqual(oneGo);
        allowVectorInstructions(false);
        const portable = await extractChargeFromR0(raw, description, extractor, undefined, {
          gainSelection,
        });
        allowVectorInstructions(true);
        expect(portable).toEqual(oneGo);
      }),
      { numRuns: 60 },
    );
  });

  it('finds neighbour peaks where a plain float64 sum finds them', async () => {
    await fc.assert(
      fc.asyncProperty(stack, fc.integer({ min: -2, max: 3 }), async (raw, localWeight) => {
        const description = rowCamera(raw.nPixels, { nChannels: raw.nChannels });
        const waveforms = await calibrateR0(raw, { gainSelection: { type: 'none' } });
        const { peakTime, image } = await extractCharge(waveforms, description, {
          type: 'NeighborPeakWindowSum',
          windowWidth: 1,
          windowShift: 0,
          localWeight,
          applyIntegrationCorrection: false,
        });
        const { nPixels, nSamples } = raw;
        for (let i = 0; i < image.length; i++) {
          const pixel = i % nPixels;
          const of = (index: number) =>
            waveforms.r1Waveform.subarray(index * nSamples, (index + 1) * nSamples);
          const sum = Array.from(of(i), (value) => value * localWeight);
          if (pixel > 0) of(i - 1).forEach((value, k) => (sum[k] = (sum[k] ?? 0) + value));
          if (pixel < nPixels - 1)
            of(i + 1).forEach((value, k) => (sum[k] = (sum[k] ?? 0) + value));
          const peak = sum.indexOf(Math.max(...sum));
          expect(peakTime[i]).toBe(peak);
          expect(image[i]).toBe(of(i)[peak]);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('moves with the pulses', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 5, maxLength: 5 }),
        fc.integer({ min: 1, max: 9 }),
        fc.constantFrom(...everyExtractor),
        async (heights, shift, extractor) => {
          if (extractor.type === 'FixedWindowSum') return;
          const pulses = (start: number) =>
            oneEvent(
              heights.map((height) =>
                Array.from({ length: 48 }, (_, k) =>
                  k >= start && k < start + 3 ? height * (k === start + 1 ? 2 : 1) : 0,
                ),
              ),
            );
          const description = rowCamera(5, { pulse });
          const before = await extractCharge(pulses(20), description, extractor);
          const after = await extractCharge(pulses(20 + shift), description, extractor);
          after.image.forEach((charge, pixel) => {
            expect(charge).toBeCloseTo(before.image[pixel], 3);
          });
          if (extractor.type === 'VarianceExtractor') return;
          after.peakTime.forEach((time, pixel) => {
            expect(time).toBeCloseTo(before.peakTime[pixel] + shift, 3);
          });
        },
      ),
      { numRuns: 40 },
    );
  });
});
