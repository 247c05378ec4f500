import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { numberOfIslands } from '../../../core/native/islands.ts';
import { keptLight } from '../../../core/native/kept-light.ts';
import { getThreads, setThreads } from '../../../core/native/threads.ts';
import { hexCamera } from './hex-camera.ts';

const { neighbors, nPixels } = hexCamera(2);
const threads = getThreads();
afterAll(() => {
  setThreads(threads);
});

const stacks = fc.integer({ min: 0, max: 4 }).chain((nImages) => {
  const length = { minLength: nImages * nPixels, maxLength: nImages * nPixels };
  return fc.record({
    nImages: fc.constant(nImages),
    // Quarters: sums of them have no rounding, whatever their order.
    image: fc.array(fc.oneof(fc.integer({ min: -400, max: 400 }), fc.constant(NaN)), length),
    truth: fc.array(fc.integer({ min: 0, max: 3 }), length),
    mask: fc.array(fc.integer({ min: 0, max: 1 }), length),
  });
});

describe('keptLight', () => {
  it('follows the definitions for any image and mask', async () => {
    await fc.assert(
      fc.asyncProperty(stacks, async ({ nImages, ...stack }) => {
        const image = Float32Array.from(stack.image, (value) => value / 4);
        const mask = Uint8Array.from(stack.mask);
        const trueImage = Int32Array.from(stack.truth);
        const kept = await keptLight(neighbors, { image, mask, trueImage });
        expect(kept.nIslands).toEqual((await numberOfIslands(neighbors, mask)).counts);
        for (let i = 0; i < nImages; i++) {
          let [light, noise] = [0, 0];
          for (let k = i * nPixels; k < (i + 1) * nPixels; k++) {
            if (mask[k] === 0) continue;
            light += trueImage[k];
            if (trueImage[k] === 0 && !Number.isNaN(image[k])) noise += image[k];
          }
          expect([kept.trueCharge[i], kept.noiseCharge[i] + 0]).toEqual([light, noise + 0]);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('knows no light without truth', async () => {
    const image = new Float32Array(2 * nPixels).fill(1);
    const mask = new Uint8Array(2 * nPixels).fill(1);
    expect(await keptLight(neighbors, { image, mask })).toEqual({
      nIslands: Int32Array.of(1, 1),
      trueCharge: Float64Array.of(NaN, NaN),
      noiseCharge: Float64Array.of(NaN, NaN),
    });
  });

  it('gives the same bits for any number of threads', async () => {
    const n = 500 * nPixels;
    const image = Float32Array.from({ length: n }, (_, i) => Math.sin(i * i));
    const stack = {
      image,
      mask: Uint8Array.from(image, (value) => (value > 0.5 ? 1 : 0)),
      trueImage: Int32Array.from(image, (value) => (value > 0.8 ? 7 : 0)),
    };
    setThreads(1);
    const alone = await keptLight(neighbors, stack);
    setThreads(3);
    expect(await keptLight(neighbors, stack)).toEqual(alone);
  });

  it('rejects shapes that do not fit', async () => {
    const wrong = { code: 'argument-invalid' };
    const image = new Float32Array(nPixels);
    const mask = new Uint8Array(nPixels);
    const [long, longTruth] = [new Uint8Array(nPixels + 1), new Int32Array(2 * nPixels)];
    for (const input of [
      { image, mask: long },
      { image, mask, trueImage: longTruth },
      { image: new Float32Array(nPixels + 1), mask: long },
    ]) {
      await expect(keptLight(neighbors, input)).rejects.toMatchObject(wrong);
    }
  });
});
