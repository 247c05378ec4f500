import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { ByteArenas } from '../../../../core/formats/eventio/byte-arenas.ts';
import { objectGroups } from '../../../../core/formats/eventio/object-groups.ts';
import type { ObjectGroupOptions } from '../../../../core/formats/eventio/object-groups.ts';
import type { EventIoObject } from '../../../../core/formats/eventio/object-header.ts';
import { objectTree } from '../../../../core/formats/eventio/object-tree.ts';
import {
  openEventIoStream,
  type EventIoStreamOptions,
} from '../../../../core/formats/eventio/open-eventio-stream.ts';
import { subObjects } from '../../../../core/formats/eventio/sub-objects.ts';
import { concat, subObject, topLevelObject } from '../../../eventio-bytes.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'eventio-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});
let counter = 0;

function file(...parts: readonly Uint8Array[]): string {
  const name = path.join(folder, `file-${++counter}`);
  writeFileSync(name, concat(...parts));
  return name;
}

interface Outcome {
  readonly objects: readonly EventIoObject[];
  readonly truncatedAt: number | undefined;
  readonly error: unknown;
  readonly groups: number;
}

async function readAll(
  name: string,
  options: EventIoStreamOptions & ObjectGroupOptions = {},
): Promise<Outcome> {
  const stream = await openEventIoStream(name, options);
  const objects: EventIoObject[] = [];
  let groups = 0;
  let error: unknown;
  try {
    for await (const group of objectGroups(stream, options)) {
      objects.push(...group);
      groups++;
    }
  } catch (thrown) {
    error = thrown;
  }
  await stream.close();
  return { objects, truncatedAt: stream.truncation?.offset, error, groups };
}

/** Content with recognisable bytes. */
function filled(length: number, first = 0): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => (first + i) % 251);
}

const three = [
  topLevelObject({ type: 70, version: 1, id: -1, content: filled(40) }),
  topLevelObject({ type: 9999, id: 5, user: true, content: filled(1000, 3) }),
  topLevelObject({ type: 2010, version: 4095, id: 77, extended: true, content: filled(33, 9) }),
];

function expectThree(outcome: Outcome): void {
  expect(outcome.error).toBe(undefined);
  expect(outcome.truncatedAt).toBe(undefined);
  expect(
    outcome.objects.map(({ type, version, id, userFlag, extended, headerOffset, payload }) => ({
      type,
      version,
      id,
      userFlag,
      extended,
      headerOffset,
      payload: [...payload],
    })),
  ).toEqual([
    {
      type: 70,
      version: 1,
      id: -1,
      userFlag: false,
      extended: false,
      headerOffset: 0,
      payload: [...filled(40)],
    },
    {
      type: 9999,
      version: 0,
      id: 5,
      userFlag: true,
      extended: false,
      headerOffset: 56,
      payload: [...filled(1000, 3)],
    },
    {
      type: 2010,
      version: 4095,
      id: 77,
      userFlag: false,
      extended: true,
      headerOffset: 1072,
      payload: [...filled(33, 9)],
    },
  ]);
}

/** A frame that decompressors pass over, of one of the sixteen kinds. */
function skippableFrame(kind: number, content: Uint8Array): Uint8Array {
  const header = new DataView(new ArrayBuffer(8));
  header.setUint32(0, 0x184d2a50 + kind, true);
  header.setUint32(4, content.length, true);
  return concat(new Uint8Array(header.buffer), content);
}

