import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync, zstdCompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { ArrayEventBatch, BatchPlace } from '../../../core/sources/array-event-batch.ts';
import type { EventSource } from '../../../core/sources/event-source.ts';
import { openSource } from '../../../core/sources/open-source.ts';
import { dataFile } from '../../data-folder.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { decompressedSimtel } from '../../decompressed-simtel.ts';

const folder = temporaryFolder();

/** Every event of a batch as text: numbers, times, truth, and a hash of the pixels of its telescopes. */
function eventsOf(batch: ArrayEventBatch): string[] {
  return Array.from(batch.eventId, (eventId, event) => {
    const nTels = batch.telsWithTrigger.length / batch.nEvents;
    const telescopes = batch.telescopes.flatMap((block) =>
      Array.from(block.event.keys())
        .filter((row) => block.event[row] === event)
        .map((row) => `${String(block.telId[row])}:${rowHash(block, row)}`),
    );
    return JSON.stringify([
      batch.obsId,
      eventId,
      batch.eventType[event],
      batch.time.seconds[event],
      batch.time.quarterNanoseconds[event],
      [...batch.telsWithTrigger.subarray(event * nTels, (event + 1) * nTels)],
      [...batch.pointingAlt.subarray(event * nTels, (event + 1) * nTels)],
      batch.showers?.energy[event],
      batch.showers?.coreX[event],
      telescopes.sort(),
    ]);
  });
}

function rowHash(block: ArrayEventBatch['telescopes'][number], row: number): string {
  const hash = createHash('sha256');
  const nRows = block.telId.length;
  for (const data of [
    ...[block.r0Waveform, block.r1Waveform, block.image, block.peakTime, block.trueImage],
    ...[block.trueImageSum, block.trueImpactDistance, block.nTriggerPixels],
  ]) {
    if (data === undefined) continue;
    const width = data.byteLength / nRows;
    hash.update(Buffer.from(data.buffer, data.byteOffset + row * width, width));
  }
  const slot = block.calibrations?.[block.calibration?.[row] ?? 0];
  if (slot !== undefined) {
    const { pedestalPerSample, dcToPe, timeShift, outlierMask } = slot;
    for (const { buffer, byteOffset, byteLength } of [
      ...[pedestalPerSample, dcToPe, timeShift, outlierMask],
    ]) {
      hash.update(Buffer.from(buffer, byteOffset, byteLength));
    }
  }
  return hash.digest('hex').slice(0, 16);
}

/** The file cut into Zstandard frames of so many bytes. */
function inFrames(name: string, bytes: Buffer, frameBytes: number): string {
  const frames: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += frameBytes) {
    frames.push(zstdCompressSync(bytes.subarray(at, at + frameBytes)));
  }
  const file = path.join(folder, name);
  writeFileSync(file, Buffer.concat(frames));
  return file;
}

function written(name: string, bytes: Uint8Array): string {
  const file = path.join(folder, name);
  writeFileSync(file, bytes);
  return file;
}

const lst = await decompressedSimtel('ctapipe-extra/simtel/lst_muons.simtel.zst');
const sst = gunzipSync(
  readFileSync(dataFile('digicampipe/simtel/sst1m_simtel_test_file.simtel.gz')),
);

const files: readonly (readonly [what: string, file: string, canSeek: boolean])[] = [
  ['plain', written('lst.simtel', lst), true],
  ['of many Zstandard frames', inFrames('lst.zst', lst, 1_000_000), true],
  ['of one Zstandard frame', dataFile('ctapipe-extra/simtel/lst_muons.simtel.zst'), false],
  ['of gzip', dataFile('digicampipe/simtel/sst1m_simtel_test_file.simtel.gz'), false],
  ['of two runs', written('two.simtel', Buffer.concat([sst, sst])), true],
  ['with calibration events', dataFile('pyeventio/simtel/calib_true_pe.simtel.zst'), false],
  [
    'of a full array',
    dataFile('simtools/simtel/proton_run202_za20deg_azm0deg_North_test_layout.simtel.zst'),
    false,
  ],
  [
    'HDF5',
    dataFile('generated-with-upstream/ctapipe-0.30.0/proton_run202_lst_flashcam.dl1.h5'),
    true,
  ],
  [
    'HDF5 of two runs',
    dataFile('generated-with-upstream/ctapipe-0.30.0/gamma_proton_merged.dl2.h5'),
    true,
  ],
];

async function open(file: string): Promise<EventSource> {
  return openSource(file, {
    focalLengthChoice: 'EQUIVALENT',
    skipCalibrationEvents: false,
    // An event or two.
    batchBytes: 1,
  });
}

test.each(files)('a file %s is read on from wherever a batch began', async (_, file, canSeek) => {
  const source = await open(file);
  try {
    const all: string[] = [];
    const places: { first: number; place: BatchPlace }[] = [];
    for await (const batch of source.batches()) {
      if (batch.place === undefined) throw new Error('the batch does not say where it begins');
      places.push({ first: all.length, place: batch.place });
      all.push(...eventsOf(batch));
      batch.release?.();
    }
    expect(all.length).toBeGreaterThan(0);
    expect(source.canSeek()).toBe(canSeek);
    // The last places first, and each twice: readings must not know of one another.
    for (const { first, place } of [...places, ...places].reverse()) {
      const read: string[] = [];
      for await (const batch of source.batches(place)) {
        read.push(...eventsOf(batch));
        batch.release?.();
        if (read.length >= 3) break;
      }
      expect(read).toEqual(all.slice(first, first + read.length));
      expect(read.length).toBeGreaterThanOrEqual(Math.min(3, all.length - first));
    }
    const [{ place }] = places;
    const both = await Promise.all(
      [source.batches(place), source.batches(place)].map(async (batches) => {
        const read: string[] = [];
        for await (const batch of batches) read.push(...eventsOf(batch));
        return read;
      }),
    );
    expect(both).toEqual([all, all]);
  } finally {
    await source.close();
  }
});
