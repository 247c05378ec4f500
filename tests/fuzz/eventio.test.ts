import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync, gzipSync, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { afterAll, expect, it } from 'vitest';
import { decodeObject } from '../../core/formats/eventio/decode-object.ts';
import { objectGroups } from '../../core/formats/eventio/object-groups.ts';
import type { EventIoObject } from '../../core/formats/eventio/object-header.ts';
import { objectTree } from '../../core/formats/eventio/object-tree.ts';
import { openEventIoStream } from '../../core/formats/eventio/open-eventio-stream.ts';
import { decodeArrayEvent } from '../../core/formats/eventio/simtel/array-event.ts';
import { subObjects } from '../../core/formats/eventio/sub-objects.ts';
import { PhotoelectronError } from '../../core/foundation/errors.ts';
import { fixtureFolder } from '../data-folder.ts';
import { sampleObjects } from '../simtel-sample.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'eventio-fuzz-'));
const file = path.join(folder, 'damaged');
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function fixture(name: string): Uint8Array {
  return readFileSync(path.join(fixtureFolder('eventio'), 'files', name));
}

/** One object of every type and version of the sample event file, so that a round is quick. */
function oneOfEach(): Uint8Array {
  const seen = new Set<string>();
  const kept = sampleObjects().filter(({ type, bytes }) => {
    const kind = `${type}.${bytes[7] * 16 + (bytes[6] >> 4)}`;
    const first = !seen.has(kind);
    seen.add(kind);
    return first && type !== 70;
  });
  return Buffer.concat(kept.map(({ bytes }) => bytes));
}

/** Seeded numbers, the same in every run. */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48271) % 2147483647;
    return state % below;
  };
}

/** Places of all object headers: damage there goes deepest. */
function headerPlaces(bytes: Uint8Array): number[] {
  const places: number[] = [];
  const walk = (start: number, end: number, topLevel: boolean): void => {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    let at = start;
    while (at + 16 <= end) {
      places.push(at);
      const header = at + (topLevel ? 4 : 0);
      const word = view.getUint32(header + 8, true);
      const content = header + ((view.getUint32(header, true) & (2 ** 17)) !== 0 ? 16 : 12);
      const next = content + (word & 0x3fffffff);
      if ((word & (2 ** 30)) !== 0) walk(content, next, false);
      at = next;
    }
  };
  walk(0, bytes.length, true);
  return places;
}

const extremes = [0, 1, 0x7fffffff, 0x80000000, 0xffffffff, 0x3fffffff, 0x40000000, 0x10000, 0xff];

/** A copy with one to four damages: flipped bits, numbers of extreme size, cuts, repeats. */
function damage(original: Uint8Array, places: readonly number[], random: (n: number) => number) {
  let bytes = Uint8Array.from(original);
  const count = 1 + random(4);
  for (let i = 0; i < count && bytes.length > 8; i++) {
    const inHeader = random(2) === 0;
    const near = places[random(places.length)] + random(40);
    const at = Math.min(inHeader ? near : random(bytes.length), bytes.length - 5);
    switch (random(7)) {
      case 0:
      case 1:
        bytes[at] ^= 1 << random(8);
        break;
      case 2:
        bytes[at] = random(256);
        break;
      case 3:
      case 4:
        new DataView(bytes.buffer).setUint32(at, extremes[random(extremes.length)], true);
        break;
      case 5:
        bytes = bytes.slice(0, random(8) === 0 ? random(64) : at);
        break;
      default:
        bytes = new Uint8Array(
          Buffer.concat([bytes.subarray(0, at), bytes.subarray(at - Math.min(at, random(64)))]),
        );
    }
  }
  return bytes;
}

/** Bytes of all arrays in a decoded value. */
function arrayBytes(value: unknown): number {
  if (ArrayBuffer.isView(value)) return value.byteLength;
  if (value instanceof Map) return arrayBytes([...value.values()]);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce<number>((sum, item) => sum + arrayBytes(item), 0);
}

interface Counts {
  decoded: number;
  errors: number;
  truncated: number;
  largest: number;
}

