import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnArrays } from '../../../../core/foundation/column-arrays.ts';
import type { Compression } from '../../../../core/formats/hdf5/chunk-codec.ts';
import { Hdf5Writer } from '../../../../core/formats/hdf5/hdf5-writer.ts';
import { type TableMember, memberElements } from '../../../../core/formats/hdf5/member-type.ts';
import { openHdf5 } from '../../../../core/formats/hdf5/open-hdf5.ts';
import type { ColumnData, DType } from '../../../../core/foundation/table.ts';
import { dataFile } from '../../../data-folder.ts';
import { temporaryFolder } from '../../../temporary-folder.ts';

const folder = temporaryFolder();

async function writeTable(
  file: string,
  members: readonly TableMember[],
  columns: readonly Uint8Array[],
  nRows: number,
  compression: Compression = 'blosc:zstd',
): Promise<void> {
  const writer = await Hdf5Writer.create(file, { overwrite: true, compression });
  await writer.createTable('/t', members).append(columns, nRows);
  await writer.close();
}

/** Random columns: name, type, shape and the bytes of all rows. */
const randomTable = fc
  .tuple(
    fc.integer({ min: 0, max: 40 }),
    fc.uniqueArray(
      fc.record({
        name: fc.string({ minLength: 1, maxLength: 12 }).filter((name) => !name.includes('\0')),
        dtype: fc.constantFrom(...(Object.keys(columnArrays) as DType[])),
        shape: fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 3 }),
        seed: fc.integer(),
      }),
      { minLength: 1, maxLength: 8, selector: ({ name }) => name },
    ),
    fc.constantFrom<Compression>('blosc:zstd', 'deflate', 'none'),
  )
  .map(([nRows, columns, compression]) => ({ nRows, columns, compression }));

/** Bytes that look like anything, among them NaN and infinities of floats. */
function noise(length: number, seed: number): Uint8Array {
  let state = seed | 1;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return state >>> 24;
  });
}

