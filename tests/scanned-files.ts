import { createHash } from 'node:crypto';
import type { ScannedFile } from '../core/catalogue/scan/scanned-file.ts';
import type { FileFacts, RunFacts } from '../core/sources/recognition/file-facts.ts';

/** A file as a scan would tell it; its content is that of its name when nothing else is asked for. */
export function scannedFile(
  path: string,
  facts: Partial<FileFacts> = {},
  content = path,
): ScannedFile {
  return {
    path,
    sizeBytes: content.length,
    modifiedNs: '1700000000123456789',
    isSettled: true,
    content: { hash: createHash('sha256').update(content).digest('hex'), of: 'whole' },
    facts: {
      kind: 'events',
      format: 'test',
      description: 'A file of a test.',
      dataLevels: ['DL1_PARAMETERS'],
      isSimulation: false,
      instrument: 'MAGIC',
      runs: [],
      ...facts,
    },
  };
}

/** A run of the night of 2013-10-04 on La Palma, which took twenty minutes. */
export function crabRun(obsId: number, more: Partial<RunFacts> = {}): RunFacts {
  const start = Date.UTC(2013, 9, 5, 3, 0) + (obsId % 100_000) * 60_000;
  return {
    obsId,
    startUtcMs: start,
    stopUtcMs: start + 1_200_000,
    target: 'CrabNebula',
    targetRaDeg: 83.63308,
    targetDecDeg: 22.0145,
    pointingAltDeg: 60,
    pointingAzDeg: 120,
    telIds: [1, 2],
    nEvents: 1000,
    ...more,
  };
}

/** What storing takes besides the files. */
export const storing = { rootId: 1, recognitionVersion: 1, now: '2026-11-20T10:00:00.000Z' };
