import { describe, expect, it } from 'vitest';
import { decodeAdcSamples, decodeAdcSums } from '../../../core/native/decode-adc.ts';
import { DecodingStatus, type EncodedObject } from '../../../core/native/encoded-objects.ts';
import { concat } from '../../eventio-bytes.ts';
import {
  differential,
  int,
  shorts,
  varint,
  writeAdcSums,
  writeSuppressedSamples,
  writtenPixels,
  writtenSample,
  writtenSums,
} from '../../eventio-payloads.ts';

function encoded(payload: Uint8Array, id = 0, version = 3): EncodedObject {
  return { payload, id, version };
}

/** Traces with differences of one to four bytes, mixed so that runs of every length occur. */
function roughTrace(seed: number, nSamples: number): number[] {
  let state = seed + 1;
  const random = (): number => (state = (state * 48271) % 2147483647);
  const limits = [3, 3, 60, 60, 60, 500, 30_000];
  return Array.from({ length: nSamples }, () => random() % limits[random() % limits.length]);
}

function samplesPayload(traces: readonly number[][], nChannels: number): Uint8Array {
  return concat(
    int(traces.length / nChannels),
    shorts(nChannels, traces[0].length),
    ...traces.map(differential),
  );
}

describe('decodeAdcSamples', () => {
  it('gives back traces of every length, of small and of large differences', async () => {
    for (const nSamples of [1, 2, 15, 16, 17, 31, 33, 40, 128]) {
      const traces = Array.from({ length: 62 }, (_, i) => roughTrace(i, nSamples));
      const { samples, status } = await decodeAdcSamples([encoded(samplesPayload(traces, 2))], {
        nChannels: 2,
        nPixels: 31,
        nSamples,
      });
      expect([...status]).toEqual([DecodingStatus.OK]);
      expect([...samples]).toEqual(traces.flat());
    }
  });

  it('reads values beyond 16 bits modulo 2^16, as the reference', async () => {
    const payload = samplesPayload([[65_535, 65_536, 100_000, 3]], 1);
    const shape = { nChannels: 1, nPixels: 1, nSamples: 4 };
    const { samples } = await decodeAdcSamples([encoded(payload)], shape);
    expect([...samples]).toEqual([65_535, 0, 100_000 - 65_536, 3]);
  });

  it('leaves suppressed pixels at zero, also in memory that held something', async () => {
    const into = new Uint16Array(2 * 40 * 30 + 5).fill(77);
    const { samples, status } = await decodeAdcSamples(
      [encoded(writeSuppressedSamples(), 1)],
      { nChannels: 2, nPixels: 40, nSamples: 30 },
      { into },
    );
    expect([...status]).toEqual([DecodingStatus.OK]);
    expect(samples.buffer).toBe(into.buffer);
    expect(samples).toHaveLength(2 * 40 * 30);
    for (const [i, value] of samples.entries()) {
      const [channel, pixel, sample] = [Math.floor(i / 1200), Math.floor(i / 30) % 40, i % 30];
      expect(value).toBe(writtenPixels.includes(pixel) ? writtenSample(channel, pixel, sample) : 0);
    }
  });

  it('gives every object of a stack its own outcome', async () => {
    const good = samplesPayload([roughTrace(1, 40), roughTrace(2, 40)], 1);
    const short = good.subarray(0, good.length - 1);
    // Six bytes for one number is more than 32 bits can need.
    const tooLong = concat(
      good.subarray(0, 8),
      Uint8Array.of(0xf8, 0, 0, 0, 0, 1),
      good.subarray(8),
    );
    const { samples, status } = await decodeAdcSamples(
      [
        encoded(good),
        encoded(short),
        encoded(tooLong),
        encoded(good, 0, 2),
        encoded(good, 1 << 5),
        encoded(good, 1 << 10),
        encoded(samplesPayload([roughTrace(1, 39), roughTrace(2, 39)], 1)),
        encoded(new Uint8Array(0)),
        encoded(good),
      ],
      { nChannels: 1, nPixels: 2, nSamples: 40 },
      { into: new Uint16Array(9 * 80).fill(9) },
    );
    const { OK, DAMAGED, UNSUPPORTED, OTHER_SHAPE } = DecodingStatus;
    expect([...status]).toEqual([
      ...[OK, DAMAGED, DAMAGED, UNSUPPORTED, UNSUPPORTED, UNSUPPORTED, OTHER_SHAPE, DAMAGED, OK],
    ]);
    const expected = [...roughTrace(1, 40), ...roughTrace(2, 40)];
    expect([...samples.subarray(0, 80)]).toEqual(expected);
    expect([...samples.subarray(8 * 80)]).toEqual(expected);
    expect(samples.subarray(80, 8 * 80).every((value) => value === 0)).toBe(true);
  });

  it('refuses shapes that make no sense, and stops when asked', async () => {
    const object = encoded(new Uint8Array(8));
    for (const nSamples of [-1, 0.5, 2 ** 31]) {
      await expect(
        decodeAdcSamples([object], { nChannels: 2, nPixels: 2, nSamples }),
      ).rejects.toMatchObject({ code: 'argument-invalid' });
    }
    const cancel = new Int32Array(new SharedArrayBuffer(4));
    cancel[0] = 1;
    await expect(
      decodeAdcSamples([object], { nChannels: 1, nPixels: 1, nSamples: 1 }, { cancel }),
    ).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('decodeAdcSums', () => {
  const shape = { nChannels: 2, nPixels: writtenSums.nPixels };

  /** Sums as they should be: the high gain of all listed pixels, the low gain of some. */
  function expected(withLow: readonly number[], high: readonly number[]): number[] {
    const sums = new Array<number>(80).fill(0);
    writtenSums.pixels.forEach((pixel, i) => {
      sums[pixel] = high[i]!;
      if (withLow.includes(i)) sums[40 + pixel] = writtenSums.low[i]!;
    });
    return sums;
  }

  it('reads sums of all pixels, of bit patterns and of pixel lists', async () => {
    const all = Array.from({ length: 80 }, (_, i) => 400 + ((i * 7919) % 90_000));
    const plain = concat(
      int(40),
      shorts(2),
      differential(all.slice(0, 40)),
      differential(all.slice(40)),
    );
    const { sums, status } = await decodeAdcSums(
      [encoded(plain, 0), encoded(writeAdcSums(1), 1), encoded(writeAdcSums(2), 2)],
      shape,
      { into: new Uint32Array(3 * 80).fill(0xa5a5a5a5) },
    );
    expect([...status]).toEqual([0, 0, 0]);
    expect([...sums.subarray(0, 80)]).toEqual(all);
    const { high } = writtenSums;
    expect([...sums.subarray(80, 160)]).toEqual(expected([0, 1, 2, 3, 4, 5], high));
    expect([...sums.subarray(160)]).toEqual(expected([0, 2, 3, 4], [...high.slice(0, 5), 212]));
  });

  it('notices pixels beyond the camera, missing low gains and unknown modes', async () => {
    const beyond = concat(int(40), shorts(2, 1, 40), varint(5), varint(5));
    const missing = concat(int(40), shorts(2, 1, 0x4003), Uint8Array.of(9));
    const { status, sums } = await decodeAdcSums(
      [encoded(beyond, 2), encoded(missing, 2), encoded(beyond, 3), encoded(beyond, 1 << 5)],
      shape,
      { into: new Uint32Array(4 * 80).fill(0xa5a5a5a5) },
    );
    const { DAMAGED, UNSUPPORTED } = DecodingStatus;
    expect([...status]).toEqual([DAMAGED, DAMAGED, UNSUPPORTED, UNSUPPORTED]);
    expect(sums.every((value) => value === 0)).toBe(true);
  });
});