describe('openHdf5', () => {
  it('reads back whatever tables are written', async () => {
    const file = path.join(folder, 'random.h5');
    await fc.assert(
      fc.asyncProperty(randomTable, async ({ nRows, columns, compression }) => {
        const members = columns.map(({ name, dtype, shape }): TableMember => ({
          name,
          type: { kind: dtype },
          shape,
        }));
        const bytes = members.map((member, i) => {
          const { BYTES_PER_ELEMENT: size } = columnArrays[columns[i].dtype];
          const random = noise(nRows * memberElements(member) * size, columns[i].seed);
          return columns[i].dtype === 'bool' ? random.map((byte) => byte & 1) : random;
        });
        await writeTable(file, members, bytes, nRows, compression);
        const opened = await openHdf5(file);
        const table = await opened.readRows('/t');
        await opened.close();
        expect(table.nRows).toBe(nRows);
        table.columns.forEach((column, i) => {
          if (!('data' in column)) throw new Error('text');
          expect(column.meta.name).toBe(columns[i].name);
          expect(column.meta.dtype).toBe(columns[i].dtype);
          expect(column.meta.shape ?? []).toEqual(columns[i].shape);
          const { buffer, byteOffset, byteLength } = column.data;
          expect(Buffer.from(buffer, byteOffset, byteLength).equals(bytes[i])).toBe(true);
        });
      }),
      { numRuns: 60 },
    );
  });

  it('reads big-endian numbers', async () => {
    const file = path.join(folder, 'big-endian.h5');
    const member: TableMember = { name: 'x', type: { kind: 'uint32' }, shape: [2] };
    const stored = Uint8Array.of(0, 0, 1, 2, 0, 0, 0, 5, 255, 0, 0, 0, 0, 1, 0, 0);
    await writeTable(file, [member], [stored], 2, 'none');
    // The byte order is bit 0 of the second byte of the element's type message.
    const bytes = readFileSync(file);
    const type = bytes.indexOf(Buffer.from([0x10, 0, 0, 0, 4, 0, 0, 0, 0, 0, 32, 0]));
    bytes[type + 1] |= 1;
    writeFileSync(file, bytes);
    const opened = await openHdf5(file);
    const table = await opened.readRows('/t');
    await opened.close();
    expect(table.columns).toMatchObject([{ data: Uint32Array.of(0x102, 5, 0xff000000, 0x10000) }]);
  });

  it('reads parts of a table and chosen columns', async () => {
    const file = path.join(folder, 'parts.h5');
    const nRows = 100_000;
    const x = Float64Array.from({ length: nRows }, (_, i) => i / 4);
    const members: TableMember[] = [
      { name: 'x', type: { kind: 'float64' } },
      { name: 'pad', type: { kind: 'uint8' }, shape: [3] },
    ];
    await writeTable(file, members, [new Uint8Array(x.buffer), new Uint8Array(3 * nRows)], nRows);
    const opened = await openHdf5(file);
    const table = await opened.readRows('/t', { start: 70_000, count: 20_001, columns: ['x'] });
    expect(table.columns).toMatchObject([{ data: x.subarray(70_000, 90_001) }]);
    await expect(opened.readRows('/t', { start: 99_999, count: 2 })).rejects.toThrow('100000 rows');
    await expect(opened.readRows('/t', { columns: ['y'] })).rejects.toThrow('no column "y"');
    await opened.close();
    await expect(opened.readRows('/t')).rejects.toThrow('has been closed');
  });

  it('reads what ctapipe and others wrote: blosc, vlen attributes, text columns', async () => {
    const file = dataFile(
      'generated-with-upstream/ctapipe-0.30.0/gamma_diffuse_run10_nectarcam.dl2.h5',
    );
    const opened = await openHdf5(file);
    const table = await opened.readRows('/dl1/event/telescope/parameters/tel_009', {
      columns: ['event_id', 'hillas_intensity', 'hillas_length', 'hillas_width'],
    });
    // Values as the README of the data folder states them.
    const column = (i: number) =>
      Array.from((table.columns[i] as { data: ColumnData }).data, Number);
    const row = column(0).indexOf(2009);
    expect(column(1)[row]).toBeCloseTo(234.986647, 6);
    expect(column(2)[row]).toBeCloseTo(0.157317, 6);
    expect(column(3)[row]).toBeCloseTo(0.095894, 6);
    const layout = await opened.readRows('/configuration/instrument/subarray/layout', {
      columns: ['camera_name'],
    });
    expect(layout.columns).toMatchObject([{ text: Array<string>(9).fill('MSTx-NectarCam') }]);
    expect(await opened.attributes('/')).toMatchObject({
      'CTA PRODUCT DATA MODEL VERSION': 'v7.4.0',
      'CTA PROCESS SUBTYPE': '',
    });
    await opened.close();
  });

  it('does not keep a program alive that has closed its files', () => {
    const file = path.join(folder, 'big-endian.h5');
    const module = new URL('../../../../core/formats/hdf5/open-hdf5.ts', import.meta.url).href;
    const program = [
      `const { openHdf5 } = await import(${JSON.stringify(module)});`,
      `const file = await openHdf5(${JSON.stringify(file)});`,
      "console.log((await file.describe('/t')).nRows);",
      'await file.close();',
    ].join('\n');
    const run = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
      encoding: 'utf8',
      timeout: 30_000,
    });
    expect([run.status, run.stdout, run.stderr]).toEqual([0, '2\n', '']);
  });

  it('says in one sentence what cannot be read', async () => {
    const missing = path.join(folder, 'missing.h5');
    await expect(openHdf5(missing)).rejects.toMatchObject({ code: 'file-not-found' });
    await expect(openHdf5(folder)).rejects.toMatchObject({ code: 'file-unreadable' });
    const text = path.join(folder, 'text.h5');
    writeFileSync(text, 'not an HDF5 file');
    await expect(openHdf5(text)).rejects.toMatchObject({ code: 'format-unknown' });
    writeFileSync(text, '');
    await expect(openHdf5(text)).rejects.toMatchObject({ code: 'format-unknown' });
    const headOnly = path.join(folder, 'head.h5');
    writeFileSync(headOnly, Uint8Array.of(0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a));
    await expect(openHdf5(headOnly)).rejects.toMatchObject({ code: 'format-damaged' });

    const file = path.join(folder, 'kinds.h5');
    await writeTable(file, [{ name: 'x', type: { kind: 'int8' } }], [Uint8Array.of(1)], 1);
    const opened = await openHdf5(file);
    expect(await opened.kind('/t')).toBe('dataset');
    expect(await opened.kind('/t/u')).toBeUndefined();
    await expect(opened.children('/t')).rejects.toMatchObject({ code: 'format-unsupported' });
    await expect(opened.describe('/')).rejects.toMatchObject({ code: 'format-unsupported' });
    await expect(opened.readText('/t')).rejects.toMatchObject({ code: 'format-unsupported' });
    await expect(opened.attributes('/u')).rejects.toThrow('has no /u');
    await opened.close();
  });

  it('notices rows that were damaged after they were written', async () => {
    const file = path.join(folder, 'damaged.h5');
    const rows = noise(50_000, 3);
    await writeTable(file, [{ name: 'x', type: { kind: 'uint8' } }], [rows], rows.length, 'none');
    const bytes = readFileSync(file);
    const at = bytes.indexOf(Buffer.from(rows.subarray(20_000, 20_016)));
    expect(at).toBeGreaterThan(0);
    bytes[at] ^= 4;
    writeFileSync(file, bytes);
    const opened = await openHdf5(file);
    await expect(opened.readRows('/t')).rejects.toMatchObject({
      code: 'format-damaged',
      message: `${file} is damaged at /t; get a new copy of the file.`,
    });
    await opened.close();
  });
});
