import { describe, expect, it } from 'vitest';
import { calibrateR0 } from '../../../core/native/calibrate.ts';

/** Two telescope events of two channels, three pixels, two samples; channel 1 has a tenth the gain. */
const raw = {
  nRows: 2,
  nChannels: 2,
  nPixels: 3,
  nSamples: 2,
  r0Waveform: Uint16Array.from([
    ...[100, 110, 4000, 4000, 4001, 120],
    ...[50, 51, 60, 70, 80, 90],
    ...[100, 100, 100, 100, 100, 100],
    ...[50, 50, 50, 50, 50, 50],
  ]),
  calibrations: [
    {
      pedestalPerSample: Float32Array.from([100, 100, 100, 50, 50, 50]),
      dcToPe: Float32Array.from([0.5, 0.5, 0.5, 4, 4, 4]),
    },
    {
      pedestalPerSample: Float32Array.from([90, 90, 90, 40, 40, 40]),
      dcToPe: Float32Array.from([1, 1, 1, 8, 8, 8]),
    },
  ],
  calibration: Uint16Array.from([0, 1]),
};

describe('calibrateR0', () => {
  it('takes the low gain only where the high gain exceeds the threshold', async () => {
    const { r1Waveform, selectedGainChannel, nChannels } = await calibrateR0(raw);
    expect(nChannels).toBe(1);
    expect([...(selectedGainChannel ?? [])]).toEqual([0, 0, 1, 0, 0, 0]);
    expect([...r1Waveform]).toEqual([0, 5, 1950, 1950, 120, 160, 10, 10, 10, 10, 10, 10]);
  });

  it('takes a threshold for each pixel', async () => {
    const { selectedGainChannel } = await calibrateR0(raw, {
      gainSelection: {
        type: 'ThresholdGainSelector',
        threshold: Float64Array.from([109.5, 4000, 99]),
      },
    });
    expect([...(selectedGainChannel ?? [])]).toEqual([1, 0, 1, 0, 0, 1]);
  });

  it('takes one channel for all pixels', async () => {
    const { r1Waveform, selectedGainChannel } = await calibrateR0(raw, {
      gainSelection: { type: 'ManualGainSelector', channel: 'LOW' },
    });
    expect([...(selectedGainChannel ?? [])]).toEqual([1, 1, 1, 1, 1, 1]);
    expect([...r1Waveform]).toEqual([0, 4, 40, 80, 120, 160, 80, 80, 80, 80, 80, 80]);
  });

  it('keeps all channels, scales and shifts', async () => {
    const { r1Waveform, selectedGainChannel, nChannels } = await calibrateR0(raw, {
      gainSelection: { type: 'none' },
      calibScale: 2,
      calibShift: 0.25,
    });
    expect(nChannels).toBe(2);
    expect(selectedGainChannel).toBe(undefined);
    expect([...r1Waveform.subarray(0, 4)]).toEqual([0.25, 10.25, 3900.25, 3900.25]);
    expect([...r1Waveform.subarray(6, 8)]).toEqual([0.25, 8.25]);
  });

  it('calibrates sums that need more than 24 bits', async () => {
    const { r1Waveform } = await calibrateR0({
      nRows: 1,
      nChannels: 1,
      nPixels: 2,
      nSamples: 1,
      r0Waveform: Uint32Array.from([4_000_000_001, 7]),
      calibrations: [
        { pedestalPerSample: Float32Array.of(4e9, 8), dcToPe: Float32Array.of(3, 0.5) },
      ],
      calibration: Uint16Array.of(0),
    });
    expect([...r1Waveform]).toEqual([3, -0.5]);
  });

  it('has one channel to select where there is only one', async () => {
    const { selectedGainChannel } = await calibrateR0({
      nRows: 1,
      nChannels: 1,
      nPixels: 1,
      nSamples: 1,
      r0Waveform: Uint16Array.of(65535),
      calibrations: [{ pedestalPerSample: Float32Array.of(0), dcToPe: Float32Array.of(1) }],
      calibration: Uint16Array.of(0),
    });
    expect([...(selectedGainChannel ?? [])]).toEqual([0]);
  });

  it('answers an empty stack with an empty one', async () => {
    const { r1Waveform } = await calibrateR0({
      ...raw,
      nRows: 0,
      r0Waveform: new Uint16Array(0),
      calibration: new Uint16Array(0),
    });
    expect(r1Waveform.length).toBe(0);
  });

  it.each([
    ['too few samples', { r0Waveform: new Uint16Array(5) }, 'r0Waveform has 5 elements'],
    ['a missing calibration', { calibration: Uint16Array.of(0, 2) }, 'uses calibration 2'],
    [
      'a calibration of another camera',
      {
        calibrations: [{ pedestalPerSample: new Float32Array(5), dcToPe: new Float32Array(6) }],
        calibration: Uint16Array.of(0, 0),
      },
      'pedestalPerSample of calibration 0 has 5 elements where 6 are needed',
    ],
    ['a size that is no number', { nPixels: NaN }, 'nPixels must be a whole number'],
  ])('refuses %s', async (_, change, message) => {
    await expect(calibrateR0({ ...raw, ...change })).rejects.toThrow(message);
  });
});
