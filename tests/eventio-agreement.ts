import { crc32 } from 'node:zlib';
import { expect } from 'vitest';
import { decodeObject } from '../core/formats/eventio/decode-object.ts';
import { objectGroups } from '../core/formats/eventio/object-groups.ts';
import type { EventIoObject } from '../core/formats/eventio/object-header.ts';
import { objectName } from '../core/formats/eventio/object-name.ts';
import { objectTree } from '../core/formats/eventio/object-tree.ts';
import { openEventIoStream } from '../core/formats/eventio/open-eventio-stream.ts';
import { subObjects } from '../core/formats/eventio/sub-objects.ts';
import { peerArray, type PeerResult } from './peers/exchange.ts';

interface PeerFile {
  readonly file: string;
  readonly names: readonly string[];
  readonly lines: readonly string[];
  readonly end: string;
}

/** Fields that we give and the reference gives in another way or not at all, by object type. */
const OURS_ONLY: Readonly<Partial<Record<number, readonly string[]>>> = {
  2004: ['nRefShape', 'lRefShape'],
  2012: ['zeroSupMode', 'dataRedMode', 'listKnown', 'nPixels', 'nGains', 'nSamples'],
  2013: ['zeroSupMode', 'dataRedMode', 'listKnown', 'nPixels', 'nGains', 'nSamples'],
  2023: ['nGains', 'nPixels'],
  2029: ['nTraces', 'nSamples'],
  2030: ['nTraces', 'nSamples'],
};

type Numbers = Exclude<ArrayBufferView, DataView> & ArrayLike<number>;

function crcOfNumbers(values: ArrayLike<number>, crc: number): number {
  const doubles = Float64Array.from(values, (value) => (Number.isNaN(value) ? NaN : value));
  return crc32(new Uint8Array(doubles.buffer), crc);
}

/** The checksum of `eventio-objects.py` over anything nested. */
function checksum(value: unknown, name: string, crc: number): number {
  if (value === undefined) return crc;
  if (value instanceof Map) return checksum(Object.fromEntries(value), name, crc);
  if (typeof value === 'string') return crc32(value, crc32(name, crc));
  if (typeof value === 'number' || typeof value === 'boolean') {
    return crcOfNumbers([Number(value)], crc32(name, crc));
  }
  if (ArrayBuffer.isView(value)) return crcOfNumbers(value as Numbers, crc32(name, crc));
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    if (items.every((item) => typeof item === 'number')) {
      return crcOfNumbers(items, crc32(name, crc));
    }
    return items.reduce<number>((sum, item, i) => checksum(item, `${name}.${i}`, sum), crc);
  }
  return Object.entries(value as object)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .reduce<number>((sum, [key, item]) => checksum(item, `${name}.${key}`, sum), crc);
}

function isRecord(value: unknown): value is object {
  return typeof value === 'object' && !ArrayBuffer.isView(value) && !Array.isArray(value);
}

/** Checksum of every field of a decoded object, by the checksum of the field's name. */
function fieldChecksums(type: number, value: unknown): Map<string, string> {
  const fields: [string, unknown][] =
    value instanceof Map
      ? [...(value as Map<string, unknown>)]
      : isRecord(value)
        ? Object.entries(value)
        : [['', value]];
  return new Map(
    fields
      .filter(([key]) => !(OURS_ONLY[type] ?? []).includes(key))
      .map(([key, field]) => [crc32(key).toString(16), checksum(field, '', 0).toString(16)]),
  );
}

async function* allObjects(object: EventIoObject): AsyncGenerator<EventIoObject> {
  yield object;
  if (!object.onlySubobjects) return;
  for (const part of subObjects(object)) yield* allObjects(part);
}

/** What was compared. */
export interface EventIoAgreement {
  readonly objects: number;
  /** Objects whose values were compared, by `type.version`. */
  readonly decoded: ReadonlyMap<string, number>;
}

/**
 * Compares trees and decoded values of files with what eventio made of them: everything identical.
 *
 * @param result of `eventio-objects.py` for the same files
 */
export async function expectEventIoAgreement(
  result: PeerResult,
  paths: readonly string[],
): Promise<EventIoAgreement> {
  const files = result.notes.files as readonly PeerFile[];
  const decoded = new Map<string, number>();
  let objects = 0;
  expect(files).toHaveLength(paths.length);
  for (const [index, path] of paths.entries()) {
    const file = files[index];
    const reference = peerArray(result, `${index}/tree`, 'float64');

    const treeStream = await openEventIoStream(path);
    const names: string[] = [];
    const rows: number[] = [];
    for await (const group of objectTree(treeStream)) {
      for (const node of group) {
        const { headerOffset, headerLength, contentLength } = node;
        const flags =
          Number(node.userFlag) + 2 * Number(node.extended) + 4 * Number(node.onlySubobjects);
        rows.push(node.depth, node.type, node.version, node.id, flags, headerLength);
        rows.push(headerOffset + headerLength, contentLength);
        names.push(node.name);
      }
    }
    await treeStream.close();
    expect(names, file.file).toEqual(file.names);
    expect(Float64Array.from(rows), file.file).toEqual(reference);
    expect(treeStream.truncation !== undefined, file.file).toBe(file.end === 'truncated');

    const stream = await openEventIoStream(path);
    const differences: string[] = [];
    let row = 0;
    for await (const group of objectGroups(stream)) {
      for (const top of group) {
        for await (const object of allObjects(top)) {
          const line = file.lines[row++];
          objects++;
          if (line === '' || line.startsWith('!')) {
            // Containers, and types whose content the reference does not decode.
            if (line.startsWith('!')) {
              expect(line, `${file.file} type ${object.type}`).toBe('!NotImplementedError');
            }
            continue;
          }
          const ours = fieldChecksums(object.type, await decodeObject(object));
          const theirs = new Map(
            line.split(' ').map((field) => field.split(':') as [string, string]),
          );
          const kind = `${objectName(object.type)}[${object.type}.${object.version}]`;
          for (const key of new Set([...ours.keys(), ...theirs.keys()])) {
            if (ours.get(key) !== theirs.get(key)) {
              differences.push(`${kind} at ${object.headerOffset}: field ${key}`);
            }
          }
          const version = `${object.type}.${object.version}`;
          decoded.set(version, (decoded.get(version) ?? 0) + 1);
        }
      }
    }
    await stream.close();
    expect(differences, file.file).toEqual([]);
  }
  return { objects, decoded };
}
