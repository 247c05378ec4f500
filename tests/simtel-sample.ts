import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { zstdDecompressSync } from 'node:zlib';
import { parseObjectHeader } from '../core/formats/eventio/object-header.ts';
import { concat } from './eventio-bytes.ts';

/** The sim_telarray file that ships with the program: one gamma in 15 of 19 telescopes. */
export const sampleFile = path.resolve(
  path.dirname(fileURLToPath(import.meta.url)),
  '../resources/samples/history_meta_75.simtel.zst',
);

/** A top-level object as it lies in the file. */
export interface RawObject {
  readonly type: number;
  readonly id: number;
  readonly headerLength: number;
  /** Header and content. */
  readonly bytes: Uint8Array;
}

/** All top-level objects of the sample; every call gives copies that may be changed. */
export function sampleObjects(): RawObject[] {
  const bytes = new Uint8Array(zstdDecompressSync(readFileSync(sampleFile)));
  const objects: RawObject[] = [];
  for (let at = 0; at < bytes.length;) {
    const header = parseObjectHeader(bytes, at, at, true);
    if (header === undefined) throw new Error('the sample ends inside a header');
    const { type, id, headerLength, contentLength } = header;
    const end = at + headerLength + contentLength;
    objects.push({ type, id, headerLength, bytes: bytes.slice(at, end) });
    at = end;
  }
  return objects;
}

/** Content of an object, to be read or changed in place. */
export function contentOf(object: RawObject): DataView {
  const { bytes, headerLength } = object;
  return new DataView(bytes.buffer, bytes.byteOffset + headerLength);
}

/** Runs a test on a file of its own, which is removed afterwards. */
export async function withFile(
  content: Uint8Array | readonly RawObject[],
  test: (file: string) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'photoelectron-simtel-'));
  try {
    const file = path.join(folder, 'events.simtel');
    const bytes =
      content instanceof Uint8Array ? content : concat(...content.map((each) => each.bytes));
    writeFileSync(file, bytes);
    await test(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
