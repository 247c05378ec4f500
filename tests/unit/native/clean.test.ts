import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CleanerOptions, defaultCleaners } from '../../../core/native/cleaner-options.ts';
import { clean } from '../../../core/native/clean.ts';
import {
  applyTimeDeltaCleaning,
  brightCleaning,
  brightestIsland,
  dilate,
  largestIsland,
} from '../../../core/native/cleaning-steps.ts';
import { getThreads, setThreads } from '../../../core/native/threads.ts';
import { hexCamera } from './hex-camera.ts';
import { rowCamera } from './row-camera.ts';

const { TailcutsImageCleaner: tailcuts, NSBImageCleaner: nsb } = defaultCleaners;
const none = { timeLimit: null, brightCleaningThreshold: null } as const;

interface Rule {
  name: string;
  cleaner: CleanerOptions;
  image: number[];
  times?: number[];
  pedestalStd?: number[];
  expected: number[];
}

/** Cameras of pixels in a row; every line is one rule of one cleaner. */
const rules: Rule[] = [
  {
    name: 'a charge at its threshold passes',
    cleaner: { ...tailcuts, minPictureNeighbors: 0 },
    image: [0, 10, 5, 4.99],
    expected: [0, 1, 1, 0],
  },
  {
    name: 'a picture pixel alone is dropped',
    cleaner: { ...tailcuts, minPictureNeighbors: 0 },
    image: [0, 20, 0],
    expected: [0, 0, 0],
  },
  {
    name: 'a picture pixel alone is kept when asked for',
    cleaner: { ...tailcuts, keepIsolatedPixels: true },
    image: [0, 20, 0],
    expected: [0, 1, 0],
  },
  {
    name: 'picture pixels need picture neighbours',
    cleaner: { ...tailcuts, minPictureNeighbors: 1 },
    image: [6, 20, 6, 0, 12, 11, 6],
    expected: [0, 0, 0, 0, 1, 1, 1],
  },
  {
    name: 'two picture neighbours leave the middle as picture, its neighbours as boundary',
    cleaner: { ...tailcuts, minPictureNeighbors: 2 },
    image: [6, 20, 20, 20, 6],
    expected: [0, 1, 1, 1, 0],
  },
  {
    name: 'a boundary above the picture threshold still needs a picture neighbour',
    cleaner: {
      ...tailcuts,
      pictureThresholdPe: 3,
      boundaryThresholdPe: 6,
      minPictureNeighbors: 0,
    },
    image: [4, 7, 4, 0, 4],
    expected: [1, 1, 1, 0, 0],
  },
  {
    name: 'thresholds of each pixel',
    cleaner: {
      ...tailcuts,
      minPictureNeighbors: 0,
      pictureThresholdPe: Float32Array.of(9, 99, 99, 99),
      boundaryThresholdPe: Float32Array.of(5, 5, 5, 5),
    },
    image: [9, 20, 20, 20],
    expected: [1, 1, 0, 0],
  },
  {
    name: 'MARS keeps a second row of boundary pixels',
    cleaner: { ...defaultCleaners.MARSImageCleaner, minPictureNeighbors: 0 },
    image: [6, 6, 20, 6, 6, 6],
    expected: [1, 1, 1, 1, 1, 0],
  },
  {
    name: 'FACT drops pixels without neighbours in time',
    cleaner: { ...defaultCleaners.FACTImageCleaner, minPictureNeighbors: 1 },
    image: [20, 20, 6, 0, 20, 20],
    times: [0, 4.9, 20, 0, 0, 5],
    expected: [1, 1, 0, 0, 0, 0],
  },
  {
    name: 'time-constrained cleaning doubles the limit of bright pixels',
    cleaner: { ...defaultCleaners.TimeConstrainedImageCleaner, minPictureNeighbors: 1 },
    image: [100, 100, 20, 0, 0, 0],
    times: [10, 10, 18, 0, 0, 0],
    expected: [1, 1, 1, 0, 0, 0],
  },
  {
    name: 'time-constrained cleaning does not double it below twice the picture threshold',
    cleaner: { ...defaultCleaners.TimeConstrainedImageCleaner, minPictureNeighbors: 1 },
    image: [100, 100, 19, 0, 0, 0],
    times: [10, 10, 18, 0, 0, 0],
    expected: [1, 1, 0, 0, 0, 0],
  },
  {
    name: 'time-constrained boundary pixels need core neighbours in time',
    cleaner: { ...defaultCleaners.TimeConstrainedImageCleaner, minPictureNeighbors: 1 },
    image: [6, 100, 100, 6],
    times: [11.4, 10, 10, 11.5],
    expected: [1, 1, 1, 0],
  },
  {
    name: 'noisy pedestals raise the picture threshold',
    cleaner: { ...nsb, ...none, minPictureNeighbors: 0, pedestalFactor: 2 },
    image: [12, 6, 0, 12, 6],
    pedestalStd: [1, 1, 1, 7, 1],
    expected: [1, 1, 0, 0, 0],
  },
  {
    name: 'bright images lose pixels below a part of their brightest',
    cleaner: { ...nsb, timeLimit: null, minPictureNeighbors: 0, brightCleaningFraction: 0.1 },
    image: [29, 300, 300, 300, 30],
    expected: [0, 1, 1, 1, 1],
  },
  {
    name: 'of equal islands the first is the largest',
    cleaner: { ...nsb, ...none, minPictureNeighbors: 1, largestIslandOnly: true },
    image: [10, 10, 0, 90, 90, 0, 0],
    expected: [1, 1, 0, 0, 0, 0, 0],
  },
];

