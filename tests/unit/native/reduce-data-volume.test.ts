import { describe, expect, it } from 'vitest';
import {
  defaultTailCutsReduction,
  reduceDataVolume,
} from '../../../core/native/reduce-data-volume.ts';
import { removePixels } from '../../../core/native/remove-pixels.ts';
import { rowCamera } from './row-camera.ts';

/** Charges of eight pixels in a row, as waveforms of one sample. */
const charges = [0, 6, 6, 20, 20, 1, 6, 0];
const waveforms = () => ({
  nRows: 1,
  nChannels: 1,
  nPixels: 8,
  nSamples: 1,
  r1Waveform: Float32Array.from(charges),
  selectedGainChannel: new Uint8Array(8),
});
const camera = rowCamera(8);
const reduction = {
  ...defaultTailCutsReduction,
  cleaner: { ...defaultTailCutsReduction.cleaner, minPictureNeighbors: 1 },
};

describe('reduceDataVolume', () => {
  it('keeps everything without a reduction', async () => {
    const kept = await reduceDataVolume(waveforms(), camera, { type: 'NullDataVolumeReducer' });
    expect([...kept]).toEqual([1, 1, 1, 1, 1, 1, 1, 1]);
  });

  it('keeps what tail cuts select, without further steps', async () => {
    const kept = await reduceDataVolume(waveforms(), camera, {
      ...reduction,
      doBoundaryDilation: false,
      nEndDilates: 0,
    });
    expect([...kept]).toEqual([0, 0, 1, 1, 1, 0, 0, 0]);
  });

  it('adds neighbours above the boundary threshold until there are no more', async () => {
    const kept = await reduceDataVolume(waveforms(), camera, { ...reduction, nEndDilates: 0 });
    expect([...kept]).toEqual([0, 1, 1, 1, 1, 0, 0, 0]);
  });

  it('adds rows of neighbours at the end', async () => {
    const kept = await reduceDataVolume(waveforms(), camera, { ...reduction, nEndDilates: 2 });
    expect([...kept]).toEqual([1, 1, 1, 1, 1, 1, 1, 0]);
  });

  it('refuses waveforms of two channels', async () => {
    const both = { ...waveforms(), nChannels: 2, r1Waveform: new Float32Array(16) };
    await expect(reduceDataVolume(both, camera, reduction)).rejects.toThrow('gain-selected');
  });
});

describe('removePixels', () => {
  it('clears the waveforms of removed pixels and marks the status of all', () => {
    const stack = {
      nRows: 1,
      nChannels: 1,
      nPixels: 3,
      nSamples: 2,
      r1Waveform: Float32Array.of(1, 2, 3, 4, 5, 6),
    };
    const status = Uint8Array.of(0b0100, 0b0111, 0b1001);
    removePixels(stack, Uint8Array.of(1, 0, 1), status);
    expect([...stack.r1Waveform]).toEqual([1, 2, 0, 0, 5, 6]);
    expect([...status]).toEqual([0b0111, 0b0100, 0b1011]);
  });

  it('refuses a mask of another size', () => {
    const stack = { ...waveforms() };
    expect(() => {
      removePixels(stack, new Uint8Array(7));
    }).toThrow('kept has 7 elements where 8 are needed');
  });
});
