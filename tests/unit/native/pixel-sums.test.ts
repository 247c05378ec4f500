import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { pixelSums } from '../../../core/native/pixel-sums.ts';
import { getThreads, setThreads } from '../../../core/native/threads.ts';

const threads = getThreads();
afterAll(() => {
  setThreads(threads);
});

/** One image, straight from the definitions. */
function sumUp(values: readonly number[]) {
  const sum = values.reduce((total, value) => total + value, 0);
  const mean = sum / values.length;
  const squares = values.reduce((total, value) => total + (value - mean) ** 2, 0);
  const none = values.length === 0;
  return {
    sum,
    size: values.length,
    countNonzero: values.filter((value) => value !== 0).length,
    min: none ? NaN : Math.min(...values),
    max: none ? NaN : Math.max(...values),
    mean,
    std: Math.sqrt(squares / values.length),
  };
}

type Sums = Readonly<Record<string, Float64Array>>;

function row(sums: Sums, i: number): Record<string, number> {
  return Object.fromEntries(Object.entries(sums).map(([name, column]) => [name, column[i]]));
}

/** A stack of images with their masks; sizes around the eight and four pixels looked at together. */
const stacks = fc
  .record({ nImages: fc.integer({ min: 0, max: 5 }), nPixels: fc.integer({ min: 1, max: 37 }) })
  .chain(({ nImages, nPixels }) => {
    const length = { minLength: nImages * nPixels, maxLength: nImages * nPixels };
    return fc.record({
      nPixels: fc.constant(nPixels),
      charges: fc.float32Array({ ...length, noNaN: false }),
      photoelectrons: fc.array(
        fc.oneof(
          { weight: 5, arbitrary: fc.constant(0) },
          fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
        ),
        length,
      ),
      mask: fc.array(
        fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, fc.constantFrom(1, 128, 255)),
        length,
      ),
    });
  });

describe('pixelSums', () => {
  it('follows the definitions for any image and mask', async () => {
    await fc.assert(
      fc.asyncProperty(stacks, async ({ nPixels, charges, photoelectrons, mask }) => {
        const masks = Uint8Array.from(mask);
        const truth = Int32Array.from(photoelectrons);
        for (const image of [charges, truth]) {
          const sums: Sums = { ...(await pixelSums(nPixels, image, masks)) };
          for (let i = 0; i < image.length / nPixels; i++) {
            const surviving = [...image.subarray(i * nPixels, (i + 1) * nPixels)].filter(
              (_, pixel) => masks[i * nPixels + pixel] !== 0,
            );
            expect(withoutSigns(row(sums, i))).toEqual(withoutSigns(sumUp(surviving)));
          }
        }
        const lit = Uint8Array.from(truth, (value) => (value > 0 ? 1 : 0));
        expect(await pixelSums(nPixels, truth)).toEqual(await pixelSums(nPixels, truth, lit));
      }),
      { numRuns: 200 },
    );
  });

  it('gives the same bits for any number of threads', async () => {
    const [nImages, nPixels] = [500, 100];
    const image = Float32Array.from({ length: nImages * nPixels }, (_, i) => Math.sin(i * i));
    const mask = Uint8Array.from(image, (value) => (value > 0.9 ? 1 : 0));
    setThreads(1);
    const alone = await pixelSums(nPixels, image, mask);
    setThreads(3);
    expect(await pixelSums(nPixels, image, mask)).toEqual(alone);
  });

  it('rejects shapes that do not fit, and charges without masks', async () => {
    const wrong = { code: 'argument-invalid' };
    await expect(pixelSums(0, new Float32Array(0), new Uint8Array(0))).rejects.toMatchObject(wrong);
    await expect(pixelSums(2.5, new Int32Array(5))).rejects.toMatchObject(wrong);
    await expect(pixelSums(4, new Int32Array(5))).rejects.toMatchObject(wrong);
    await expect(pixelSums(4, new Int32Array(4), new Uint8Array(5))).rejects.toMatchObject(wrong);
    await expect(pixelSums(4, new Float32Array(4))).rejects.toMatchObject(wrong);
  });
});

/** 0 and -0 are the same number here. */
function withoutSigns(values: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value + 0]));
}
