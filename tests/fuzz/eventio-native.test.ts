import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { decodePhotonsHead } from '../../core/formats/eventio/iact/photons.ts';
import { objectGroups } from '../../core/formats/eventio/object-groups.ts';
import type { EventIoObject } from '../../core/formats/eventio/object-header.ts';
import { openEventIoStream } from '../../core/formats/eventio/open-eventio-stream.ts';
import { PayloadReader } from '../../core/formats/eventio/payload-reader.ts';
import { decodeAdcHeader } from '../../core/formats/eventio/simtel/adc-header.ts';
import { subObjects } from '../../core/formats/eventio/sub-objects.ts';
import { fixtureFolder } from '../data-folder.ts';
import { writeAdcSums, writeSuppressedSamples } from '../eventio-payloads.ts';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const folder = mkdtempSync(path.join(tmpdir(), 'eventio-fuzz-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** What the driver needs to know beside the payload. */
interface Shape {
  readonly nChannels?: number;
  readonly nPixels?: number;
  readonly nSamples?: number;
  readonly pixels?: Int32Array;
  readonly flags?: number;
  readonly payload?: Uint8Array;
}

/** How the driver is to decode an object; undefined for types that it does not know. */
function shapeOf(object: EventIoObject): Shape | undefined {
  const reader = new PayloadReader(object);
  switch (object.type) {
    case 1205: {
      const { nBunches } = decodePhotonsHead(object);
      const compact = object.version === 1000 ? 1 : 0;
      return { nSamples: nBunches, flags: compact, payload: object.payload.subarray(12) };
    }
    case 1208: {
      const nPe = reader.int32();
      const nPixels = reader.int32();
      return { nPixels, nSamples: nPe, flags: object.version > 1 ? reader.int16() : 0 };
    }
    case 2012:
    case 2013: {
      const { nGains, nPixels, nSamples } = decodeAdcHeader(object);
      return { nChannels: nGains, nPixels, nSamples };
    }
    case 2016: {
      const nPixels = reader.int16();
      const nChannels = reader.int16();
      reader.skip(4);
      const listType = reader.int16();
      const list = [...reader.int16Array(reader.int16() * listType)];
      // Type 2 lists the first and the last pixel of ranges.
      const pixels = Int32Array.from(
        listType === 1
          ? list
          : list.flatMap((first, i) =>
              i % 2 === 1
                ? []
                : Array.from({ length: list[i + 1] - first + 1 }, (_, k) => first + k),
            ),
      );
      const threshold = reader.int16();
      const nSamples = reader.int16();
      reader.skip(6 * nSamples + 8);
      const flags = 1 + (threshold < 0 ? 2 : 0);
      return { nPixels, nChannels, nSamples, pixels, flags, payload: reader.rest() };
    }
    case 2027:
      return { nPixels: 1855 };
    default:
      return undefined;
  }
}

const written = new Map<string, number>();

/** Leaves a few payloads of every type and version for the driver. */
function writePayload(
  object: Pick<EventIoObject, 'type' | 'version' | 'id' | 'payload'>,
  shape: Shape,
): void {
  const kind = `${object.type}.${object.version}.${shape.flags ?? 0}`;
  const count = written.get(kind) ?? 0;
  if (count >= 3) return;
  written.set(kind, count + 1);
  const { pixels = new Int32Array(0), payload = object.payload } = shape;
  const head = Int32Array.of(
    ...[object.type, object.version, object.id],
    ...[shape.nChannels ?? 0, shape.nPixels ?? 0, shape.nSamples ?? 0],
    ...[pixels.length, shape.flags ?? 0],
  );
  const parts = [head, pixels, payload].map((part) =>
    Buffer.from(part.buffer, part.byteOffset, part.byteLength),
  );
  writeFileSync(path.join(folder, `${kind}-${count}.bin`), Buffer.concat(parts));
}

function writeAll(object: EventIoObject): void {
  const shape = shapeOf(object);
  if (shape !== undefined) writePayload(object, shape);
  if (object.onlySubobjects) for (const part of subObjects(object)) writeAll(part);
}

it('survives damaged payloads in the native decoders under sanitizers', async () => {
  const files = [
    path.join(root, 'resources/samples/history_meta_75.simtel.zst'),
    ...[
      '5_gamma_2_telescopes_reuse_2_split_always.zst',
      'gamma_100gev_1216.eventio',
      'nectarcam_xyzls_layout.simtel.gz',
    ].map((name) => path.join(fixtureFolder('eventio'), 'files', name)),
  ];
  for (const file of files) {
    const stream = await openEventIoStream(file);
    for await (const group of objectGroups(stream)) group.forEach(writeAll);
    await stream.close();
  }
  // Modes that sim_telarray knows but none of the files uses.
  for (const mode of [1, 2] as const) {
    const payload = writeAdcSums(mode);
    writePayload(
      { type: 2012, version: 3, id: mode, payload },
      { nChannels: 2, nPixels: 40, nSamples: 1, flags: mode },
    );
  }
  const payload = writeSuppressedSamples();
  writePayload(
    { type: 2013, version: 3, id: 1, payload },
    { nChannels: 2, nPixels: 40, nSamples: 30, flags: 1 },
  );
  expect([...written.keys()].sort()).toEqual([
    '1205.0.0',
    '1205.1000.1',
    '1208.2.0',
    '2012.3.0',
    '2012.3.1',
    '2012.3.2',
    '2013.3.0',
    '2013.3.1',
    '2016.1.3',
    '2027.0.0',
  ]);

  const driver = path.join(root, 'build/native-sanitize/eventio_fuzz');
  const result = spawnSync(driver, [folder, '400', '20261120'], { encoding: 'utf8' });
  expect(result.stderr).toBe('');
  expect(result.status).toBe(0);
  const [, payloads, decodings, good] = /(\d+) payloads, (\d+) decodings, (\d+) good/
    .exec(result.stdout)!
    .map(Number);
  expect(payloads).toBeGreaterThanOrEqual(20);
  expect(decodings).toBe(payloads * 400);
  // Both happen: some damage only changes values, most of it is noticed.
  expect(good).toBeGreaterThan(100);
  expect(decodings - good).toBeGreaterThan(1000);
}, 300_000);