/** Whatever is wrong with a file is told as an error of ours that says where. */
function expectTold(error: unknown): void {
  if (!(error instanceof PhotoelectronError)) throw error as Error;
  expect(['format-damaged', 'format-unsupported', 'format-unknown']).toContain(error.code);
  expect(error.place.offset).toBeGreaterThanOrEqual(0);
}

async function decodeAll(object: EventIoObject, counts: Counts, depth = 0): Promise<void> {
  try {
    const value = await decodeObject(object);
    if (value !== undefined) counts.decoded++;
    counts.largest = Math.max(counts.largest, arrayBytes(value));
    if (object.type === 2010) decodeArrayEvent(object);
  } catch (error) {
    counts.errors++;
    expectTold(error);
  }
  if (!object.onlySubobjects || depth > 20) return;
  try {
    for (const part of subObjects(object)) await decodeAll(part, counts, depth + 1);
  } catch (error) {
    counts.errors++;
    expectTold(error);
  }
}

async function readDamaged(bytes: Uint8Array, chunkBytes: number, counts: Counts): Promise<void> {
  writeFileSync(file, bytes);
  for (const what of ['tree', 'objects'] as const) {
    try {
      const stream = await openEventIoStream(file, { chunkBytes });
      try {
        if (what === 'tree') {
          for await (const group of objectTree(stream)) expect(group.length).toBeGreaterThan(0);
        } else {
          for await (const group of objectGroups(stream)) {
            for (const object of group) await decodeAll(object, counts);
          }
        }
      } finally {
        await stream.close();
      }
      if (stream.truncation !== undefined) counts.truncated++;
    } catch (error) {
      counts.errors++;
      expectTold(error);
    }
  }
}

it('tells what is wrong with thousands of damaged files and reads the rest', async () => {
  const originals: readonly [Uint8Array, number][] = [
    [gunzipSync(fixture('one_shower.dat.gz')), 1200],
    [fixture('gamma_100gev_1216.eventio'), 300],
    [zstdDecompressSync(fixture('5_gamma_2_telescopes_reuse_2_split_always.zst')), 200],
    [oneOfEach(), 300],
  ];
  const random = randomNumbers(20261120);
  const counts: Counts = { decoded: 0, errors: 0, truncated: 0, largest: 0 };
  for (const [original, rounds] of originals) {
    const places = headerPlaces(original);
    for (let round = 0; round < rounds; round++) {
      const chunkBytes = [1 << 12, 1 << 16, 1 << 20][random(3)];
      await readDamaged(damage(original, places, random), chunkBytes, counts);
    }
  }
  expect(counts.decoded).toBeGreaterThan(10_000);
  expect(counts.errors).toBeGreaterThan(500);
  expect(counts.truncated).toBeGreaterThan(200);
  // No lie about a length costs much memory: the files hold less than 2 MB.
  expect(counts.largest).toBeLessThan(2 ** 27 + 1);
}, 300_000);

it('tells what is wrong with damaged compressed files', async () => {
  const plain = gunzipSync(fixture('one_shower.dat.gz'));
  const half = plain.length >> 1;
  const gzip = Buffer.concat([gzipSync(plain.subarray(0, half)), gzipSync(plain.subarray(half))]);
  const zstd = Buffer.concat([
    zstdCompressSync(plain.subarray(0, half)),
    Uint8Array.of(0x55, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3),
    zstdCompressSync(plain.subarray(half)),
  ]);
  const random = randomNumbers(42);
  const counts: Counts = { decoded: 0, errors: 0, truncated: 0, largest: 0 };
  for (const original of [gzip, zstd]) {
    for (let round = 0; round < 400; round++) {
      // The places of the members and frames, as far as they are the same in every run.
      await readDamaged(damage(original, [0], random), 1 << 12, counts);
    }
  }
  expect(counts.decoded).toBeGreaterThan(500);
  expect(counts.errors).toBeGreaterThan(100);
  expect(counts.truncated).toBeGreaterThan(20);
}, 300_000);
