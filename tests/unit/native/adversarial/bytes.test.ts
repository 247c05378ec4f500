import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeAdcSamples, decodeAdcSums } from '../../../../core/native/decode-adc.ts';
import {
  decodePhotoelectronLists,
  decodeTrueImages,
} from '../../../../core/native/decode-photoelectrons.ts';
import { decodePhotonBunches } from '../../../../core/native/decode-photon-bunches.ts';
import { decodePixelLists } from '../../../../core/native/decode-pixel-lists.ts';
import { decodePixelTimingValues } from '../../../../core/native/decode-pixel-timing.ts';
import { decodeTraces } from '../../../../core/native/decode-traces.ts';
import type { EncodedObject } from '../../../../core/native/encoded-objects.ts';
import { fletcher32, packRows, shuffleBytes } from '../../../../core/native/hdf5-chunk.ts';
import { getThreads, setThreads } from '../../../../core/native/threads.ts';
import { hostileNumbers, surviveEveryNumber, survives } from './hostile-values.ts';

/** Numbers that may stand in a header: mostly small, so that some content makes sense. */
const small = fc.integer({ min: 0, max: 20 });

/** Content with plausible numbers at its head, and what follows at random. */
const payloads = fc
  .tuple(
    fc.array(fc.oneof(small, fc.integer({ min: -1, max: 2 ** 31 - 1 })), { maxLength: 4 }),
    fc.boolean(),
    fc.uint8Array({ maxLength: 200 }),
  )
  .map(([head, wide, rest]) => {
    const numbers = wide ? Int32Array.from(head) : Int16Array.from(head);
    return Uint8Array.of(...new Uint8Array(numbers.buffer), ...rest);
  });

const objects: fc.Arbitrary<EncodedObject[]> = fc.array(
  fc.record({
    payload: payloads,
    id: fc.oneof(small, fc.integer()),
    version: fc.oneof(fc.integer({ min: 0, max: 4 }), fc.integer()),
  }),
  { maxLength: 3 },
);

/** The bytes of an array as they lie in memory. */
function bytesOf(array: Int16Array | Int32Array): Uint8Array {
  return new Uint8Array(array.buffer);
}

