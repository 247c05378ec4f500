import { describe, expect, it } from 'vitest';
import {
  applyTimeAverageCleaning,
  applyTimeDeltaCleaning,
  brightCleaning,
  brightestIsland,
  dilate,
  largestIsland,
} from '../../../../core/native/cleaning-steps.ts';
import { clean } from '../../../../core/native/clean.ts';
import { type CleanerOptions, defaultCleaners } from '../../../../core/native/cleaner-options.ts';
import { imageParameters } from '../../../../core/native/image-parameters.ts';
import { numberOfIslands } from '../../../../core/native/islands.ts';
import { keptLight } from '../../../../core/native/kept-light.ts';
import { defaultMuonOptions, muonRings } from '../../../../core/native/muon-rings.ts';
import { pixelSums } from '../../../../core/native/pixel-sums.ts';
import { rowCamera } from '../row-camera.ts';
import {
  hostileCameras,
  hostileFloats,
  hostileInts,
  hostileMasks,
  surviveEveryNumber,
} from './hostile-values.ts';

const cameras = hostileCameras();
const cleaners: readonly CleanerOptions[] = Object.values(defaultCleaners);
const nImages = 3;

/** Expects masks of zeros and ones within those given. */
function expectWithin(masks: Uint8Array, given: Uint8Array): void {
  expect(masks.length).toBe(given.length);
  expect(masks.every((value, i) => value === 0 || (value === 1 && given[i] !== 0))).toBe(true);
}

