import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ProcessReport } from '../../core/processing/process-request.ts';
import { processFile } from '../../core/processing/process-file.ts';
import { dataFile } from '../data-folder.ts';
import { simtelFiles } from '../simtel-files.ts';
import { peerFolder, runPeer } from './run-peer.ts';

/** What process.py reports of one file. */
interface Comparison {
  readonly violations: readonly string[];
  readonly rows: number;
  readonly tables: number;
}

/** Files with which the reference can do something: of a file without events it makes nothing. */
const comparable = simtelFiles.filter(({ referenceFails }) => referenceFails === undefined);
const reports = new Map<string, ProcessReport>();
let comparisons: Readonly<Record<string, Comparison>>;

beforeAll(async () => {
  const folder = peerFolder('products');
  const tasks = [];
  for (const { name, equivalent } of comparable) {
    const input = dataFile(name);
    const ours = path.join(folder, `${path.basename(name)}.h5`);
    const report = await processFile({
      input,
      output: ours,
      config: path.join(import.meta.dirname, 'process-both-reconstructors.yaml'),
      writeImages: true,
      ...(equivalent === true ? { focalLengthChoice: 'EQUIVALENT' } : {}),
    });
    reports.set(name, report);
    const options = ['--reconstructor=HillasReconstructor', '--reconstructor=HillasIntersection'];
    tasks.push({
      input,
      ours,
      options,
      focal_length_choice: equivalent === true ? 'EQUIVALENT' : 'EFFECTIVE',
    });
  }
  const list = path.join(folder, 'tasks.json');
  writeFileSync(list, JSON.stringify(tasks));
  const { notes } = await runPeer('process.py', [list]);
  comparisons = notes['results'] as Record<string, Comparison>;
});

describe('the product of ctapipe-defaults equals that of ctapipe-process', () => {
  it.each(comparable)('$name', ({ name, isIncomplete, withoutEvents }) => {
    const report = reports.get(name)!;
    expect(report.isComplete).toBe(isIncomplete !== true);
    expect(report.events === 0).toBe(withoutEvents !== undefined);
    const { violations, rows, tables } = comparisons[dataFile(name)];
    expect(violations).toEqual([]);
    expect(tables).toBeGreaterThan(4);
    // Every telescope event stands in the tables of triggers, images and parameters at least.
    expect(rows).toBeGreaterThan(3 * report.telescopeEvents);
  });
});
