import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fletcher32, packRows, shuffleBytes } from '../../../core/native/hdf5-chunk.ts';

/** The definition, written out: sums of 16-bit big-endian words modulo 65535. */
function fletcherByDefinition(bytes: Uint8Array): number {
  let low = 0;
  let high = 0;
  for (let i = 0; i < bytes.length; i += 2) {
    low = (low + bytes[i] * 256 + (bytes[i + 1] ?? 0)) % 65535;
    high = (high + low) % 65535;
  }
  return high * 65536 + low;
}

describe('fletcher32', () => {
  it('is the checksum by its definition, over two pieces', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 3000 }),
        fc.uint8Array({ maxLength: 3000 }),
        async (first, tail) => {
          const head = first.subarray(0, first.length - (first.length % 2));
          const whole = fletcherByDefinition(Uint8Array.from([...head, ...tail]));
          const sum = await fletcher32(head, tail);
          // 0 and 65535 are the same number here; the HDF5 library folds sums, so it keeps 65535.
          const residue = (word: number) => word % 65535;
          expect(residue(sum >>> 16)).toBe(residue(whole >>> 16));
          expect(residue(sum & 0xffff)).toBe(residue(whole & 0xffff));
        },
      ),
    );
  });

  it('keeps the nonzero form of a sum that folds to zero, as the HDF5 library does', async () => {
    expect(await fletcher32(Uint8Array.of(255, 255), new Uint8Array(0))).toBe(0xffffffff);
    expect(await fletcher32(new Uint8Array(0), new Uint8Array(0))).toBe(0);
  });

  it('refuses a first piece of odd length', async () => {
    await expect(fletcher32(new Uint8Array(3), new Uint8Array(2))).rejects.toThrow('head has 3');
  });
});

describe('shuffleBytes', () => {
  it('brings the bytes of the same place together', async () => {
    const output = new Uint8Array(8);
    await shuffleBytes(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8), 3, output);
    expect([...output]).toEqual([1, 4, 2, 5, 3, 6, 7, 8]);
  });

  it('puts byte j of element i at j · n + i for any size', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 2000 }),
        fc.integer({ min: 1, max: 300 }),
        async (input, size) => {
          const output = new Uint8Array(input.length);
          await shuffleBytes(input, size, output);
          const n = Math.floor(input.length / size);
          const expected = input.slice();
          for (let i = 0; i < n; i++) {
            for (let j = 0; j < size; j++) expected[j * n + i] = input[i * size + j];
          }
          expect(output).toEqual(expected);
        },
      ),
    );
  });

  it('refuses what does not fit', async () => {
    await expect(shuffleBytes(new Uint8Array(4), 2, new Uint8Array(3))).rejects.toThrow(
      'output has 3',
    );
    await expect(shuffleBytes(new Uint8Array(4), 0, new Uint8Array(4))).rejects.toThrow('not 0');
  });
});

describe('packRows', () => {
  const columns = [
    { bytes: Uint8Array.of(1, 2, 3), width: 1, offset: 0 },
    { bytes: Uint8Array.from({ length: 15 }, (_, i) => 10 + i), width: 5, offset: 1 },
    { bytes: Uint8Array.of(50, 51, 60, 61, 70, 71), width: 2, offset: 6 },
  ];

  it('lays columns side by side', async () => {
    const rows = new Uint8Array(16);
    await packRows(columns, 8, rows, 1);
    expect([...rows]).toEqual([2, 15, 16, 17, 18, 19, 60, 61, 3, 20, 21, 22, 23, 24, 70, 71]);
  });

  it('takes chosen rows in their order', async () => {
    const rows = new Uint8Array(16);
    await packRows(columns, 8, rows, Int32Array.of(2, 0));
    expect([...rows]).toEqual([3, 20, 21, 22, 23, 24, 70, 71, 1, 10, 11, 12, 13, 14, 50, 51]);
  });

  it('refuses rows and columns that reach beyond their arrays', async () => {
    const rows = new Uint8Array(16);
    await expect(packRows(columns, 8, rows, 2)).rejects.toThrow('beyond their columns');
    await expect(packRows(columns, 8, rows, -1)).rejects.toThrow('not -1');
    await expect(packRows(columns, 8, rows, Int32Array.of(0, 3))).rejects.toThrow('beyond');
    await expect(packRows(columns, 8, rows, Int32Array.of(0, -1))).rejects.toThrow('beyond');
    await expect(packRows(columns, 8, rows, Int32Array.of(0))).rejects.toThrow('source has 1');
    await expect(packRows(columns, 7, rows.subarray(0, 14), 0)).rejects.toThrow('not 6');
    await expect(packRows(columns, 8, rows.subarray(0, 15), 0)).rejects.toThrow('beyond');
  });
});
