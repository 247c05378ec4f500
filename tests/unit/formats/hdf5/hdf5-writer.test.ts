import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Compression } from '../../../../core/formats/hdf5/chunk-codec.ts';
import { Hdf5Writer } from '../../../../core/formats/hdf5/hdf5-writer.ts';
import type { TableMember } from '../../../../core/formats/hdf5/member-type.ts';
import { openHdf5 } from '../../../../core/formats/hdf5/open-hdf5.ts';
import type { ColumnData, Table } from '../../../../core/foundation/table.ts';
import { temporaryFolder } from '../../../temporary-folder.ts';

const folder = temporaryFolder();
let files = 0;

function newFile(): string {
  return path.join(folder, `${String(files++)}.h5`);
}

function bytes(data: ColumnData): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

function column(table: Table, name: string): ColumnData | readonly string[] {
  const found = table.columns.find(({ meta }) => meta.name === name);
  if (found === undefined) throw new Error(`no column ${name}`);
  return 'data' in found ? found.data : found.text;
}

async function readBack(file: string, item: string): Promise<Table> {
  const opened = await openHdf5(file);
  try {
    return await opened.readRows(item);
  } finally {
    await opened.close();
  }
}

/** One column of every type, three rows. */
const everyType: { member: TableMember; data: ColumnData }[] = [
  { member: { name: 'f8', type: { kind: 'float64' } }, data: Float64Array.of(1.5, NaN, -Infinity) },
  { member: { name: 'f4', type: { kind: 'float32' } }, data: Float32Array.of(0.1, NaN, 3e38) },
  { member: { name: 'i1', type: { kind: 'int8' } }, data: Int8Array.of(-128, 0, 127) },
  { member: { name: 'i2', type: { kind: 'int16' } }, data: Int16Array.of(-32768, 0, 32767) },
  {
    member: { name: 'i4', type: { kind: 'int32' } },
    data: Int32Array.of(-(2 ** 31), 0, 2 ** 31 - 1),
  },
  {
    member: { name: 'i8', type: { kind: 'int64' } },
    data: BigInt64Array.of(-(2n ** 63n), 0n, 2n ** 63n - 1n),
  },
  { member: { name: 'u1', type: { kind: 'uint8' } }, data: Uint8Array.of(0, 1, 255) },
  { member: { name: 'u2', type: { kind: 'uint16' } }, data: Uint16Array.of(0, 1, 65535) },
  { member: { name: 'u4', type: { kind: 'uint32' } }, data: Uint32Array.of(0, 1, 2 ** 32 - 1) },
  {
    member: { name: 'u8', type: { kind: 'uint64' } },
    data: BigUint64Array.of(0n, 1n, 2n ** 64n - 1n),
  },
  { member: { name: 'b', type: { kind: 'bool' } }, data: Uint8Array.of(1, 0, 1) },
  {
    member: { name: 'image', type: { kind: 'float32' }, shape: [2, 2] },
    data: Float32Array.from({ length: 12 }, (_, i) => i / 8),
  },
  {
    member: { name: 'mask', type: { kind: 'bool' }, shape: [3] },
    data: Uint8Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1),
  },
  {
    member: { name: 'time', type: { kind: 'uint32' }, shape: [2] },
    data: Uint32Array.of(1, 2, 3, 4, 5, 4_000_000_000),
  },
];