describe('objectGroups', () => {
  it('gives the objects of a plain file in one group', async () => {
    const outcome = await readAll(file(...three));
    expectThree(outcome);
    expect(outcome.groups).toBe(1);
  });

  it('puts objects together across the borders of chunks of any size', async () => {
    const name = file(...three);
    for (const chunkBytes of [1, 2, 3, 7, 16, 17, 20, 57, 1000]) {
      expectThree(await readAll(name, { chunkBytes }));
    }
  });

  it('uses released memory again, in which objects of any length lie in one piece', async () => {
    const some = [5, 300, 0, 40, 1000, 64, 3, 900, 16, 16, 2500, 1];
    const lengths = [...some, ...some, ...some, ...some];
    const name = file(
      ...lengths.map((length, id) => topLevelObject({ type: id, id, content: filled(length, id) })),
    );
    for (const chunkBytes of [1, 10, 64, 1000]) {
      for (const unwanted of [-1, 4, 10]) {
        const arenas = new ByteArenas({ firstBytes: 16, usualBytes: 128 });
        const taken = vi.spyOn(arenas, 'take');
        const stream = await openEventIoStream(name, { chunkBytes });
        const ids: number[] = [];
        const wanted = (type: number): boolean => type !== unwanted;
        for await (const group of objectGroups(stream, { arenas, wanted })) {
          for (const { id, payload } of group) {
            expect([...payload]).toEqual([...filled(lengths[id], id)]);
            ids.push(id);
            // As memory that is used for something else.
            payload.fill(0xa5);
          }
          arenas.release();
        }
        await stream.close();
        expect(ids).toEqual([...lengths.keys()].filter((id) => id !== unwanted));
        const memory = taken.mock.results.map(({ value }) => value as Uint8Array);
        expect(new Set(memory).size).toBeLessThan(memory.length);
        expect(Math.max(...memory.map((arena) => arena.length))).toBeLessThan(2 * 2600);
      }
    }
  });

  it('keeps apart what is not released', async () => {
    const name = file(...Array.from({ length: 20 }, () => concat(...three)));
    for (const arenas of [undefined, new ByteArenas({ firstBytes: 64, usualBytes: 2048 })]) {
      const { objects } = await readAll(name, { chunkBytes: 100, ...(arenas && { arenas }) });
      expect(objects).toHaveLength(60);
      for (const [i, { payload }] of objects.entries()) {
        const expected = [filled(40), filled(1000, 3), filled(33, 9)][i % 3];
        expect(Buffer.compare(payload, expected)).toBe(0);
      }
    }
  });

  it('reads gzip of several members', async () => {
    expectThree(await readAll(file(gzipSync(three[0]), gzipSync(concat(three[1], three[2])))));
  });

  it('reads Zstandard of several frames with skippable ones before, between and after', async () => {
    const bytes = concat(
      skippableFrame(0, filled(5)),
      zstdCompressSync(concat(three[0], three[1].subarray(0, 100))),
      skippableFrame(15, new Uint8Array(0)),
      zstdCompressSync(new Uint8Array(0)),
      zstdCompressSync(concat(three[1].subarray(100), three[2])),
      skippableFrame(7, filled(300)),
    );
    const name = file(bytes);
    for (const chunkBytes of [1, 5, 64, 1 << 18]) expectThree(await readAll(name, { chunkBytes }));
  });

  it('passes over objects of unwanted types, even longer than the limit', async () => {
    const name = file(...three);
    for (const chunkBytes of [10, 4096]) {
      const { objects, error } = await readAll(name, {
        chunkBytes,
        wanted: (type) => type !== 9999,
        maxObjectBytes: 500,
      });
      expect(error).toBe(undefined);
      expect(objects.map((object) => object.headerOffset)).toEqual([0, 1072]);
      expect(objects.map((object) => object.type)).toEqual([70, 2010]);
    }
  });

  it('gives what is complete of a truncated file and says where it ended', async () => {
    const whole = concat(...three);
    for (const length of [whole.length - 1, 1072 + 21, 1072 + 17, 1072 + 10, 1072 + 3]) {
      const { objects, truncatedAt, error } = await readAll(file(whole.subarray(0, length)));
      expect(error).toBe(undefined);
      expect(objects).toHaveLength(2);
      expect(truncatedAt).toBe(1072);
    }
  });

  it('says so when an unwanted object is cut off', async () => {
    const whole = concat(...three);
    const { objects, truncatedAt } = await readAll(file(whole.subarray(0, 500)), {
      wanted: (type) => type === 70,
    });
    expect(objects).toHaveLength(1);
    expect(truncatedAt).toBe(56);
  });

  it('gives what is complete of truncated compressed files', async () => {
    // Incompressible, so that the cut hits the object and not the tables of the compression.
    let state = 1;
    const noise = Uint8Array.from({ length: 400_000 }, () => {
      state = (state * 48271) % 2147483647;
      return state & 0xff;
    });
    const plain = concat(three[0], topLevelObject({ type: 1, content: noise }));
    for (const compressed of [gzipSync(plain), zstdCompressSync(plain)]) {
      const cut = compressed.subarray(0, compressed.length - 1000);
      const { objects, truncatedAt, error } = await readAll(file(cut));
      expect(error).toBe(undefined);
      expect(objects.map((object) => object.type)).toEqual([70]);
      expect(truncatedAt).toBe(56);
    }
  });

  it('does not believe a length that the file cannot hold', async () => {
    const liar = topLevelObject({
      type: 1,
      extended: true,
      claimed: 2 ** 41,
      content: filled(100),
    });
    for (const bytes of [liar, gzipSync(liar), zstdCompressSync(liar)]) {
      const arenas = new ByteArenas({ firstBytes: 16, usualBytes: 16 });
      const taken = vi.spyOn(arenas, 'take');
      const { objects, truncatedAt, error } = await readAll(file(bytes), {
        maxObjectBytes: 2 ** 42,
        arenas,
      });
      for (const [atLeast] of taken.mock.calls) expect(atLeast).toBeLessThanOrEqual(2 * 120);
      expect(error).toBe(undefined);
      expect(objects).toEqual([]);
      expect(truncatedAt).toBe(0);
    }
  });

  it('refuses objects above the limit, after everything before', async () => {
    const big = topLevelObject({ type: 2010, claimed: 2 ** 29, content: filled(10) });
    const { objects, error } = await readAll(file(three[0], big));
    expect(objects).toHaveLength(1);
    expect(error).toMatchObject({ code: 'format-damaged', place: { offset: 56 } });
  });

  it('reports garbage between objects with its offset', async () => {
    for (const chunkBytes of [30, 1 << 20]) {
      const { objects, error } = await readAll(file(three[0], filled(64), three[1]), {
        chunkBytes,
      });
      expect(objects).toHaveLength(1);
      expect(error).toMatchObject({ code: 'format-damaged', place: { offset: 56 } });
    }
  });

  it('reports big-endian objects in the middle of a file', async () => {
    const { objects, error } = await readAll(
      file(three[0], Uint8Array.of(0xd4, 0x1f, 0x8a, 0x37), filled(40)),
    );
    expect(objects).toHaveLength(1);
    expect(error).toMatchObject({ code: 'format-unsupported', place: { offset: 56 } });
  });

  it('reports corrupt compressed data after the objects before', async () => {
    const compressed = concat(zstdCompressSync(concat(...three)), filled(100, 1));
    const { objects, error } = await readAll(file(compressed));
    expect(objects).toHaveLength(3);
    expect(error).toMatchObject({ code: 'format-damaged' });
    expect((error as Error).message).toContain('compressed data are damaged');
  });
});

