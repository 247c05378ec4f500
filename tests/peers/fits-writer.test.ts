import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeFits } from '../../core/formats/fits/write-fits.ts';
import { peerFolder, runPeer } from './run-peer.ts';

const nRows = 20_000;
const rows = Array.from({ length: nRows }, (_, i) => i);
const numbers = {
  F64: Float64Array.from(rows, Math.sin),
  F32: Float32Array.from(rows, Math.cos),
  U32: Uint32Array.from(rows, (i) => 4_294_967_295 - i),
  I32: Int32Array.from(rows, (i) => -i),
  U16: Uint16Array.from(rows, (i) => 65_535 - i),
  I16: Int16Array.from(rows, (i) => i - 500),
  U8: Uint8Array.from(rows),
  I8: Int8Array.from(rows),
  I64: BigInt64Array.from(rows, (i) => -(BigInt(i) << 40n)),
  U64: BigUint64Array.from(rows, (i) => (1n << 63n) + BigInt(i)),
};
const origin = "it's a text that is too long for one card ".repeat(5).trim();

describe.each(['plain.fits', 'packed.fits.gz'])(
  'a FITS file of ours read by astropy (%s)',
  (name) => {
    it('has our values, units, texts and sums', async () => {
      const file = path.join(peerFolder('fits-writer'), name);
      const lengths = rows.map((i) => i % 3);
      const offsets = new Uint32Array(nRows + 1);
      for (const i of rows) offsets[i + 1] = offsets[i] + lengths[i];
      const values = Float32Array.from({ length: offsets[nRows] }, (_, i) => i);
      await writeFits(file, {
        primary: [{ keyword: 'ORIGIN', value: origin }],
        tables: [
          {
            name: 'EVENTS',
            nRows,
            columns: [
              ...Object.entries(numbers).map(([column, data]) => ({
                name: column,
                data,
                unit: 's',
              })),
              { name: 'L', data: Uint8Array.from(rows, (i) => i % 2), isLogical: true },
              { name: 'S', data: rows.map((i) => `row ${i}`) },
              { name: 'ARRAYS', data: { values, offsets } },
            ],
          },
          { name: 'EMPTY', nRows: 0, columns: [{ name: 'A', data: new Float64Array(0) }] },
        ],
      });
      const { arrays, notes } = await runPeer('fits-writer.py', [file]);
      for (const [column, data] of Object.entries(numbers)) {
        expect(arrays.get(column)?.data, column).toEqual(data);
      }
      expect(arrays.get('L')?.data).toEqual(Uint8Array.from(rows, (i) => i % 2));
      expect(arrays.get('ARRAYS')?.data).toEqual(values);
      expect(notes['ARRAYS lengths']).toEqual(lengths);
      expect(notes.S).toEqual(rows.map((i) => `row ${i}`));
      expect(notes.names).toEqual(['PRIMARY', 'EVENTS', 'EMPTY']);
      expect(notes.units).toEqual([...Object.keys(numbers).map(() => 's'), '', '', '']);
      expect(notes.origin).toBe(origin);
    });
  },
);
