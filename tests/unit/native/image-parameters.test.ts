import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CameraGeometry } from '../../../core/instrument/camera-geometry.ts';
import { imageParameterNames } from '../../../core/native/image-parameter-names.ts';
import { imageParameters } from '../../../core/native/image-parameters.ts';
import { getThreads, setThreads } from '../../../core/native/threads.ts';
import { hexCamera } from './hex-camera.ts';
import { rowCamera } from './row-camera.ts';

/** The columns of one image, its mask being the pixels with charge. */
async function parametersOf(
  geometry: CameraGeometry,
  image: readonly number[],
  peakTime?: readonly number[],
): Promise<Record<string, number>> {
  const columns = await imageParameters(geometry, {
    image: Float32Array.from(image),
    mask: Uint8Array.from(image, (charge) => (charge !== 0 ? 1 : 0)),
    ...(peakTime === undefined ? {} : { peakTime: Float32Array.from(peakTime) }),
  });
  return Object.fromEntries(Object.entries(columns).map(([name, data]) => [name, data[0]]));
}

const row = { ...rowCamera(5).geometry, frame: 'TelescopeFrame' as const };

describe('imageParameters', () => {
  it('gives the moments of pixels in a row', async () => {
    // Pixels at 0, 0.05, 0.1 with charges 1, 2, 1: mean 0.05, variance 0.05² / 2, no width.
    const found = await parametersOf(row, [1, 2, 1, 0, 0], [10, 12, 14, 0, 0]);
    expect(found).toMatchObject({
      hillas_intensity: 4,
      hillas_fov_lat: 0,
      hillas_width: 0,
      hillas_width_uncertainty: NaN,
      hillas_psi: 0,
      concentration_core: 0,
      concentration_pixel: 0.5,
      morphology_n_pixels: 3,
      morphology_n_islands: 1,
      morphology_n_medium_islands: 1,
      intensity_max: 2,
      intensity_min: 1,
      peak_time_mean: 12,
      peak_time_skewness: 0,
    });
    expect(found.hillas_fov_lon).toBeCloseTo(0.05, 12);
    expect(found.hillas_length).toBeCloseTo(0.05 / Math.SQRT2, 12);
    expect(found.hillas_skewness).toBeCloseTo(0, 9);
    expect(found.hillas_kurtosis).toBeCloseTo(2, 9);
    expect(found.timing_slope).toBeCloseTo(2 / 0.05, 6);
    expect(found.timing_intercept).toBeCloseTo(12, 6);
    expect(found.timing_deviation).toBeCloseTo(0, 6);
    // Excess kurtosis of 10, 12, 14 is 1.5 - 3.
    expect(found.peak_time_kurtosis).toBeCloseTo(-1.5, 6);
  });

  it('measures leakage in the border', async () => {
    const camera = hexCamera(3);
    const center = camera.nPixels >> 1;
    const image = new Array<number>(camera.nPixels).fill(0);
    image[center] = 30;
    image[center + 1] = 10;
    const inside = await parametersOf(camera, image);
    expect(inside.leakage_pixels_width_2).toBe(0);
    image[0] = 40;
    const outside = await parametersOf(camera, image);
    expect(outside.leakage_pixels_width_1).toBeCloseTo(1 / 3, 12);
    expect(outside.leakage_intensity_width_1).toBeCloseTo(0.5, 12);
    expect(outside.morphology_n_small_islands).toBe(2);
  });

  it('has no direction where all charge is in one place', async () => {
    const columns = await imageParameters(row, {
      image: Float32Array.of(5, 0, 0, 0, 0),
      mask: Uint8Array.of(1, 1, 0, 0, 0),
      peakTime: new Float32Array(5),
    });
    for (const name of ['psi', 'psi_uncertainty', 'skewness', 'kurtosis', 'length_uncertainty']) {
      expect(columns[`hillas_${name}`][0], name).toBeNaN();
    }
    expect(columns.hillas_length[0]).toBe(0);
    expect(columns.timing_slope[0]).toBeNaN();
    expect(columns.concentration_cog[0]).toBe(1);
  });

  it('leaves NaN and -1 where the query is not passed', async () => {
    const image = new Float32Array(15).fill(2);
    const mask = Uint8Array.from({ length: 15 }, (_, i) => (i < 11 ? 1 : 0));
    const byDefault = await imageParameters(row, { image, mask });
    expect([...byDefault.morphology_n_pixels]).toEqual([5, 5, -1]);
    const asked = await imageParameters(row, { image, mask, evaluate: Uint8Array.of(0, 1, 1) });
    expect([...asked.morphology_n_pixels]).toEqual([-1, 5, 1]);
    for (const name of imageParameterNames('TelescopeFrame', false).real) {
      expect(asked[name][0], name).toBeNaN();
    }
  });

  it('names the columns by frame and by truth', async () => {
    const inCamera = await imageParameters(rowCamera(5).geometry, {
      image: Int32Array.of(3, 1, 0, 0, 0),
    });
    expect(inCamera.true_camera_frame_hillas_intensity[0]).toBe(4);
    expect(inCamera.true_intensity_max).toEqual(Int32Array.of(3));
    expect(Object.keys(inCamera).some((name) => /timing|peak_time/.test(name))).toBe(false);
    const dark = await imageParameters(rowCamera(5).geometry, { image: new Int32Array(5) });
    expect(dark.true_intensity_min).toEqual(Int32Array.of(-1));
  });

  it('has no moments where a charge is negative', async () => {
    const found = await parametersOf(row, [9, -1, 4, 0, 0], [1, 2, 3, 4, 5]);
    expect(found.hillas_length).toBeNaN();
    expect(found.timing_slope).toBeNaN();
    expect(found.intensity_min).toBe(-1);
    expect(found.morphology_n_pixels).toBe(3);
  });

  it('fits times without regard to outliers', async () => {
    const camera = { ...rowCamera(40).geometry, frame: 'TelescopeFrame' as const };
    const image = new Array<number>(40).fill(1);
    const times = Array.from(camera.pixX, (x, i) => 20 + 7 * x + (i % 9 === 4 ? 50 : 0));
    const found = await parametersOf(camera, image, times);
    expect(found.timing_slope).toBeCloseTo(7, 4);
    expect(found.timing_intercept).toBeCloseTo(20 + 7 * found.hillas_fov_lon, 4);
  });
});