describe('openEventIoStream', () => {
  it('tells what is wrong with a file that is not one', async () => {
    const missing = path.join(folder, 'missing');
    await expect(openEventIoStream(missing)).rejects.toMatchObject({ code: 'file-not-found' });
    await expect(openEventIoStream(folder)).rejects.toMatchObject({ code: 'file-unreadable' });
    for (const bytes of [
      new Uint8Array(0),
      Uint8Array.of(0x37, 0x8a),
      filled(100),
      gzipSync(filled(100)),
      gzipSync(new Uint8Array(0)),
      skippableFrame(3, filled(10)),
    ]) {
      await expect(openEventIoStream(file(bytes))).rejects.toMatchObject({
        code: 'format-unknown',
      });
    }
    await expect(
      openEventIoStream(file(Uint8Array.of(0xd4, 0x1f, 0x8a, 0x37), filled(40))),
    ).rejects.toMatchObject({ code: 'format-unsupported' });
    await expect(
      openEventIoStream(file(Uint8Array.of(0x1f, 0x8b), filled(40))),
    ).rejects.toMatchObject({ code: 'format-damaged' });
  });

  it('recognises a file that holds nothing but a header', async () => {
    expect(await readAll(file(topLevelObject({ type: 70 })))).toMatchObject({
      objects: [{ type: 70, contentLength: 0 }],
      truncatedAt: undefined,
    });
  });

  it('counts the bytes read and stops when asked', async () => {
    const abort = new AbortController();
    const name = file(...Array.from({ length: 100 }, () => concat(...three)));
    const stream = await openEventIoStream(name, { signal: abort.signal, chunkBytes: 1000 });
    expect(stream.bytesTotal).toBe(100 * 1125);
    let error: unknown;
    try {
      for await (const group of objectGroups(stream)) {
        expect(group.length).toBeGreaterThan(0);
        abort.abort();
      }
    } catch (thrown) {
      error = thrown;
    }
    await stream.close();
    expect(error).toMatchObject({ code: 'cancelled' });
    expect(stream.bytesRead()).toBeLessThan(10_000);
    expect(stream.bytesRead()).toBeGreaterThanOrEqual(1000);
  });
});

