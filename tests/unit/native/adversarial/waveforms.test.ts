import { afterEach, describe, expect, it } from 'vitest';
import type { CameraDescription } from '../../../../core/instrument/subarray-description.ts';
import { calibrateR0 } from '../../../../core/native/calibrate.ts';
import {
  extractCharge,
  extractChargeFromR0,
  extractionWindows,
  type PixelCorrections,
} from '../../../../core/native/extract-charge.ts';
import { type ExtractorOptions, extractorDefaults } from '../../../../core/native/extractors.ts';
import type { RawWaveforms } from '../../../../core/native/raw-waveforms.ts';
import {
  defaultTailCutsReduction,
  reduceDataVolume,
} from '../../../../core/native/reduce-data-volume.ts';
import { allowVectorInstructions } from '../../../../core/native/vector-instructions.ts';
import { rowCamera } from '../row-camera.ts';
import {
  hostileCameras,
  hostileFloats,
  hostileNumbers,
  surviveEveryNumber,
  survives,
} from './hostile-values.ts';

const extractors: readonly ExtractorOptions[] = Object.values(extractorDefaults);

afterEach(() => {
  allowVectorInstructions(true);
});

/** Waveforms of one channel, as if it had been selected. */
function stack(camera: CameraDescription, r1Waveform: Float32Array, nSamples: number) {
  const { nPixels } = camera.geometry;
  const nRows = r1Waveform.length / (nPixels * nSamples);
  return { nRows, nChannels: 1, nPixels, nSamples, r1Waveform };
}

/** Raw waveforms of one row whose samples, pedestals and factors are given. */
function rawStack(
  camera: CameraDescription,
  nSamples: number,
  sample: number,
  table: Float32Array,
): RawWaveforms {
  const { nPixels } = camera.geometry;
  const { nChannels } = camera.readout;
  return {
    ...{ nRows: 1, nChannels, nPixels, nSamples },
    r0Waveform: new Uint16Array(nChannels * nPixels * nSamples).fill(sample),
    calibrations: [{ pedestalPerSample: table, dcToPe: table }],
    calibration: Uint16Array.of(0),
  };
}