describe('hostile images', () => {
  it('are cleaned by every cleaner', async () => {
    for (const { neighbors, nPixels } of cameras) {
      const n = nImages * nPixels;
      const all = new Uint8Array(n).fill(1);
      const times = hostileFloats(n);
      for (const [i, image] of hostileFloats(n).entries()) {
        for (const peakTime of [times[i], times[times.length - 1]]) {
          for (const cleaner of cleaners) {
            const masks = await clean(neighbors, cleaner, { image, peakTime });
            expectWithin(masks, all);
            expect(masks.some((value, pixel) => value === 1 && Number.isNaN(image[pixel]))).toBe(
              false,
            );
          }
        }
      }
    }
  });

  it('are cleaned with hostile parameters', async () => {
    const { neighbors, nPixels } = rowCamera(19).geometry;
    const image = Float32Array.from({ length: nPixels }, (_, i) => 5 * (i % 7));
    const peakTime = new Float32Array(nPixels);
    for (const cleaner of cleaners) {
      await surviveEveryNumber(cleaner.type, cleaner, (options) =>
        clean(neighbors, options, { image, peakTime }),
      );
      for (const thresholds of hostileFloats(nPixels)) {
        const own = { ...cleaner, pictureThresholdPe: thresholds, boundaryThresholdPe: thresholds };
        await clean(neighbors, own, { image, peakTime, pedestalStd: thresholds });
      }
    }
    await surviveEveryNumber(
      'brightCleaning',
      { nPixels, threshold: 10, fraction: 0.1, nBrightest: 3 },
      ({ nPixels: n, threshold, fraction, nBrightest }) =>
        brightCleaning(n, image, { threshold, fraction, nPixels: nBrightest }),
    );
    const mask = new Uint8Array(nPixels).fill(1);
    await surviveEveryNumber(
      'time cleaning',
      { minNumberNeighbors: 1, timeLimit: 2, pictureThreshold: 10 },
      async (options) => {
        await applyTimeDeltaCleaning(neighbors, mask, peakTime, options);
        await applyTimeAverageCleaning(neighbors, mask, image, peakTime, options);
      },
    );
  });

  it('go through the single steps with any mask', async () => {
    for (const { neighbors, nPixels } of cameras) {
      const n = nImages * nPixels;
      for (const masks of hostileMasks(n)) {
        const { counts, labels } = await numberOfIslands(neighbors, masks);
        expect(labels.every((label, i) => label >= 0 && label > 0 === masks[i] > 0)).toBe(true);
        expect(counts.every((count) => count >= 0 && count <= nPixels)).toBe(true);
        expect((await dilate(neighbors, masks)).length).toBe(n);
        expectWithin(await largestIsland(neighbors, masks), masks);
        for (const image of hostileFloats(n)) {
          expectWithin(await brightestIsland(neighbors, masks, image), masks);
          const delta = { minNumberNeighbors: 1, timeLimit: 2 };
          expectWithin(await applyTimeDeltaCleaning(neighbors, masks, image, delta), masks);
          const average = { pictureThreshold: 1, timeLimit: 2 };
          expectWithin(
            await applyTimeAverageCleaning(neighbors, masks, image, image, average),
            masks,
          );
          await brightCleaning(nPixels, image, { threshold: 1, fraction: 0.5, nPixels: 3 });
        }
      }
    }
  });

  it('have parameters and sums, be they NaN', async () => {
    for (const camera of cameras) {
      for (const frame of ['CameraFrame', 'TelescopeFrame'] as const) {
        const geometry = { ...camera, frame };
        const n = nImages * camera.nPixels;
        for (const mask of hostileMasks(n)) {
          for (const image of hostileFloats(n)) {
            await imageParameters(geometry, { image, mask, peakTime: image });
            const evaluate = new Uint8Array(nImages).fill(1);
            const columns = await imageParameters(geometry, { image, mask, evaluate });
            expect(Object.values(columns).every((column) => column.length === nImages)).toBe(true);
            const { size } = await pixelSums(camera.nPixels, image, mask);
            expect(size.every((count) => count >= 0 && count <= camera.nPixels)).toBe(true);
          }
          for (const image of hostileInts(n)) {
            await imageParameters(geometry, { image, mask });
            await pixelSums(camera.nPixels, image, mask);
            const { nIslands } = await keptLight(camera.neighbors, {
              image: new Float32Array(image),
              mask,
              trueImage: image,
            });
            expect(nIslands.every((count) => count >= 0 && count <= camera.nPixels)).toBe(true);
          }
        }
        for (const image of hostileInts(n)) {
          const lit = Uint8Array.from(image, (value) => (value > 0 ? 1 : 0));
          expect(await imageParameters(geometry, { image })).toEqual(
            await imageParameters(geometry, { image, mask: lit }),
          );
          expect(await pixelSums(camera.nPixels, image)).toEqual(
            await pixelSums(camera.nPixels, image, lit),
          );
        }
      }
    }
  });

  it('have parameters where they are large and lie on many pixels', async () => {
    const geometry = rowCamera(300).geometry;
    for (const peakTime of hostileFloats(300)) {
      const image = new Float32Array(300).fill(1);
      const columns = await imageParameters(geometry, {
        image,
        mask: Uint8Array.from(image),
        peakTime,
      });
      expect(columns.morphology_n_pixels[0]).toBe(300);
    }
  });

  it('have rings, or none', async () => {
    for (const camera of cameras) {
      const geometry = { ...camera, frame: 'TelescopeFrame' as const };
      const n = nImages * camera.nPixels;
      for (const mask of hostileMasks(n)) {
        for (const image of hostileFloats(n)) {
          for (const fitMethod of [
            'kundu_chaudhuri',
            'taubin',
            'kundu_chaudhuri_taubin',
          ] as const) {
            const { columns, ringMask } = await muonRings(geometry, { image, mask }, { fitMethod });
            expect(Object.values(columns).every((column) => column.length === nImages)).toBe(true);
            expect(ringMask.every((value) => value <= 1)).toBe(true);
          }
        }
      }
    }
    const geometry = { ...rowCamera(19).geometry, frame: 'TelescopeFrame' as const };
    const input = { image: new Float32Array(19).fill(9), mask: new Uint8Array(19).fill(1) };
    await surviveEveryNumber('muonRings', defaultMuonOptions, (options) =>
      muonRings(geometry, input, options),
    );
    await surviveEveryNumber('muonRings', { nPixels: 19 }, ({ nPixels }) =>
      muonRings({ ...geometry, nPixels }, input),
    );
  });

  it('may be none at all', async () => {
    for (const geometry of cameras) {
      const image = new Float32Array(0);
      const mask = new Uint8Array(0);
      for (const cleaner of cleaners) {
        expect(await clean(geometry.neighbors, cleaner, { image, peakTime: image })).toEqual(mask);
      }
      expect((await numberOfIslands(geometry.neighbors, mask)).counts.length).toBe(0);
      expect(await dilate(geometry.neighbors, mask)).toEqual(mask);
      expect(await largestIsland(geometry.neighbors, mask)).toEqual(mask);
      const columns = await imageParameters(geometry, { image, mask });
      expect(Object.values(columns).every((column) => column.length === 0)).toBe(true);
      expect((await pixelSums(geometry.nPixels, image, mask)).sum.length).toBe(0);
      expect((await keptLight(geometry.neighbors, { image, mask })).nIslands.length).toBe(0);
    }
  });

  it('of cameras without pixels, or with neighbours that do not exist, are refused', async () => {
    const wrong = { code: 'argument-invalid' };
    const row = rowCamera(5).geometry;
    const { indptr } = row.neighbors;
    for (const neighbors of [
      { indptr: new Int32Array(0), indices: new Int32Array(0) },
      { indptr: new Int32Array(1), indices: new Int32Array(0) },
      { indptr, indices: new Int32Array(indptr[5]).fill(5) },
      { indptr, indices: new Int32Array(indptr[5]).fill(-1) },
      { indptr, indices: new Int32Array(indptr[5] - 1) },
      { indptr: Int32Array.of(0, 9, 1, 2, 3, 4), indices: new Int32Array(4) },
      { indptr: Int32Array.of(-4, 0, 0, 0, 0, 0), indices: new Int32Array(0) },
    ]) {
      const masks = new Uint8Array(5).fill(1);
      await expect(numberOfIslands(neighbors, masks)).rejects.toMatchObject(wrong);
      await expect(dilate(neighbors, masks)).rejects.toMatchObject(wrong);
      await expect(largestIsland(neighbors, masks)).rejects.toMatchObject(wrong);
      const image = new Float32Array(5);
      await expect(keptLight(neighbors, { image, mask: masks })).rejects.toMatchObject(wrong);
      await expect(
        clean(neighbors, defaultCleaners.TailcutsImageCleaner, { image }),
      ).rejects.toMatchObject(wrong);
      await expect(
        imageParameters({ ...row, neighbors }, { image, mask: masks }),
      ).rejects.toMatchObject(wrong);
    }
    await surviveEveryNumber('pixelSums', { nPixels: 5 }, ({ nPixels }) =>
      pixelSums(nPixels, new Int32Array(5)),
    );
    await surviveEveryNumber('imageParameters', { nPixels: 5 }, ({ nPixels }) =>
      imageParameters({ ...row, nPixels }, { image: new Int32Array(5) }),
    );
  });
});
