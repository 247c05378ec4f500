import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { walkFits } from '../../../../core/formats/fits/walk-fits.ts';
import { card, emptyPrimary, fitsFile, fitsHeader, fitsTable, int16 } from '../../../fits-bytes.ts';
import { temporaryFolder } from '../../../temporary-folder.ts';

const folder = temporaryFolder();

function write(name: string, bytes: Buffer): string {
  const file = path.join(folder, name);
  writeFileSync(file, bytes);
  return file;
}

const table = (name: string, nRows: number) =>
  fitsTable(
    [{ name: 'ID', form: 'I', rows: Array.from({ length: nRows }, (_, i) => int16(i)) }],
    [card('EXTNAME', `'${name}'`)],
  );

const image = (axes: readonly number[], bitpix: number, more: readonly string[] = []) => ({
  cards: [
    card('XTENSION', "'IMAGE'"),
    card('BITPIX', String(bitpix)),
    card('NAXIS', String(axes.length)),
    ...axes.map((n, i) => card(`NAXIS${i + 1}`, String(n))),
    ...more,
  ],
  data: Buffer.alloc((Math.abs(bitpix) / 8) * axes.reduce((a, b) => a * b, 1)),
});

describe('walkFits', () => {
  const units = [emptyPrimary, table('A', 3), image([5, 7], -32), table('B', 2000)];
  const bytes = fitsFile(units);

  it.each([
    ['plain', 'none', bytes],
    ['gzip', 'gzip', gzipSync(bytes)],
    [
      'gzip of two members',
      'gzip',
      Buffer.concat([gzipSync(bytes.subarray(0, 4000)), gzipSync(bytes.subarray(4000))]),
    ],
    ['Zstandard', 'zstd', zstdCompressSync(bytes)],
  ] as const)('finds all units of a %s file', async (name, compression, content) => {
    const walk = await walkFits(write(name, content), { compression });
    expect(walk.problem).toBeUndefined();
    expect(walk.hdus.map((hdu) => [hdu.name, hdu.kind, hdu.nRows, hdu.dataBytes])).toEqual([
      ['', 'image', 0, 0],
      ['A', 'bintable', 3, 6],
      ['', 'image', 0, 140],
      ['B', 'bintable', 2000, 4000],
    ]);
  });

  it('lets every visitor read the data of its unit', async () => {
    const found: Buffer[] = [];
    await walkFits(write('read', gzipSync(bytes)), { compression: 'gzip' }, async (hdu, read) => {
      if (hdu.name === 'B')
        found.push(Buffer.from(await read(2, 4)), Buffer.from(await read(3998, 100)));
    });
    expect(found).toEqual([int16(1, 2), int16(1999)]);
  });

  it('passes over the heap of variable-length arrays and takes a file without padding at its end', async () => {
    const withHeap = fitsTable(
      [{ name: 'V', form: '1PJ(3)', rows: [Buffer.alloc(8)] }],
      [card('EXTNAME', "'HEAP'")],
      Buffer.alloc(5000),
    );
    const content = fitsFile([emptyPrimary, withHeap, table('LAST', 1)]);
    const cut = content.subarray(0, content.length - 2878);
    const walk = await walkFits(write('heap', cut));
    expect(walk.hdus.map((hdu) => hdu.name)).toEqual(['', 'HEAP', 'LAST']);
    expect(walk.hdus[1].dataBytes).toBe(5008);
    expect(walk.problem).toBeUndefined();
  });

  it('knows random groups and data in the primary unit', async () => {
    const groups = fitsFile([
      {
        cards: [
          card('SIMPLE', 'T'),
          card('BITPIX', '16'),
          card('NAXIS', '3'),
          card('NAXIS1', '0'),
          card('NAXIS2', '4'),
          card('NAXIS3', '5'),
          card('GROUPS', 'T'),
          card('PCOUNT', '6'),
          card('GCOUNT', '10'),
        ],
        data: Buffer.alloc(2 * 10 * (6 + 20)),
      },
      table('AFTER', 1),
    ]);
    const walk = await walkFits(write('groups', groups));
    expect(walk.hdus.map((hdu) => [hdu.kind, hdu.dataBytes])).toEqual([
      ['groups', 520],
      ['bintable', 2],
    ]);
  });

  it('ends where something else follows the last unit', async () => {
    const content = Buffer.concat([bytes, Buffer.from('something else'.repeat(300))]);
    const walk = await walkFits(write('trailing', content));
    expect(walk.hdus).toHaveLength(4);
    expect(walk.problem).toBeUndefined();
  });

  it('says what is missing of a file that was cut in its data', async () => {
    const walk = await walkFits(write('cut-data', bytes.subarray(0, bytes.length - 2880)));
    expect(walk.hdus).toHaveLength(4);
    expect(walk.problem).toBe(
      'it ends early: 1120 of 4000 bytes of the data of HDU 3 (B) are missing',
    );
  });

  it('gives what stands before a header that was cut', async () => {
    const first = fitsFile([emptyPrimary, table('A', 3)]);
    const walk = await walkFits(
      write(
        'cut-header',
        Buffer.concat([first, fitsHeader(table('B', 1).cards).subarray(0, 1000)]),
      ),
    );
    expect(walk.hdus.map((hdu) => hdu.name)).toEqual(['', 'A']);
    expect(walk.problem).toBe('it ends early, in the header of HDU 2');
  });

  it('says where a compressed file was cut', async () => {
    const random = Buffer.from(Array.from({ length: 20_000 }, (_, i) => (i * 7919) % 251));
    const content = fitsFile([emptyPrimary, { ...image([20_000], 8), data: random }]);
    const zipped = gzipSync(content);
    const cut = zipped.subarray(0, zipped.length - 100);
    const walk = await walkFits(write('cut.gz', cut), { compression: 'gzip' });
    expect(walk.hdus).toHaveLength(2);
    expect(walk.problem).toBe(`the compressed file ends early at offset ${cut.length}`);
  });

  it.each([
    ['no FITS file', Buffer.from('not FITS'.repeat(500)), /does not begin as a FITS file/],
    [
      'a header without end',
      Buffer.from(card('SIMPLE', 'T').repeat(36)),
      /ends early, in the header of HDU 0/,
    ],
    [
      'no size',
      fitsFile([{ cards: [card('SIMPLE', 'T'), card('BITPIX', '8')] }]),
      /no valid NAXIS/,
    ],
    [
      'a negative size',
      fitsFile([
        {
          cards: [
            card('SIMPLE', 'T'),
            card('BITPIX', '8'),
            card('NAXIS', '1'),
            card('NAXIS1', '-1'),
          ],
        },
      ]),
      /no valid NAXIS1/,
    ],
    [
      'a size that is no number',
      fitsFile([{ cards: [card('SIMPLE', 'T'), card('BITPIX', '8'), card('NAXIS', "'many'")] }]),
      /no valid NAXIS/,
    ],
    [
      'a thousand axes',
      fitsFile([{ cards: [card('SIMPLE', 'T'), card('BITPIX', '8'), card('NAXIS', '1000')] }]),
      /no valid NAXIS/,
    ],
    [
      'an unknown type of data',
      fitsFile([{ cards: [card('SIMPLE', 'T'), card('BITPIX', '7'), card('NAXIS', '0')] }]),
      /no valid BITPIX/,
    ],
    [
      'more data than can be counted',
      fitsFile([
        {
          cards: [
            card('SIMPLE', 'T'),
            card('BITPIX', '64'),
            card('NAXIS', '2'),
            card('NAXIS1', '9007199254740991'),
            card('NAXIS2', '9007199254740991'),
          ],
        },
      ]),
      /more data than any file holds/,
    ],
  ])('refuses %s with a sentence', async (name, content, message) => {
    const file = write(name, content);
    await expect(walkFits(file)).rejects.toMatchObject({
      code: 'format-damaged',
      message: expect.stringMatching(message) as string,
      place: { path: file },
    });
  });

  it('does not believe a header in the middle', async () => {
    const liar = table('LIAR', 1);
    const cards = liar.cards.map((line) =>
      line.startsWith('NAXIS2') ? card('NAXIS2', '9007199254740991') : line,
    );
    const walk = await walkFits(
      write('liar', fitsFile([emptyPrimary, table('A', 1), { ...liar, cards }])),
    );
    expect(walk.hdus.map((hdu) => hdu.name)).toEqual(['', 'A']);
    expect(walk.problem).toMatch(/more data than any file holds/);
  });

  it('stops decompressing at the limit', async () => {
    const walk = await walkFits(
      write('bomb.gz', gzipSync(fitsFile([emptyPrimary, image([50_000_000], 8)]))),
      {
        compression: 'gzip',
        maxBytes: 4 << 20,
      },
    );
    expect(walk.hdus).toHaveLength(2);
    expect(walk.problem).toBe(`only its first ${4 << 20} bytes were looked at`);
  });

  it('stops when it is told', async () => {
    await expect(
      walkFits(write('cancel', bytes), { signal: AbortSignal.abort() }),
    ).rejects.toMatchObject({ code: 'cancelled' });
  });

  it.each(['none', 'gzip'] as const)('says when there is no file (%s)', async (compression) => {
    await expect(walkFits(path.join(folder, 'absent'), { compression })).rejects.toMatchObject({
      code: 'file-not-found',
    });
  });
});