const camera = hexCamera(5);
const images = fc
  .array(fc.integer({ min: 0, max: 60 }), {
    minLength: camera.nPixels,
    maxLength: camera.nPixels,
  })
  .filter((values) => values.filter((value) => value > 30).length > 5)
  .map((values) => values.map((value) => (value > 30 ? value : 0)));

describe('parameters', () => {
  it('follow a rotation and a shift of the camera', async () => {
    await fc.assert(
      fc.asyncProperty(
        images,
        fc.double({ min: -3, max: 3, noNaN: true }),
        fc.double({ min: -2, max: 2, noNaN: true }),
        async (image, angle, shift) => {
          const { pixX, pixY } = camera;
          const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
          const turned = {
            ...camera,
            pixX: pixX.map((x, i) => x * cos - pixY[i] * sin + shift),
            pixY: pixX.map((x, i) => x * sin + pixY[i] * cos - 2 * shift),
          };
          const times = image.map((_, i) => (i * 37) % 23);
          const [before, after] = [
            await parametersOf(camera, image, times),
            await parametersOf(turned, image, times),
          ];
          for (const name of ['length', 'width', 'length_uncertainty', 'kurtosis']) {
            expect(after[`hillas_${name}`]).toBeCloseTo(before[`hillas_${name}`], 6);
          }
          const { hillas_fov_lon: x, hillas_fov_lat: y } = before;
          expect(after.hillas_fov_lon).toBeCloseTo(x * cos - y * sin + shift, 9);
          expect(after.hillas_fov_lat).toBeCloseTo(x * sin + y * cos - 2 * shift, 9);
          const turn = before.hillas_psi + (angle * 180) / Math.PI - after.hillas_psi;
          if (before.hillas_width < 0.99 * before.hillas_length) {
            expect(Math.abs(Math.sin((turn * Math.PI) / 180))).toBeLessThan(1e-6);
            expect(Math.abs(after.hillas_skewness)).toBeCloseTo(
              Math.abs(before.hillas_skewness),
              6,
            );
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('do not depend on the other images nor on the number of threads', async () => {
    const before = getThreads();
    await fc
      .assert(
        fc.asyncProperty(fc.array(images, { minLength: 2, maxLength: 4 }), async (some) => {
          const stack = Array.from({ length: 40 }, (_, i) => some[i % some.length]);
          const image = Float32Array.from(stack.flat());
          const mask = Uint8Array.from(image, (charge) => (charge > 0 ? 1 : 0));
          const peakTime = image.map((charge, i) => (charge * 7 + i) % 13);
          setThreads(1);
          const one = await imageParameters(camera, { image, mask, peakTime });
          setThreads(5);
          expect(await imageParameters(camera, { image, mask, peakTime })).toEqual(one);
          const last = 39 * camera.nPixels;
          const alone = await imageParameters(camera, {
            image: image.subarray(last),
            mask: mask.subarray(last),
            peakTime: peakTime.subarray(last),
          });
          for (const [name, data] of Object.entries(alone)) expect(data[0]).toBe(one[name][39]);
        }),
        { numRuns: 5 },
      )
      .finally(() => {
        setThreads(before);
      });
  });
});
