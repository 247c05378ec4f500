import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openHdf5 } from '../../../../core/formats/hdf5/open-hdf5.ts';
import type { Column, Table } from '../../../../core/foundation/table.ts';
import { ProductWriter } from '../../../../core/processing/writer/product-writer.ts';
import { temporaryFolder } from '../../../temporary-folder.ts';

const folder = temporaryFolder();
let files = 0;

function newFile(): string {
  return path.join(folder, `${String(files++)}.h5`);
}

const obsId: Column = { meta: { name: 'obs_id', dtype: 'int32' }, data: Int32Array.of(1, 1, 1) };
const eventId: Column = {
  meta: { name: 'event_id', dtype: 'int64' },
  data: Float64Array.of(7, 2 ** 40, -1),
};

function table(...columns: Column[]): Table {
  return { nRows: 3, columns: [obsId, eventId, ...columns] };
}

function images(shape: readonly number[], data: Float32Array): Column {
  return { meta: { name: 'image', dtype: 'float32', shape }, data };
}

const telIds = Int16Array.of(5, 1, 5);
const telId: Column = { meta: { name: 'tel_id', dtype: 'int16' }, data: telIds };

describe('ProductWriter', () => {
  it('splits rows over the tables of the telescopes, in their order', async () => {
    const file = newFile();
    const writer = await ProductWriter.create(file);
    const pixels = images([2], Float32Array.of(1, 2, 3, 4, 5, 6));
    for (let batch = 0; batch < 2; batch++) {
      await writer.appendByTelescope('/dl1/event/telescope/images', table(telId, pixels), telIds);
    }
    await writer.close();
    const opened = await openHdf5(file);
    const group = '/dl1/event/telescope/images';
    expect((await opened.children(group)).map(({ name }) => name)).toEqual(['tel_001', 'tel_005']);
    const first = await opened.readRows(`${group}/tel_001`, { columns: ['event_id', 'image'] });
    expect(first.columns).toMatchObject([
      { data: BigInt64Array.of(2n ** 40n, 2n ** 40n) },
      { data: Float32Array.of(3, 4, 3, 4) },
    ]);
    const fifth = await opened.readRows(`${group}/tel_005`, { columns: ['event_id', 'image'] });
    expect(fifth.columns).toMatchObject([
      { data: BigInt64Array.of(7n, -1n, 7n, -1n) },
      { data: Float32Array.of(1, 2, 5, 6, 1, 2, 5, 6) },
    ]);
    await opened.close();
  });

  it('writes columns in the order of the data model, converted to its types, others last', async () => {
    const file = newFile();
    const writer = await ProductWriter.create(file);
    const extra: Column = {
      meta: { name: 'my_number', dtype: 'float32', unit: 'm / ns', description: 'Mine' },
      data: Float32Array.of(1, 2, 3),
    };
    const nPixels: Column = {
      meta: { name: 'morphology_n_pixels', dtype: 'int32' },
      data: Int32Array.of(4, 0, -1),
    };
    const length: Column = {
      meta: { name: 'hillas_length', dtype: 'float64', unit: 'deg' },
      data: Float64Array.of(0.5, NaN, 1),
    };
    const path = '/dl1/event/telescope/parameters/tel_001';
    await writer.append(path, table(extra, nPixels, length, telId));
    await writer.close();
    const opened = await openHdf5(file);
    const { members } = await opened.describe(path);
    expect(members.map(({ name, dtype }) => [name, dtype])).toEqual([
      ['obs_id', 'int32'],
      ['event_id', 'int64'],
      ['tel_id', 'int16'],
      ['hillas_length', 'float64'],
      ['morphology_n_pixels', 'int64'],
      ['my_number', 'float32'],
    ]);
    expect(await opened.attributes(path)).toMatchObject({
      CTAFIELD_3_NAME: 'length',
      CTAFIELD_3_UNIT: 'deg',
      CTAFIELD_3_TRANSFORM: 'quantity',
      CTAFIELD_4_NAME: 'n_pixels',
      CTAFIELD_5_NAME: 'my_number',
      CTAFIELD_5_UNIT: 'm.ns**-1',
      CTAFIELD_5_DESC: 'Mine',
    });
    await opened.close();
  });

  it('appends chosen rows in the order asked for', async () => {
    const file = newFile();
    const writer = await ProductWriter.create(file);
    await writer.append('/dl1/event/telescope/trigger', table(telId), Int32Array.of(2, 0));
    await writer.close();
    const opened = await openHdf5(file);
    const read = await opened.readRows('/dl1/event/telescope/trigger', { columns: ['event_id'] });
    expect(read.columns).toMatchObject([{ data: BigInt64Array.of(-1n, 7n) }]);
    await opened.close();
  });

  it('refuses what the data model does not allow', async () => {
    const file = newFile();
    const writer = await ProductWriter.create(file);
    const trigger = '/dl1/event/subarray/trigger';
    await expect(writer.append('/dl7/rubbish', table())).rejects.toThrow('no table /dl7/rubbish');
    const alt = (unit: string): Column => ({
      meta: { name: 'true_alt', dtype: 'float64', unit },
      data: new Float64Array(3),
    });
    const shower = '/simulation/event/subarray/shower';
    await expect(writer.append(shower, table(alt('rad')))).rejects.toThrow('is in "rad"');
    const wide: Column = {
      meta: { name: 'obs_id', dtype: 'float64' },
      data: Float64Array.of(1, 2, 2 ** 31),
    };
    await expect(writer.append(trigger, { nRows: 3, columns: [wide] })).rejects.toThrow(
      'holds 2147483648, which is no int32',
    );
    await expect(
      writer.append(trigger, {
        nRows: 3,
        columns: [{ meta: obsId.meta, data: new Int32Array(2) }],
      }),
    ).rejects.toThrow('2 elements where 3 rows of 1 are needed');
    await expect(writer.append(trigger, table())).rejects.toThrow('1 columns but got rows of 2');
    const time: Column = { meta: { name: 'time', dtype: 'uint32' }, data: new Uint32Array(3) };
    await expect(writer.append('/dl1/event/telescope/trigger', table(time))).rejects.toThrow(
      'pairs of seconds and quarter nanoseconds',
    );
    const group = '/dl1/event/telescope/images';
    await writer.appendByTelescope(group, table(telId, images([2], new Float32Array(6))), telIds);
    await expect(
      writer.appendByTelescope(group, table(telId, images([3], new Float32Array(9))), telIds),
    ).rejects.toThrow('"image"');
    await expect(writer.appendByTelescope(group, table(telId), telIds.subarray(1))).rejects.toThrow(
      '2 telescopes were given for 3 rows',
    );
    await writer.abort();
    expect(existsSync(file)).toBe(false);
    expect(readdirSync(folder).filter((name) => name.includes('.part'))).toEqual([]);
  });
});
