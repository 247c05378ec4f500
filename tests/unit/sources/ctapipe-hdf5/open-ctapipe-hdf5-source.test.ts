import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { Hdf5Writer } from '../../../../core/formats/hdf5/hdf5-writer.ts';
import type { AttributeValue } from '../../../../core/formats/hdf5/attribute.ts';
import type { TableMember } from '../../../../core/formats/hdf5/member-type.ts';
import { openHdf5 } from '../../../../core/formats/hdf5/open-hdf5.ts';
import type { ArrayEventBatch } from '../../../../core/sources/array-event-batch.ts';
import { openCtapipeHdf5Source } from '../../../../core/sources/ctapipe-hdf5/open-ctapipe-hdf5-source.ts';
import type { EventSource, SourceOptions } from '../../../../core/sources/event-source.ts';
import {
  type WrittenTables,
  syntheticSubarray,
  writeSyntheticProduct,
} from '../../../synthetic-product.ts';
import { temporaryFolder } from '../../../temporary-folder.ts';

const folder = temporaryFolder();
const product = path.join(folder, 'product.h5');
let tables: WrittenTables;

beforeAll(async () => {
  tables = await writeSyntheticProduct(product, 7);
});

function written(item: string, name: string): number[] {
  const column = tables.get(item)?.find(({ meta }) => meta.name === name);
  if (column === undefined || !('data' in column)) throw new Error(`nothing in ${item}:${name}`);
  return Array.from(column.data, Number);
}

async function collect(source: EventSource): Promise<ArrayEventBatch[]> {
  const batches: ArrayEventBatch[] = [];
  for await (const batch of source.batches()) batches.push(batch);
  await source.close();
  return batches;
}

async function read(options: SourceOptions = {}, file = product): Promise<ArrayEventBatch[]> {
  return collect(await openCtapipeHdf5Source(file, options));
}

/**
 * Copies a file, table by table, with a change.
 *
 * @param change gets the path and attributes of each table; undefined leaves the table out
 */