describe('clean', () => {
  it.each(rules)('$cleaner.type: $name', async (rule) => {
    const { neighbors } = rowCamera(rule.image.length).geometry;
    const image = Float32Array.from(rule.image);
    const peakTime = Float32Array.from(rule.times ?? rule.image.map(() => 0));
    const pedestal = rule.pedestalStd;
    const input = { image, peakTime };
    const masks = await clean(
      neighbors,
      rule.cleaner,
      pedestal === undefined ? input : { ...input, pedestalStd: Float64Array.from(pedestal) },
    );
    expect([...masks]).toEqual(rule.expected);
  });

  it('says which cleaner misses times', async () => {
    const { neighbors } = rowCamera(3).geometry;
    const image = new Float32Array(3);
    expect(() => clean(neighbors, defaultCleaners.FACTImageCleaner, { image })).toThrow(
      'FACTImageCleaner uses arrival times, but there is no peakTime',
    );
    await expect(clean(neighbors, { ...nsb, ...none }, { image })).resolves.toEqual(
      new Uint8Array(3),
    );
  });

  it('refuses stacks that are no whole number of images', async () => {
    const { neighbors } = rowCamera(3).geometry;
    await expect(clean(neighbors, tailcuts, { image: new Float32Array(7) })).rejects.toThrow(
      'image has 7 elements where 6 are needed',
    );
  });
});

const camera = hexCamera(4);
const charges = fc
  .array(fc.float({ min: -5, max: 40, noNaN: true }), {
    minLength: 3 * camera.nPixels,
    maxLength: 3 * camera.nPixels,
  })
  .map((values) => Float32Array.from(values));

describe('masks', () => {
  it('shrink when thresholds grow', async () => {
    await fc.assert(
      fc.asyncProperty(
        charges,
        fc.float({ min: 0, max: 20, noNaN: true }),
        fc.float({ min: 0, max: 10, noNaN: true }),
        fc.integer({ min: 0, max: 3 }),
        async (image, picture, more, minPictureNeighbors) => {
          const at = (by: number) =>
            clean(
              camera.neighbors,
              {
                ...tailcuts,
                pictureThresholdPe: picture + by,
                boundaryThresholdPe: picture / 2 + by,
                minPictureNeighbors,
              },
              { image },
            );
          const [loose, strict] = [await at(0), await at(more)];
          expect(strict.every((value, i) => value <= loose[i])).toBe(true);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('grow by dilation, to nothing but neighbours', async () => {
    await fc.assert(
      fc.asyncProperty(charges, async (image) => {
        const masks = Uint8Array.from(image, (charge) => (charge > 35 ? 1 : 0));
        const grown = await dilate(camera.neighbors, masks);
        const { indptr, indices } = camera.neighbors;
        const expected = masks.map((value, i) => {
          const pixel = i % camera.nPixels;
          const row = indices.subarray(indptr[pixel], indptr[pixel + 1]);
          return value | row.reduce((any, other) => any | masks[i - pixel + other], 0);
        });
        expect(grown).toEqual(expected);
      }),
      { numRuns: 30 },
    );
  });

  it('do not depend on the number of threads', async () => {
    const before = getThreads();
    await fc
      .assert(
        fc.asyncProperty(charges, async (some) => {
          const image = Float32Array.from(
            { length: 30 * some.length },
            (_, i) => some[i % some.length],
          );
          const peakTime = image.map((value) => (value * 7) % 11);
          for (const cleaner of Object.values(defaultCleaners)) {
            setThreads(1);
            const one = await clean(camera.neighbors, cleaner, { image, peakTime });
            setThreads(5);
            expect(await clean(camera.neighbors, cleaner, { image, peakTime })).toEqual(one);
          }
        }),
        { numRuns: 5 },
      )
      .finally(() => {
        setThreads(before);
      });
  });
});

describe('single steps', () => {
  const { neighbors } = rowCamera(6).geometry;
  const mask = Uint8Array.of(1, 1, 0, 1, 1, 1);
  const image = Float32Array.of(50, 50, 0, 10, 10, 10);

  it('keep the island with the most pixels', async () => {
    expect([...(await largestIsland(neighbors, mask))]).toEqual([0, 0, 0, 1, 1, 1]);
  });

  it('keep the island with the most charge', async () => {
    expect([...(await brightestIsland(neighbors, mask, image))]).toEqual([1, 1, 0, 0, 0, 0]);
  });

  it('keep pixels with neighbours nearer in time than the limit', async () => {
    const times = Float32Array.of(0, 2, 2, 5, 6.9, 20);
    const options = { minNumberNeighbors: 1, timeLimit: 2 };
    const kept = await applyTimeDeltaCleaning(neighbors, mask, times, options);
    expect([...kept]).toEqual([0, 0, 0, 1, 1, 0]);
  });

  it('mark all pixels of images that are not bright', async () => {
    const bright = { threshold: 50, fraction: 0.5, nPixels: 2 };
    expect([...(await brightCleaning(6, image, bright))]).toEqual([1, 1, 0, 0, 0, 0]);
    expect([...(await brightCleaning(6, image, { ...bright, nPixels: 3 }))]).toEqual([
      1, 1, 1, 1, 1, 1,
    ]);
  });
});