const nested = topLevelObject({
  type: 2010,
  onlySubobjects: true,
  content: concat(
    subObject({ type: 2009, content: filled(8) }),
    subObject({
      type: 2201,
      onlySubobjects: true,
      content: concat(subObject({ type: 2011 }), subObject({ type: 2013, content: filled(30) })),
    }),
    subObject({ type: 3305, extended: true, content: filled(4) }),
  ),
});

describe('subObjects', () => {
  it('walks the objects inside an object', async () => {
    const { objects } = await readAll(file(nested));
    expect(
      [...subObjects(objects[0])].map((o) => [o.type, o.headerOffset, o.payload.length]),
    ).toEqual([
      [2009, 16, 8],
      [2201, 36, 54],
      [3305, 102, 4],
    ]);
  });

  it('reports sub-objects beyond their parent and headers cut off, with the offset', () => {
    const parent = (content: Uint8Array): EventIoObject => ({
      type: 2010,
      version: 0,
      id: 0,
      userFlag: false,
      extended: false,
      onlySubobjects: true,
      headerOffset: 100,
      headerLength: 16,
      contentLength: content.length,
      payload: content,
    });
    const good = subObject({ type: 5, content: filled(3) });
    for (const bad of [subObject({ type: 6, claimed: 1, content: filled(0) }), filled(11)]) {
      const walk = subObjects(parent(concat(good, bad)));
      expect(walk.next().value).toMatchObject({ type: 5 });
      expect(() => walk.next()).toThrow(
        expect.objectContaining({ code: 'format-damaged', place: { offset: 131 } }),
      );
    }
  });
});

describe('objectTree', () => {
  async function tree(name: string, chunkBytes: number): Promise<(string | number)[][]> {
    const stream = await openEventIoStream(name, { chunkBytes });
    const rows: (string | number)[][] = [];
    for await (const group of objectTree(stream)) {
      for (const node of group) rows.push([node.depth, node.name, node.headerOffset]);
    }
    await stream.close();
    if (stream.truncation !== undefined) rows.push(['truncated', stream.truncation.offset]);
    return rows;
  }

  it('gives all objects depth first, whatever the chunks', async () => {
    const name = file(nested, topLevelObject({ type: 4242 }));
    for (const chunkBytes of [1, 13, 100, 1000]) {
      expect(await tree(name, chunkBytes)).toEqual([
        [0, 'ArrayEvent', 0],
        [1, 'TriggerInformation', 16],
        [1, 'TelescopeEvent', 36],
        [2, 'TelescopeEventHeader', 48],
        [2, 'ADCSamples', 60],
        [1, 'EventIOObject', 102],
        // 2200 + 42 + 1000 · 2: telescope 242.
        [0, 'TelescopeEvent', 122],
      ]);
    }
  });

  it('gives all headers of a truncated file', async () => {
    expect(await tree(file(nested.subarray(0, 80)), 64)).toEqual([
      [0, 'ArrayEvent', 0],
      [1, 'TriggerInformation', 16],
      [1, 'TelescopeEvent', 36],
      [2, 'TelescopeEventHeader', 48],
      [2, 'ADCSamples', 60],
      ['truncated', 80],
    ]);
  });

  it('refuses endless nesting and sub-objects beyond their parent', async () => {
    let deep = subObject({ type: 1, content: filled(4) });
    for (let i = 0; i < 100; i++)
      deep = subObject({ type: 1, onlySubobjects: true, content: deep });
    const nest = topLevelObject({ type: 1, onlySubobjects: true, content: deep });
    await expect(tree(file(nest), 1000)).rejects.toMatchObject({ code: 'format-damaged' });
    const beyond = topLevelObject({
      type: 1,
      onlySubobjects: true,
      content: subObject({ type: 2, claimed: 1 }),
    });
    await expect(tree(file(beyond), 1000)).rejects.toMatchObject({
      code: 'format-damaged',
      place: { offset: 16 },
    });
  });
});