async function copyWith(
  target: string,
  change: (item: string, attributes: Record<string, AttributeValue>) => boolean,
  root: Record<string, AttributeValue> = {},
): Promise<void> {
  const source = await openHdf5(product);
  const writer = await Hdf5Writer.create(target, { overwrite: true });
  const plain = (attributes: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(
      Object.entries(attributes).filter(
        ([name]) => !/^(CLASS|TITLE|VERSION|NROWS|FIELD_.*)$/.test(name),
      ),
    ) as Record<string, AttributeValue>;
  for (const item of [...tables.keys(), ...(await instrumentTables(source))]) {
    const attributes = plain(await source.attributes(item));
    if (!change(item, attributes)) continue;
    const { members, nRows } = await source.describe(item);
    const rows = await source.readRows(item);
    const columns = members.map(({ name, dtype, shape, size }): TableMember => ({
      name,
      type: dtype === 'text' ? { kind: 'text', nBytes: size } : { kind: dtype },
      ...(shape.length > 0 && { shape }),
    }));
    const table = writer.createTable(item, columns, '', attributes);
    const bytes = rows.columns.map((column, i) => {
      if ('data' in column) return new Uint8Array(column.data.buffer);
      const text = new Uint8Array(members[i].size * nRows);
      column.text.forEach((value, row) => {
        text.set(Buffer.from(value), row * members[i].size);
      });
      return text;
    });
    await table.append(bytes, nRows);
  }
  writer.setAttributes('/', { ...plain(await source.attributes('/')), ...root });
  await writer.close();
  await source.close();
}

async function instrumentTables(source: Awaited<ReturnType<typeof openHdf5>>): Promise<string[]> {
  const cameras = '/configuration/instrument/telescope/camera';
  return [
    '/configuration/instrument/subarray/layout',
    '/configuration/instrument/telescope/optics',
    ...(await source.children(cameras)).map(({ name }) => `${cameras}/${name}`),
  ];
}

describe('openCtapipeHdf5Source', () => {
  it('describes the instrument that was written', async () => {
    const source = await openCtapipeHdf5Source(product);
    const { cameras, referenceLocation, ...rest } = source.subarray;
    const { cameras: expected, referenceLocation: location, ...others } = syntheticSubarray;
    expect(rest).toEqual(others);
    expect(referenceLocation.latitude).toBeCloseTo(location.latitude, 9);
    expect(referenceLocation.height).toBeCloseTo(location.height, 5);
    cameras.forEach(({ geometry, readout }, i) => {
      const { neighbors, ...pixels } = geometry;
      const { neighbors: none, ...expectedPixels } = expected[i].geometry;
      expect(none.indices).toHaveLength(0);
      expect(pixels).toEqual(expectedPixels);
      expect(neighbors.indices.length).toBeGreaterThan(geometry.nPixels);
      expect(readout).toEqual(expected[i].readout);
    });
    expect(source.format).toBe('ctapipe HDF5 v7.6');
    expect(source.obsIds).toEqual([1].map(() => 7));
    expect(source.isSimulation).toBe(true);
    expect(source.isComplete()).toBe(true);
    await source.close();
  });

  it('delivers images, waveforms and truth row by row', async () => {
    const [batch] = await read();
    expect(batch.nEvents).toBe(5);
    expect([...batch.eventId]).toEqual([100, 101, 205, 206, 5_000_000_000]);
    expect([...batch.telsWithTrigger]).toEqual([1, 1, 0, 0, 0, 1, 1, 1, 1, 0, 1, 0, 1, 0, 1]);
    expect([...(batch.showers?.energy ?? [])]).toEqual(
      written('/simulation/event/subarray/shower', 'true_energy'),
    );
    expect(batch.telescopes.map(({ telId }) => [...telId])).toEqual([
      [1, 2, 1, 2, 2, 1],
      [107, 107, 107],
    ]);
    expect(batch.telescopes.map(({ event }) => [...event])).toEqual([
      [0, 0, 2, 2, 3, 4],
      [1, 2, 4],
    ]);
    const [hex] = batch.telescopes;
    const nPixels = 49;
    const ofTelescope = (values: ArrayLike<number> | undefined, width: number, telId: number) =>
      [...hex.telId.keys()]
        .filter((row) => hex.telId[row] === telId)
        .flatMap((row) => Array.from(values ?? []).slice(row * width, (row + 1) * width));
    for (const telId of [1, 2]) {
      const tel = `tel_00${String(telId)}`;
      const images = `/dl1/event/telescope/images/${tel}`;
      const truth = `/simulation/event/telescope/images/${tel}`;
      expect(ofTelescope(hex.image, nPixels, telId)).toEqual(written(images, 'image'));
      expect(ofTelescope(hex.peakTime, nPixels, telId)).toEqual(written(images, 'peak_time'));
      expect(ofTelescope(hex.imageMask, nPixels, telId)).toEqual(written(images, 'image_mask'));
      expect(ofTelescope(hex.imageIsValid, 1, telId)).toEqual(written(images, 'is_valid'));
      expect(ofTelescope(hex.trueImage, nPixels, telId)).toEqual(written(truth, 'true_image'));
      const width = nPixels * 30;
      expect(ofTelescope(hex.r0Waveform, width, telId)).toEqual(
        written(`/r0/event/telescope/${tel}`, 'waveform'),
      );
      expect(ofTelescope(hex.r1Waveform, width, telId)).toEqual(
        written(`/r1/event/telescope/${tel}`, 'waveform'),
      );
      expect(ofTelescope(hex.trueImpactDistance, 1, telId)).toEqual(
        written(`/simulation/event/telescope/impact/${tel}`, 'true_impact_distance'),
      );
    }
    expect([hex.nChannels, hex.nSamples]).toEqual([1, 30]);
    expect([...hex.triggerTime.quarterNanoseconds]).toEqual([
      4_000_000_000, 3_999_999_999, 3_999_999_997, 3_999_999_996, 3_999_999_994, 3_999_999_993,
    ]);
  });

  it('delivers the same events in small batches', async () => {
    const [whole] = await read();
    const parts = await read({ batchBytes: 1 });
    expect(parts.map(({ nEvents }) => nEvents)).toEqual([1, 1, 1, 1, 1]);
    expect(parts.flatMap(({ eventId }) => [...eventId])).toEqual([...whole.eventId]);
    const images = (batches: readonly ArrayEventBatch[], camera: number) =>
      batches.flatMap(({ telescopes }) =>
        telescopes
          .filter((block) => block.camera === camera)
          .flatMap(({ image }) => [...(image ?? [])]),
      );
    for (const camera of [0, 1]) {
      expect(images(parts, camera)).toEqual(images([whole], camera));
    }
  });

  it('stops after the number of events asked for', async () => {
    const source = await openCtapipeHdf5Source(product, { maxEvents: 2 });
    const [batch, ...more] = await collect(source);
    expect([...batch.eventId]).toEqual([100, 101]);
    expect(more).toEqual([]);
    expect(source.progress()).toBeCloseTo(2 / 5, 9);
  });

  it('keeps chosen telescopes and the events that they saw', async () => {
    const [batch] = await read({ allowedTels: [107] });
    expect([...batch.eventId]).toEqual([101, 205, 5_000_000_000]);
    expect([...batch.telsWithTrigger]).toEqual([1, 1, 1]);
    expect(batch.telescopes).toHaveLength(1);
    expect([...(batch.telescopes[0].image ?? [])]).toEqual(
      written('/dl1/event/telescope/images/tel_107', 'image'),
    );
    await expect(read({ allowedTels: [3] })).rejects.toThrow('no telescope 3');
  });

  it('leaves true images out on request', async () => {
    const [batch] = await read({ trueImages: false });
    expect(batch.telescopes[0].trueImage).toBeUndefined();
    expect(batch.telescopes[0].image).toHaveLength(6 * 49);
  });

  it('stops when it is cancelled', async () => {
    await expect(read({ signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'cancelled',
    });
  });

  it('turns images that are stored as integers back into numbers', async () => {
    const file = path.join(folder, 'fixed-point.h5');
    await copyWith(file, (item, attributes) => {
      if (item.startsWith('/simulation/event/telescope/images')) {
        // Column 3 is the sum of the true image: stored = 2 · value + 1, some values are special.
        const rule = { TRANSFORM: 'fixed_point', TRANSFORM_SCALE: 2, TRANSFORM_OFFSET: 1n };
        for (const [key, value] of Object.entries(rule)) attributes[`CTAFIELD_3_${key}`] = value;
      }
      return true;
    });
    const [batch] = await read({}, file);
    const sums = batch.telescopes[1].trueImageSum;
    const stored = written('/simulation/event/telescope/images/tel_107', 'true_image_sum');
    expect([...(sums ?? [])]).toEqual(stored.map((value) => Math.trunc((value - 1) / 2) + 0));
  });

  it('says when telescope events have no image or rows no event', async () => {
    const file = path.join(folder, 'gaps.h5');
    await copyWith(file, (item) => item !== '/dl1/event/telescope/images/tel_002');
    const source = await openCtapipeHdf5Source(file);
    const [batch] = await collect(source);
    const [hex] = batch.telescopes;
    expect([...(hex.imageIsValid ?? [])].filter((_, row) => hex.telId[row] === 2)).toEqual([
      0, 0, 0,
    ]);
    expect(source.warnings()).toEqual([
      { message: 'Telescope events have no image in the file', count: 3 },
    ]);
  });

  it('translates the event types of ctapipe before 0.27', async () => {
    const file = path.join(folder, 'old.h5');
    await copyWith(file, () => true, {
      'CTA ACTIVITY SOFTWARE NAME': 'ctapipe',
      'CTA ACTIVITY SOFTWARE VERSION': '0.26.0',
    });
    const now = written('/dl1/event/subarray/trigger', 'event_type');
    expect(now).toEqual([0, 1, 2, 3, 4]);
    const [batch] = await read({}, file);
    expect([...batch.eventType]).toEqual([0, 1, 5, 3, 4]);
    expect(batch.telescopes[0].triggerEventType[2]).toBe(
      written('/dl1/event/telescope/trigger', 'event_type')[3],
    );
  });

  it('has no events where the file has no table of them', async () => {
    const file = path.join(folder, 'no-events.h5');
    await copyWith(file, (item) => !item.includes('/event/'));
    const source = await openCtapipeHdf5Source(file);
    expect(await collect(source)).toEqual([]);
    expect(source.progress()).toBe(1);
    expect(source.simulationRuns().nRows).toBe(1);
  });

  it('refuses versions and files that it does not know', async () => {
    const file = path.join(folder, 'version.h5');
    const version = 'CTA PRODUCT DATA MODEL VERSION';
    await copyWith(file, () => true, { [version]: 'v3.0.0' });
    await expect(read({}, file)).rejects.toThrow(
      'data model v3.0.0; versions v4 to v7 can be read',
    );
    await copyWith(file, () => true, { [version]: 'rubbish' });
    await expect(read({}, file)).rejects.toMatchObject({ code: 'format-unsupported' });
    await copyWith(file, (item) => !item.includes('subarray/layout'));
    await expect(read({}, file)).rejects.toThrow('the telescopes are unknown');
    await copyWith(file, (item) => !item.includes('readout_1'));
    await expect(read({}, file)).rejects.toMatchObject({ code: 'format-damaged' });
    await expect(read({}, path.join(folder, 'missing.h5'))).rejects.toMatchObject({
      code: 'file-not-found',
    });
  });
});
