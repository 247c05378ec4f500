import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { addToChecksum } from '../../../../core/formats/fits/fits-checksum.ts';
import { readFitsColumns } from '../../../../core/formats/fits/read-fits-columns.ts';
import { walkFits } from '../../../../core/formats/fits/walk-fits.ts';
import { type FitsFile, writeFits } from '../../../../core/formats/fits/write-fits.ts';
import { temporaryFolder } from '../../../temporary-folder.ts';

const folder = temporaryFolder();
const nRows = 1000;
const rows = Array.from({ length: nRows }, (_, i) => i);
const columns = {
  REAL: Float64Array.from(rows, Math.sin),
  SHORT_REAL: Float32Array.from(rows, Math.cos),
  UNSIGNED: Uint32Array.from(rows, (i) => 4_294_967_295 - i),
  SIGNED: Int32Array.from(rows, (i) => -i),
  SMALL: Uint16Array.from(rows, (i) => 65_535 - i),
  LITTLE: Int16Array.from(rows, (i) => i - 500),
  BYTE: Uint8Array.from(rows),
  SIGNED_BYTE: Int8Array.from(rows),
  LONG: BigInt64Array.from(rows, (i) => -(BigInt(i) << 40n)),
  UNSIGNED_LONG: BigUint64Array.from(rows, (i) => (1n << 63n) + BigInt(i)),
  TEXT: rows.map((i) => `row ${i}`),
} as const;
const content: FitsFile = {
  primary: [{ keyword: 'ORIGIN', value: 'a text that is too long for one card '.repeat(4).trim() }],
  tables: [
    {
      name: 'EVENTS',
      nRows,
      columns: [
        ...Object.entries(columns).map(([name, data]) => ({ name, data, unit: 's' })),
        { name: 'FLAG', data: Uint8Array.from(rows, (i) => i % 2), isLogical: true },
        {
          name: 'MATRIX',
          data: Float32Array.from({ length: 6 * nRows }, (_, i) => i),
          shape: [2, 3],
        },
      ],
      header: [{ keyword: 'DEADC', value: 0.97 }],
    },
    { name: 'EMPTY', nRows: 0, columns: [{ name: 'A', data: new Float64Array(0) }] },
  ],
};

describe('writeFits', () => {
  it.each(['plain.fits', 'packed.fits.gz'])(
    'writes tables that are read back (%s)',
    async (name) => {
      const file = path.join(folder, name);
      await writeFits(file, content);
      const compression = name.endsWith('.gz') ? 'gzip' : 'none';
      const found: unknown[] = [];
      const { hdus, problem } = await walkFits(file, { compression }, async (hdu, readData) => {
        if (hdu.name !== 'EVENTS') return;
        found.push(await readFitsColumns(hdu, file, readData, Object.keys(columns)));
        const { FLAG, MATRIX } = await readFitsColumns(hdu, file, readData, ['FLAG', 'MATRIX']);
        expect(FLAG).toEqual(Uint8Array.from(rows, (i) => i % 2));
        expect(MATRIX).toEqual(Float32Array.from({ length: 6 * nRows }, (_, i) => i));
        expect(hdu.header.text('TDIM13')).toBe('(3,2)');
        expect(hdu.header.number('DEADC')).toBe(0.97);
      });
      expect(problem).toBeUndefined();
      expect(found).toEqual([columns]);
      expect(hdus.map((hdu) => hdu.name)).toEqual(['', 'EVENTS', 'EMPTY']);
      expect(hdus[0].header.text('ORIGIN')).toBe(
        content.primary?.map((entry) => 'value' in entry && entry.value)[0],
      );
    },
  );

  it('gives every HDU a checksum that holds, in whole blocks', async () => {
    const file = path.join(folder, 'sums.fits');
    await writeFits(file, content);
    const bytes = readFileSync(file);
    const { hdus } = await walkFits(file);
    expect(bytes.length % 2880).toBe(0);
    for (const [i, hdu] of hdus.entries()) {
      const end = hdus.at(i + 1)?.headerOffset ?? bytes.length;
      expect(addToChecksum(bytes.subarray(hdu.headerOffset, end))).toBe(0xffffffff);
      const data = bytes.subarray(hdu.dataOffset, end);
      expect(hdu.header.text('DATASUM')).toBe(String(addToChecksum(data)));
    }
  });

  it('writes the same bytes packed and plain', async () => {
    const [plain, packed] = ['one.fits', 'one.fits.gz'].map((name) => path.join(folder, name));
    await writeFits(plain, content);
    await writeFits(packed, content);
    expect(gunzipSync(readFileSync(packed)).equals(readFileSync(plain))).toBe(true);
  });

  it('leaves nothing when it fails or is stopped, and replaces only what it may', async () => {
    const file = path.join(folder, 'kept.fits');
    writeFileSync(file, 'mine');
    const before = readdirSync(folder);
    await expect(writeFits(file, content)).rejects.toMatchObject({ code: 'file-exists' });
    const broken = {
      tables: [{ name: 'A', nRows: 2, columns: [{ name: 'B', data: new Float64Array(3) }] }],
    };
    await expect(writeFits(file, broken, { overwrite: true })).rejects.toMatchObject({
      code: 'argument-invalid',
    });
    const stopped = { overwrite: true, signal: AbortSignal.abort() };
    await expect(writeFits(file, content, stopped)).rejects.toMatchObject({ code: 'cancelled' });
    const missing = path.join(folder, 'no/such/folder.fits');
    await expect(writeFits(missing, content)).rejects.toMatchObject({ code: 'file-unwritable' });
    expect(readFileSync(file, 'utf8')).toBe('mine');
    expect(readdirSync(folder)).toEqual(before);
  });

  it('refuses texts and arrays that FITS cannot hold', async () => {
    const file = path.join(folder, 'refused.fits');
    const table = (data: FitsFile['tables'][0]['columns'][0]['data']) => ({
      tables: [{ name: 'A', nRows: 2, columns: [{ name: 'B', data }] }],
    });
    for (const data of [
      ['α', 'β'],
      ['one'],
      { values: new Float32Array(3), offsets: Uint32Array.of(0, 2, 1) },
      { values: new Float32Array(3), offsets: Uint32Array.of(0, 1, 2) },
      { values: new Float32Array(3), offsets: Uint32Array.of(0, 3) },
    ]) {
      await expect(writeFits(file, table(data))).rejects.toMatchObject({
        code: 'argument-invalid',
      });
    }
  });
});