describe('Hdf5Writer', () => {
  it.each<Compression>(['blosc:zstd', 'deflate', 'none'])(
    'writes every type so that it reads back unchanged (%s)',
    async (compression) => {
      const file = newFile();
      const writer = await Hdf5Writer.create(file, { compression });
      const table = writer.createTable(
        '/a/b/every',
        everyType.map(({ member }) => member),
      );
      await table.append(
        everyType.map(({ data }) => bytes(data)),
        3,
      );
      await writer.close();
      const read = await readBack(file, '/a/b/every');
      expect(read.nRows).toBe(3);
      for (const { member, data } of everyType) {
        expect(column(read, member.name), member.name).toEqual(data);
      }
    },
  );

  it('writes text of fixed length, also beyond ASCII', async () => {
    const file = newFile();
    const writer = await Hdf5Writer.create(file);
    const table = writer.createTable('/t', [{ name: 's', type: { kind: 'text', nBytes: 6 } }]);
    await table.append([Buffer.from('LST\0\0\0γ-ray\0')], 2);
    await writer.close();
    expect(column(await readBack(file, '/t'), 's')).toEqual(['LST', 'γ-ray']);
  });

  it('takes chosen rows in the order asked for', async () => {
    const file = newFile();
    const writer = await Hdf5Writer.create(file);
    const table = writer.createTable('/t', [{ name: 'x', type: { kind: 'float64' } }]);
    await table.append([bytes(Float64Array.of(10, 11, 12, 13))], Int32Array.of(3, 0, 0));
    await writer.close();
    expect(column(await readBack(file, '/t'), 'x')).toEqual(Float64Array.of(13, 10, 10));
  });

  it('keeps the order of appends that are not waited for', async () => {
    const file = newFile();
    const writer = await Hdf5Writer.create(file);
    const table = writer.createTable('/t', [{ name: 'x', type: { kind: 'int32' } }]);
    const nAppends = 50;
    const perAppend = 3000;
    await Promise.all(
      Array.from({ length: nAppends }, (_, i) =>
        table.append(
          [bytes(Int32Array.from({ length: perAppend }, (_, j) => i * perAppend + j))],
          perAppend,
        ),
      ),
    );
    await writer.close();
    const expected = Int32Array.from({ length: nAppends * perAppend }, (_, i) => i);
    expect(column(await readBack(file, '/t'), 'x')).toEqual(expected);
  });

  it('indexes more chunks than one level of the tree holds', async () => {
    const file = newFile();
    const writer = await Hdf5Writer.create(file, { compression: 'none' });
    // Rows longer than a chunk: every row is a chunk; 64 fit into a node, so this needs three levels.
    const nRows = 64 * 64 + 1;
    const members: TableMember[] = [
      { name: 'id', type: { kind: 'int32' } },
      { name: 'pad', type: { kind: 'uint8' }, shape: [20_000] },
    ];
    // Many tables before it make its chunks small.
    for (let i = 0; i < 3000; i++) {
      writer.createTable(`/others/tel_${String(i)}`, [{ name: 'x', type: { kind: 'bool' } }]);
    }
    const table = writer.createTable('/t', members);
    const pad = new Uint8Array(20_000 * 64);
    for (let start = 0; start < nRows; start += 64) {
      const count = Math.min(64, nRows - start);
      const ids = Int32Array.from({ length: 64 }, (_, i) => start + i);
      await table.append([bytes(ids), pad], count);
    }
    await writer.close();
    const opened = await openHdf5(file);
    expect((await opened.describe('/t')).chunkRows).toBe(1);
    const read = await opened.readRows('/t', { columns: ['id'] });
    expect(column(read, 'id')).toEqual(Int32Array.from({ length: nRows }, (_, i) => i));
    expect(await opened.children('/others')).toHaveLength(3000);
    await opened.close();
  });

  it('writes empty tables, one row and exactly full chunks', async () => {
    const file = newFile();
    const writer = await Hdf5Writer.create(file);
    const members: TableMember[] = [{ name: 'x', type: { kind: 'uint8' }, shape: [1024] }];
    const fullChunk = 128;
    for (const nRows of [0, 1, fullChunk, 2 * fullChunk]) {
      const table = writer.createTable(`/rows_${String(nRows)}`, members);
      await table.append([new Uint8Array(1024 * nRows).fill(7)], nRows);
      expect(table.nRows).toBe(nRows);
    }
    await writer.close();
    const opened = await openHdf5(file);
    for (const nRows of [0, 1, fullChunk, 2 * fullChunk]) {
      const read = await opened.readRows(`/rows_${String(nRows)}`);
      expect(column(read, 'x')).toEqual(new Uint8Array(1024 * nRows).fill(7));
    }
    await opened.close();
  });

  it('stores bytes that do not compress', async () => {
    const file = newFile();
    const writer = await Hdf5Writer.create(file);
    let state = 1;
    const noise = Uint8Array.from({ length: 300_000 }, () => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      return state >>> 24;
    });
    const table = writer.createTable('/t', [{ name: 'x', type: { kind: 'uint8' } }]);
    await table.append([noise], noise.length);
    await writer.close();
    expect(column(await readBack(file, '/t'), 'x')).toEqual(noise);
  });

  it('writes attributes as scalars of their type', async () => {
    const file = newFile();
    const writer = await Hdf5Writer.create(file);
    const attributes = {
      text: 'Prüfung',
      empty: '',
      float: 0.1,
      integer: -5n,
      yes: true,
      no: false,
      pickled: { ascii: 'cctapipe.containers\nEventType\np0\n.' },
      int32: { dtype: 'int32', value: 40 },
    } as const;
    writer.createTable('/t', [{ name: 'x', type: { kind: 'int8' } }], 'a title', attributes);
    writer.setAttributes('/', { 'CTA PRODUCT ID': 'abc', replaced: 1 });
    writer.setAttributes('/', { replaced: 2 });
    await writer.close();
    const opened = await openHdf5(file);
    expect(await opened.attributes('/t')).toMatchObject({
      ...attributes,
      pickled: attributes.pickled.ascii,
      int32: 40,
      CLASS: 'TABLE',
      TITLE: 'a title',
      FIELD_0_NAME: 'x',
      FIELD_0_FILL: 0,
      NROWS: 0n,
    });
    expect(await opened.attributes('/')).toMatchObject({
      'CTA PRODUCT ID': 'abc',
      replaced: 2,
      CLASS: 'GROUP',
    });
    await opened.close();
  });

  it('writes long texts', async () => {
    const file = newFile();
    const writer = await Hdf5Writer.create(file);
    const text = 'a: 1 # é\n'.repeat(20_000);
    writer.createText('/provenance/configuration', text);
    writer.createText('/provenance/nothing', '');
    await writer.close();
    const opened = await openHdf5(file);
    expect(await opened.readText('/provenance/configuration')).toBe(text);
    expect(await opened.readText('/provenance/nothing')).toBe('');
    await opened.close();
  });

  it('makes the same bytes every time', async () => {
    const contents: Buffer[] = [];
    for (let run = 0; run < 2; run++) {
      const file = newFile();
      const writer = await Hdf5Writer.create(file);
      const members: TableMember[] = [{ name: 'x', type: { kind: 'float32' }, shape: [2000] }];
      const tables = [1, 2, 3].map((i) => writer.createTable(`/tel_00${String(i)}`, members));
      const image = Float32Array.from({ length: 2000 * 100 }, (_, i) => Math.sin(i * i));
      for (let batch = 0; batch < 4; batch++) {
        for (const table of tables) await table.append([bytes(image)], 100);
      }
      await writer.close();
      contents.push(readFileSync(file));
    }
    expect(contents[0].equals(contents[1])).toBe(true);
  });

  it('leaves nothing behind when it is aborted', async () => {
    const file = newFile();
    const writer = await Hdf5Writer.create(file);
    const table = writer.createTable('/t', [{ name: 'x', type: { kind: 'uint8' } }]);
    await table.append([new Uint8Array(1_000_000)], 1_000_000);
    expect(existsSync(file)).toBe(false);
    await writer.abort();
    await writer.close();
    expect(readdirSync(folder).filter((name) => name.includes('.part'))).toEqual([]);
    expect(existsSync(file)).toBe(false);
  });

  it('refuses to replace a file unless it may', async () => {
    const file = newFile();
    writeFileSync(file, 'precious');
    await expect(Hdf5Writer.create(file)).rejects.toMatchObject({ code: 'file-exists' });
    const writer = await Hdf5Writer.create(file, { overwrite: true });
    expect(readFileSync(file, 'utf8')).toBe('precious');
    await writer.close();
    expect(readFileSync(file).subarray(1, 4).toString()).toBe('HDF');
  });

  it('does not replace a file that appeared while it was writing', async () => {
    const file = newFile();
    const writer = await Hdf5Writer.create(file);
    writeFileSync(file, 'precious');
    await expect(writer.close()).rejects.toMatchObject({ code: 'file-exists' });
    expect(readFileSync(file, 'utf8')).toBe('precious');
    expect(readdirSync(folder).filter((name) => name.includes('.part'))).toEqual([]);
  });

  it('says why it cannot write', async () => {
    await expect(Hdf5Writer.create(path.join(folder, 'missing', 'x.h5'))).rejects.toThrow(
      'its folder does not exist',
    );
    const writer = await Hdf5Writer.create(newFile());
    const member: TableMember = { name: 'x', type: { kind: 'int32' } };
    const table = writer.createTable('/a/t', [member]);
    expect(() => writer.createTable('/a/t', [member])).toThrow('already called /a/t');
    expect(() => writer.createTable('/a/t/u', [member])).toThrow('already called');
    expect(() => writer.createTable('a', [member])).toThrow('not a path');
    expect(() => writer.createTable('/b', [member, member])).toThrow('different names');
    expect(() => writer.createTable('/b', [{ ...member, shape: [0] }])).toThrow('not positive');
    expect(() => {
      writer.setAttributes('/a', { long: 'x'.repeat(100_000) });
    }).toThrow('longer than');
    await expect(table.append([new Uint8Array(4)], 2)).rejects.toThrow('beyond their columns');
    await expect(table.append([], 1)).rejects.toThrow('1 columns was given 0');
    await expect(table.append([new Uint8Array(4)], Int32Array.of(1))).rejects.toThrow('beyond');
    await expect(table.append([new Uint8Array(4)], Int32Array.of(-1))).rejects.toThrow('beyond');
    await writer.abort();
  });
});