describe('hostile waveforms', () => {
  afterEach(() => {
    allowVectorInstructions(true);
  });

  it.each([true, false])('have charges by every extractor (vectors: %s)', async (vectors) => {
    allowVectorInstructions(vectors);
    for (const geometry of hostileCameras()) {
      const camera = { ...rowCamera(geometry.nPixels), geometry };
      for (const nSamples of [1, 2, 7, 40]) {
        for (const r1Waveform of hostileFloats(geometry.nPixels * nSamples)) {
          for (const extractor of extractors) {
            const what = `${extractor.type} of ${String(nSamples)} samples`;
            const waveforms = stack(camera, r1Waveform, nSamples);
            const extract = () => extractCharge(waveforms, camera, extractor);
            allowVectorInstructions(true);
            const result = await survives(what, extract);
            if (result !== undefined) expect(result.image.length).toBe(geometry.nPixels);
            allowVectorInstructions(false);
            expect(await survives(what, extract), what).toEqual(result);
            const windows = await survives(what, () =>
              extractionWindows(waveforms, camera, extractor),
            );
            expect(windows?.image, what).toEqual(result?.image);
            for (const [i, width] of (windows?.windowWidth ?? []).entries()) {
              const start = windows?.windowStart[i] ?? 0;
              if (width > 0) expect(start >= 0 && start + width <= nSamples, what).toBe(true);
            }
          }
        }
      }
    }
  });

  it('have charges with hostile options', async () => {
    const camera = rowCamera(7);
    const waveforms = stack(camera, new Float32Array(7 * 30).fill(1), 30);
    for (const extractor of extractors) {
      await surviveEveryNumber(extractor.type, extractor, (options) =>
        extractCharge(waveforms, camera, options),
      );
    }
  });

  it('have charges of cameras with hostile readouts', async () => {
    const camera = rowCamera(7);
    const waveforms = stack(camera, new Float32Array(7 * 30).fill(1), 30);
    for (const extractor of extractors) {
      await surviveEveryNumber(`${extractor.type}, readout`, camera.readout, (readout) =>
        extractCharge(waveforms, { ...camera, readout }, extractor),
      );
      for (const pulse of [[], ...hostileNumbers.map((value) => [value, 1, value, value])]) {
        const referencePulseShape = Float64Array.from(pulse);
        const readout = { ...camera.readout, referencePulseShape };
        await survives(`${extractor.type} with the pulse ${String(pulse)}`, () =>
          extractCharge(waveforms, { ...camera, readout }, extractor),
        );
      }
    }
  });

  it('have charges with hostile corrections', async () => {
    const camera = rowCamera(7);
    const waveforms = stack(camera, new Float32Array(7 * 30).fill(1), 30);
    const extractor = extractorDefaults.NeighborPeakWindowSum;
    for (const values of hostileFloats(7)) {
      for (const name of ['timeShift', 'pedestalOffset', 'factor'] as const) {
        const corrections: PixelCorrections[] = [
          { [name]: values, outlierMask: new Uint8Array(7).fill(1) },
        ];
        const table = { corrections, correction: new Uint16Array(1) };
        for (const applyWaveformTimeShift of [false, true]) {
          const options = { applyWaveformTimeShift };
          const { image } = await extractCharge(waveforms, camera, extractor, table, options);
          // No pixel is usable, so there is nothing to take their charges from.
          expect([...image]).toEqual(new Array(7).fill(0));
        }
      }
    }
  });

  it('are calibrated with hostile tables and options', async () => {
    const extractor = extractorDefaults.LocalPeakWindowSum;
    for (const nChannels of [1, 2]) {
      const camera = rowCamera(3, { nChannels });
      for (const sample of [0, 65535]) {
        for (const table of hostileFloats(nChannels * 3)) {
          const raw = rawStack(camera, 5, sample, table);
          const { r1Waveform } = await calibrateR0(raw);
          expect(r1Waveform.length).toBe(3 * 5);
          await calibrateR0(raw, { gainSelection: { type: 'none' } });
          await extractChargeFromR0(raw, camera, extractor);
        }
        const raw = rawStack(camera, 5, sample, new Float32Array(nChannels * 3).fill(1));
        await surviveEveryNumber('calibrateR0', { calibScale: 1, calibShift: 0 }, (options) =>
          calibrateR0(raw, options),
        );
        await surviveEveryNumber('gain selection', { threshold: 4000 }, ({ threshold }) =>
          calibrateR0(raw, { gainSelection: { type: 'ThresholdGainSelector', threshold } }),
        );
        await surviveEveryNumber('shape', raw, (wrong) => calibrateR0(wrong));
        await surviveEveryNumber('shape', raw, (wrong) =>
          extractChargeFromR0(wrong, camera, extractor),
        );
      }
    }
  });

  it('of shapes that are wrong are refused', async () => {
    const camera = rowCamera(7);
    const waveforms = stack(camera, new Float32Array(7 * 30), 30);
    for (const extractor of extractors) {
      await surviveEveryNumber(`${extractor.type}, shape`, waveforms, (wrong) =>
        extractCharge(wrong, camera, extractor),
      );
      // Gain channels that the camera does not have.
      const selectedGainChannel = new Uint8Array(7).fill(255);
      await expect(
        extractCharge({ ...waveforms, selectedGainChannel }, camera, extractor),
      ).rejects.toMatchObject({ code: 'argument-invalid' });
    }
  });

  it('may be none at all', async () => {
    const camera = rowCamera(7);
    for (const extractor of extractors) {
      const none = stack(camera, new Float32Array(0), 30);
      const result = await survives(extractor.type, () => extractCharge(none, camera, extractor));
      expect(result?.image.length ?? 0).toBe(0);
    }
    const raw = { ...rawStack(camera, 5, 0, new Float32Array(7)), nRows: 0 };
    const empty = { ...raw, r0Waveform: new Uint16Array(0), calibration: new Uint16Array(0) };
    expect((await calibrateR0(empty)).r1Waveform.length).toBe(0);
    expect((await calibrateR0({ ...empty, calibrations: [] })).r1Waveform.length).toBe(0);
  });

  it('are reduced to the pixels kept', async () => {
    for (const geometry of hostileCameras()) {
      const camera = { ...rowCamera(geometry.nPixels), geometry };
      for (const r1Waveform of hostileFloats(geometry.nPixels * 30)) {
        const waveforms = stack(camera, r1Waveform, 30);
        const kept = await reduceDataVolume(waveforms, camera, defaultTailCutsReduction);
        expect(kept.every((value) => value <= 1)).toBe(true);
      }
    }
    const camera = rowCamera(7);
    const waveforms = stack(camera, new Float32Array(7 * 30).fill(9), 30);
    await surviveEveryNumber('reduceDataVolume', defaultTailCutsReduction, (reduction) =>
      reduceDataVolume(waveforms, camera, reduction),
    );
    await surviveEveryNumber('its cleaner', defaultTailCutsReduction.cleaner, (cleaner) =>
      reduceDataVolume(waveforms, camera, { ...defaultTailCutsReduction, cleaner }),
    );
  });
});
