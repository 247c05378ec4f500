import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  type FitsColumnData,
  type FitsRowRange,
  readFitsColumns,
} from '../../../../core/formats/fits/read-fits-columns.ts';
import { walkFits } from '../../../../core/formats/fits/walk-fits.ts';
import {
  card,
  emptyPrimary,
  fitsFile,
  fitsTable,
  type FitsTestColumn,
  type FitsUnit,
  float32,
  float64,
  int16,
  int32,
  int64,
} from '../../../fits-bytes.ts';
import { temporaryFolder } from '../../../temporary-folder.ts';

const folder = temporaryFolder();
let files = 0;

async function read(unit: FitsUnit, names: readonly string[], rows: FitsRowRange = {}) {
  const file = path.join(folder, `${++files}.fits`);
  writeFileSync(file, fitsFile([emptyPrimary, unit]));
  let found: Partial<Record<string, FitsColumnData>> = {};
  await walkFits(file, {}, async (hdu, readData) => {
    if (hdu.index === 1) found = await readFitsColumns(hdu, file, readData, names, rows);
  });
  return found;
}

const column = (
  form: string,
  rows: readonly Buffer[],
  more: FitsTestColumn['more'] = {},
): FitsTestColumn => ({
  name: 'COLUMN',
  form,
  rows,
  more,
});

describe('readFitsColumns', () => {
  it.each<[string, FitsTestColumn, FitsColumnData]>([
    [
      'logicals',
      column('2L', [Buffer.from('TF'), Buffer.from('\0T')]),
      new Uint8Array([1, 0, 0, 1]),
    ],
    ['bytes', column('B', [Buffer.from([0]), Buffer.from([255])]), new Uint8Array([0, 255])],
    [
      'signed bytes',
      column('B', [Buffer.from([0]), Buffer.from([255])], { TZERO: '-128' }),
      new Int8Array([-128, 127]),
    ],
    ['int16', column('I', [int16(-32768), int16(32767)]), new Int16Array([-32768, 32767])],
    [
      'uint16',
      column('1I', [int16(-32768), int16(32767)], { TZERO: '32768' }),
      new Uint16Array([0, 65535]),
    ],
    ['int32', column('2J', [int32(1, -2)]), new Int32Array([1, -2])],
    [
      'uint32',
      column('J', [int32(-2147483648)], { TZERO: '2147483648', TSCAL: '1' }),
      new Uint32Array([0]),
    ],
    [
      'int64',
      column('K', [int64(-(2n ** 63n)), int64(2n ** 53n + 1n)]),
      new BigInt64Array([-(2n ** 63n), 2n ** 53n + 1n]),
    ],
    [
      'uint64',
      column('K', [int64(2n ** 63n - 1n)], { TZERO: '9223372036854775808' }),
      new BigUint64Array([2n ** 64n - 1n]),
    ],
    ['float32', column('2E', [float32(0.5, NaN)]), new Float32Array([0.5, NaN])],
    ['float64', column('D', [float64(0.1)]), new Float64Array([0.1])],
    [
      'scaled whole numbers',
      column('I', [int16(10), int16(-99)], { TSCAL: '0.5', TZERO: '100', TNULL: '-99' }),
      new Float64Array([105, NaN]),
    ],
    ['texts', column('6A', [Buffer.from('ab    '), Buffer.from('cd\0xyz')]), ['ab', 'cd']],
  ])('reads %s', async (_, one, expected) => {
    expect((await read(fitsTable([one]), ['COLUMN'])).COLUMN).toStrictEqual(expected);
  });

  it('finds columns in any order, in capitals or not, and leaves out what is not there', async () => {
    const unit = fitsTable([
      { name: 'Energy', form: 'E', rows: [float32(1.5)] },
      { name: 'flags', form: '12X', rows: [Buffer.from([255, 240])] },
      { name: 'TIME', form: 'D', rows: [float64(7)] },
    ]);
    expect(await read(unit, ['TIME', 'ENERGY', 'NONE'])).toEqual({
      TIME: new Float64Array([7]),
      ENERGY: new Float32Array([1.5]),
    });
  });

  it('reads some rows of a table longer than a piece', async () => {
    const rows = Array.from({ length: 3000 }, (_, i) => int32(i));
    const wide = rows.map(() => Buffer.alloc(1000));
    const unit = fitsTable([
      { name: 'N', form: 'J', rows },
      { name: 'W', form: '1000B', rows: wide },
    ]);
    const all = (await read(unit, ['N'])).N as Int32Array;
    expect([...all]).toEqual(rows.map((_, i) => i));
    expect((await read(unit, ['N'], { firstRow: 2998, nRows: 9 })).N).toEqual(
      new Int32Array([2998, 2999]),
    );
    expect((await read(unit, ['N'], { firstRow: 5000 })).N).toEqual(new Int32Array([]));
  });

  it.each([
    ['complex', 'C', 8],
    ['bits', '8X', 1],
    ['variable length', '1PE(3)', 8],
  ])('says that it does not read %s columns', async (_, form, length) => {
    const unit = fitsTable([column(form, [Buffer.alloc(length)])]);
    await expect(read(unit, ['COLUMN'])).rejects.toMatchObject({ code: 'format-unsupported' });
  });

  it('refuses columns that do not fit into the row', async () => {
    const unit = fitsTable([column('E', [float32(1)])]);
    const cards = unit.cards.map((line) =>
      line.startsWith('TFORM1') ? card('TFORM1', "'9999E'") : line,
    );
    await expect(read({ ...unit, cards }, ['COLUMN'])).rejects.toMatchObject({
      code: 'format-damaged',
    });
  });

  it.each(["'Z'", "''", "'99999999999999999999E'", '12'])('refuses a form of %s', async (form) => {
    const unit = fitsTable([column('E', [float32(1)])]);
    const cards = unit.cards.map((line) =>
      line.startsWith('TFORM1') ? card('TFORM1', form) : line,
    );
    await expect(read({ ...unit, cards }, ['COLUMN'])).rejects.toMatchObject({
      code: 'format-damaged',
    });
  });

  it('does not take tables into memory that are too large for it', async () => {
    const unit = fitsTable([column('D', [float64(1)])]);
    const cards = unit.cards.map((line) =>
      line.startsWith('NAXIS2') ? card('NAXIS2', '100000000') : line,
    );
    await expect(read({ ...unit, cards }, ['COLUMN'])).rejects.toMatchObject({
      code: 'format-unsupported',
    });
  });
});