describe('hostile bytes', () => {
  it('are decoded or called damaged', async () => {
    await fc.assert(
      fc.asyncProperty(
        objects,
        fc.record({ nChannels: fc.integer({ min: 0, max: 3 }), nPixels: small, nSamples: small }),
        async (stack, shape) => {
          const statuses = [
            (await decodeAdcSamples(stack, shape)).status,
            (await decodeAdcSums(stack, shape)).status,
            (await decodeTrueImages(stack, shape.nPixels)).status,
            (await decodePixelLists(stack, shape.nPixels)).status,
          ];
          for (const status of statuses) {
            expect(status.length).toBe(stack.length);
            expect(status.every((value) => value <= 3)).toBe(true);
          }
        },
      ),
      { numRuns: 400 },
    );
  });

  it('are decoded one object at a time', async () => {
    await fc.assert(
      fc.asyncProperty(
        payloads,
        ...([small, small, small] as const),
        fc.boolean(),
        fc.boolean(),
        fc.integer({ min: -1, max: 4 }),
        async (payload, nPixels, nPe, nSamples, some, other, version) => {
          const sizes = { nPe, nPixels, hasAmplitudes: some, hasPhotons: other };
          await survives('photo-electrons', () =>
            decodePhotoelectronLists({ payload, id: 0, version }, sizes),
          );
          await survives('bunches', () => decodePhotonBunches(payload, nPe, some, other));
          await survives('traces', () => decodeTraces(payload, nPe, nSamples));
          const head = {
            ...{ nGains: nSamples % 3, nPixels, nTypes: nPe % 4, granularity: 0.25 },
            ...{ withSum: some, globOnlySelected: other },
          };
          await survives('timing', () =>
            decodePixelTimingValues(payload, head, Int32Array.of(nPixels - 1, 0, nPe)),
          );
        },
      ),
      { numRuns: 400 },
    );
  });

  it('with heads that lie are called damaged', async () => {
    const shape = { nChannels: 2, nPixels: 3, nSamples: 4 };
    for (const value of [2 ** 31 - 1, -(2 ** 31), -1, 3]) {
      for (const version of [1, 2, 3]) {
        const payload = bytesOf(Int32Array.from([3, value, value, value, value, value]));
        const stack = [{ payload, id: 0, version }];
        expect((await decodeTrueImages(stack, 3)).status[0]).toBeGreaterThan(0);
        expect((await decodeAdcSamples(stack, shape)).status[0]).toBeGreaterThan(0);
        expect((await decodeAdcSums(stack, shape)).status[0]).toBeGreaterThan(0);
        await decodePixelLists(stack, 3);
      }
    }
  });

  it('and sizes that are no sizes are refused', async () => {
    const payload = new Uint8Array(64);
    const stack = [{ payload, id: 0, version: 3 }];
    await surviveEveryNumber(
      'the decoders',
      { nChannels: 1, nPixels: 2, nSamples: 2, version: 3 },
      async ({ version, ...shape }) => {
        // What a size may be is bounded elsewhere, by what the file holds.
        if (Object.values(shape).some((size) => size > 1e6 && size < 2 ** 33)) return;
        const { nChannels, nPixels, nSamples } = shape;
        for (const call of [
          () => decodeAdcSamples(stack, shape),
          () => decodeAdcSums(stack, shape),
          () => decodeTrueImages(stack, nPixels),
          () => decodePixelLists(stack, nPixels),
          () => decodeTraces(payload, nPixels, nSamples),
          () => decodePhotonBunches(payload, nPixels, false, true),
          () =>
            decodePhotoelectronLists(
              { payload, id: 0, version },
              { nPe: nSamples, nPixels, hasAmplitudes: true, hasPhotons: true },
            ),
          () =>
            decodePixelTimingValues(
              payload,
              {
                ...{ nGains: nChannels, nPixels, nTypes: nSamples, granularity: 1 },
                ...{ withSum: true, globOnlySelected: false },
              },
              Int32Array.of(0),
            ),
        ]) {
          await survives<unknown>('a decoder', call);
        }
      },
    );
  });
});

describe('hostile chunks', () => {
  it('are packed, shuffled and summed within their bounds', async () => {
    const column = { bytes: new Uint8Array(64), width: 4, offset: 0 };
    const pack = (changed: typeof column, rowSize: number, source: number | Int32Array) =>
      packRows([changed], rowSize, new Uint8Array(32), source);
    await surviveEveryNumber('packRows', { ...column, rowSize: 8, source: 1 }, (options) =>
      pack(options, options.rowSize, options.source),
    );
    await surviveEveryNumber('packRows without columns', { rowSize: 8, source: 0 }, (options) =>
      packRows([], options.rowSize, new Uint8Array(32), options.source),
    );
    for (const row of [-1, 16, 2 ** 31 - 1]) {
      await expect(pack(column, 8, Int32Array.of(0, row, 1, 2))).rejects.toMatchObject({
        code: 'argument-invalid',
      });
    }
    for (const length of [0, 1, 7, 64, 721, 1500]) {
      const bytes = new Uint8Array(length).fill(255);
      for (const elementSize of [...hostileNumbers, 2, 3, 4, 8, 65]) {
        const output = new Uint8Array(length);
        const shuffled = survives('shuffleBytes', async () => {
          await shuffleBytes(bytes, elementSize, output);
          return output;
        });
        expect((await shuffled) ?? bytes).toEqual(bytes);
      }
      const sum = await survives('fletcher32', () => fletcher32(bytes, bytes));
      expect(sum ?? 0).toBeGreaterThanOrEqual(0);
    }
  });
});

describe('hostile numbers of threads', () => {
  it('are refused', () => {
    const before = getThreads();
    for (const threads of hostileNumbers) {
      if (threads === 1) continue;
      expect(() => {
        setThreads(threads);
      }).toThrow('must be a whole number from 1 to 1024');
    }
    expect(getThreads()).toBe(before);
  });
});
