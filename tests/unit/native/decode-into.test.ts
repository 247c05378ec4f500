import { describe, expect, it } from 'vitest';
import { decodeTrueImages } from '../../../core/native/decode-photoelectrons.ts';
import { decodePixelLists } from '../../../core/native/decode-pixel-lists.ts';
import { DecodingStatus, type EncodedObject } from '../../../core/native/encoded-objects.ts';
import { concat } from '../../eventio-bytes.ts';
import { int, shorts, varint } from '../../eventio-payloads.ts';

const nPixels = 6;
const { OK, DAMAGED, UNSUPPORTED, OTHER_SHAPE } = DecodingStatus;

function floats(...values: readonly number[]): Uint8Array {
  return new Uint8Array(Float32Array.from(values).buffer);
}

function encoded(payload: Uint8Array, version: number): EncodedObject {
  return { payload, id: 0, version };
}

describe('decoders that are given memory of earlier results', () => {
  it('write every element of true images', async () => {
    // Photo-electrons, pixels, filled pixels; then pixel, number and times of each filled one.
    const good = concat(int(3), int(nPixels), int(2), shorts(1), int(1), floats(5));
    const image = concat(good, shorts(4), int(2), floats(1, 2));
    const into = new Int32Array(4 * nPixels + 3).fill(-1234);
    const { images, status } = await decodeTrueImages(
      [
        encoded(image, 1),
        encoded(good, 1),
        encoded(image, 9),
        encoded(concat(int(0), int(nPixels + 1), int(0)), 1),
      ],
      nPixels,
      { into },
    );
    expect([...status]).toEqual([OK, DAMAGED, UNSUPPORTED, OTHER_SHAPE]);
    expect(images.buffer).toBe(into.buffer);
    const nothing = new Array<number>(nPixels).fill(0);
    expect([...images]).toEqual([0, 1, 0, 0, 2, 0, ...nothing, ...nothing, ...nothing]);
    expect([...into.subarray(4 * nPixels)]).toEqual([-1234, -1234, -1234]);
  });

  it('write every element of masks', async () => {
    const list = concat(varint(2), varint(0), varint(5));
    const into = new Uint8Array(3 * nPixels).fill(0xa5);
    const { masks, counts, status } = await decodePixelLists(
      [encoded(list, 1), encoded(concat(varint(2), varint(3), varint(6)), 1), encoded(list, 2)],
      nPixels,
      { into },
    );
    expect([...status]).toEqual([OK, DAMAGED, UNSUPPORTED]);
    expect([...counts]).toEqual([2, -1, -1]);
    expect(masks.buffer).toBe(into.buffer);
    const nothing = new Array<number>(nPixels).fill(0);
    expect([...masks]).toEqual([1, 0, 0, 0, 0, 1, ...nothing, ...nothing]);
  });

  it('take new memory when the old is too short', async () => {
    const into = new Uint8Array(nPixels - 1).fill(0xa5);
    const { masks } = await decodePixelLists([encoded(varint(0), 1)], nPixels, { into });
    expect([...masks]).toEqual(new Array<number>(nPixels).fill(0));
    expect(into.every((value) => value === 0xa5)).toBe(true);
  });
});
