import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { dataFile } from '../data-folder.ts';

/** Small sim_telarray files with events; all can be processed with equivalent focal lengths. */
const samples = [
  'digicampipe/simtel/sst1m_simtel_test_file.simtel.gz',
  'pyeventio/simtel/gamma_with_obslevel_particles.simtel.zst',
  'pyeventio/simtel/aux_traces_2029.simtel.zst',
  'pyeventio/simtel/lst_muons_with_true_photons.simtel.zst',
];

/** Night of the runs (by UTC), and the UNIX time of its evening [s]. */
export const night = '2026-05-04';
const evening = Date.parse(`${night}T21:00:00Z`) / 1000;

/** Type of the run header; its payload begins with run number and time (EventIO, little endian). */
const RUN_HEADER = 2000;
const SYNC = Uint8Array.of(0x37, 0x8a, 0x1f, 0xd4);

/**
 * Writes runs of one night into a folder: real files whose run headers tell other numbers (1, 2, …) and
 * times, because the data folder has no night with several runs.
 *
 * @param nRuns number of files, from the smallest input on; later ones repeat the first
 * @returns paths of the files
 */
export function writeNight(folder: string, nRuns: number): string[] {
  mkdirSync(folder, { recursive: true });
  return Array.from({ length: nRuns }, (_, i) => {
    const sample = samples[i % samples.length];
    const bytes = unpacked(dataFile(sample));
    const at = runHeaderPayload(bytes);
    bytes.writeInt32LE(i + 1, at);
    bytes.writeInt32LE(evening + 600 * i, at + 4);
    const name = path.basename(sample).replace(/\.simtel.*$/, '');
    const file = path.join(folder, `${name}_${i + 1}.simtel`);
    writeFileSync(file, bytes);
    return file;
  });
}

function unpacked(file: string): Buffer {
  const bytes = readFileSync(file);
  if (file.endsWith('.gz')) return gunzipSync(bytes);
  return file.endsWith('.zst') ? zstdDecompressSync(bytes) : bytes;
}

/** Place of the payload of the run header among the top-level objects. */
function runHeaderPayload(bytes: Buffer): number {
  for (let at = 0; at + 16 <= bytes.length;) {
    if (!bytes.subarray(at, at + 4).equals(SYNC)) throw new Error(`no object at byte ${at}`);
    const typeWord = bytes.readUInt32LE(at + 4);
    const isExtended = (typeWord & (1 << 17)) !== 0;
    const length = bytes.readUInt32LE(at + 12) % 2 ** 30;
    const payload = at + (isExtended ? 20 : 16);
    if ((typeWord & 0xffff) === RUN_HEADER) return payload;
    at = payload + length;
  }
  throw new Error('no run header');
}
