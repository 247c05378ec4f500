import { concat } from './eventio-bytes.ts';

/** One unsigned number of variable length (up to 28 bits), as sim_telarray stores it. */
function unsignedVarint(value: number): number[] {
  if (value < 0x80) return [value];
  if (value < 0x4000) return [0x80 | (value >> 8), value & 0xff];
  if (value < 0x200000) return [0xc0 | (value >> 16), (value >> 8) & 0xff, value & 0xff];
  return [0xe0 | (value >> 24), (value >> 16) & 0xff, (value >> 8) & 0xff, value & 0xff];
}

/** One signed number of variable length. */
export function varint(value: number): Uint8Array {
  return Uint8Array.from(unsignedVarint(value < 0 ? -2 * value - 1 : 2 * value));
}

/** A trace as differences between its samples. */
export function differential(values: readonly number[]): Uint8Array {
  return concat(...values.map((value, i) => varint(value - (i === 0 ? 0 : values[i - 1]))));
}

/** 16-bit numbers. */
export function shorts(...values: readonly number[]): Uint8Array {
  return new Uint8Array(Int16Array.from(values).buffer);
}

/** A 32-bit number. */
export function int(value: number): Uint8Array {
  return new Uint8Array(Int32Array.of(value).buffer);
}

/** Pixels of the written sums that are there, and their high and low gains. */
export const writtenSums = {
  nPixels: 40,
  pixels: [0, 3, 15, 16, 17, 38],
  high: [500, 480, 9000, 300, 70_000, 512],
  low: [90, 91, 600, 80, 8000, 95],
};

/** Zero-suppressed ADC sums of two gains and 40 pixels, as bit patterns (1) or a list (2). */
export function writeAdcSums(mode: 1 | 2): Uint8Array {
  const { nPixels, pixels, high, low } = writtenSums;
  const head = concat(int(nPixels), shorts(2));
  if (mode === 1) {
    const groups = [0, 16, 32].map((first) => {
      const inside = pixels.flatMap((pixel, i) =>
        pixel >= first && pixel < first + 16 ? [{ bit: pixel - first, i }] : [],
      );
      const pattern = inside.reduce((bits, { bit }) => bits | (1 << bit), 0);
      return concat(
        shorts(pattern),
        differential(inside.map(({ i }) => low[i])),
        differential(inside.map(({ i }) => high[i])),
      );
    });
    return concat(head, ...groups);
  }
  // Pixel 3 without low gain, pixel 38 without low gain and with the high gain in one byte.
  const marks = [0, 0x2000, 0, 0, 0, 0x6000];
  return concat(
    head,
    shorts(pixels.length, ...pixels.map((pixel, i) => pixel | marks[i])),
    differential([0, 2, 3, 4].map((i) => low[i])),
    differential([0, 1, 2, 3, 4].map((i) => high[i])),
    Uint8Array.of(212),
  );
}

/** Sample of the written traces. */
export function writtenSample(channel: number, pixel: number, sample: number): number {
  return 300 + 100 * channel + ((pixel * 37 + sample * sample * 11) % 200);
}

/** Pixels that the written samples hold: 5, 7 to 9, and 39. */
export const writtenPixels = [5, 7, 8, 9, 39];

/** Zero-suppressed samples of two gains, 40 pixels and 30 samples. */
export function writeSuppressedSamples(): Uint8Array {
  const traces = [0, 1].flatMap((channel) =>
    writtenPixels.map((pixel) =>
      differential(
        Array.from({ length: 30 }, (_, sample) => writtenSample(channel, pixel, sample)),
      ),
    ),
  );
  return concat(
    int(40),
    shorts(2, 30),
    varint(3),
    varint(-5 - 1),
    varint(7),
    varint(9),
    varint(-39 - 1),
    ...traces,
  );
}
