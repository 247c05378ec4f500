import { createHash } from 'node:crypto';
import path from 'node:path';
import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import type { ScannedFile } from '../../core/catalogue/scan/scanned-file.ts';
import type { FileFacts, RunFacts } from '../../core/sources/recognition/file-facts.ts';

export const N_RUNS = 10_000;
export const PRODUCTS_PER_RUN = 10;

const targets = ['Crab', 'Mrk 421', 'Mrk 501', 'PKS 2155-304', 'M 87', 'LS I +61 303', 'off'];
export const N_TARGETS = targets.length;
const levels = ['R0', 'DL1_IMAGES', 'DL1_PARAMETERS', 'DL2', 'DL3'];

/** Run number i: six runs a night. */
function runFacts(i: number): RunFacts {
  const start = Date.UTC(2018, 0, 1, 20) + Math.floor(i / 6) * 86_400_000 + (i % 6) * 1_500_000;
  return {
    obsId: 1000 + i,
    startUtcMs: start,
    stopUtcMs: start + 1_200_000,
    target: targets[i % targets.length],
    targetRaDeg: 83.63308,
    targetDecDeg: 22.0145,
    pointingRaDeg: 84.03,
    pointingDecDeg: 22.0145,
    pointingAltDeg: 30 + ((i * 37) % 59),
    pointingAzDeg: (i * 91) % 360,
    telIds: [1, 2, 3, 4],
    nEvents: (i * 7919) % 1_000_000,
    eventCounts: { SUBARRAY: (i * 7919) % 1_000_000, SKY_PEDESTAL: 1000 },
  };
}

function products(root: string, i: number): ScannedFile[] {
  return Array.from({ length: PRODUCTS_PER_RUN }, (_, k) => {
    const night = path.join(root, `night-${String(Math.floor(i / 6))}`);
    const file = path.join(night, `run${String(i)}.${String(k)}.h5`);
    const facts: FileFacts = {
      kind: 'events',
      format: 'ctapipe HDF5',
      description: 'A product of the bench.',
      dataLevels: [levels[k % levels.length]],
      isSimulation: false,
      instrument: i % 3 === 0 ? 'MAGIC' : 'LST-1',
      telescopes: [1, 2, 3, 4].map((telId) => ({
        telId,
        name: `LST-${String(telId)}`,
        type: 'LST_LST_LSTCam',
      })),
      runs: [runFacts(i)],
    };
    return {
      path: file,
      sizeBytes: 1_000_000,
      modifiedNs: '1600000000000000000',
      isSettled: true,
      content: { hash: createHash('sha256').update(file).digest('hex'), of: 'whole' },
      facts,
    };
  });
}

/** Puts made-up runs with their products into a catalogue, as a scan of a folder would. */
export async function storeManyRuns(catalogue: Catalogue, root: string): Promise<void> {
  const now = new Date().toISOString();
  const { id: rootId } = await catalogue.ask('addRoot', { path: root, added: now });
  for (let i = 0; i < N_RUNS; i += 20) {
    const files = Array.from({ length: 20 }, (_, k) => products(root, i + k)).flat();
    await catalogue.ask('storeFiles', { rootId, recognitionVersion: 1, now, files });
  }
}
