import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FileFacts } from '../../core/sources/recognition/file-facts.ts';
import { recogniseFile } from '../../core/sources/recognition/recognise-file.ts';
import { dataFile, dataFolder, fixtureFolder } from '../data-folder.ts';

/** See the README beside the table. */
interface Row {
  readonly path: string;
  readonly kind: string;
  readonly format: string;
  readonly dataLevels?: readonly string[];
  readonly instrument?: string;
  readonly isSimulation?: boolean;
  readonly obsIds?: readonly number[];
  readonly nRuns?: number;
  readonly nEvents?: number;
  readonly reason?: string;
}

const rows = JSON.parse(
  readFileSync(path.join(fixtureFolder('recognition'), 'expected.json'), 'utf8'),
) as Row[];

const files = readdirSync(dataFolder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => path.relative(dataFolder, path.join(entry.parentPath, entry.name)))
  .map((name) => name.split(path.sep).join('/'))
  .sort();

/** Events of all runs; of a file that names no run, the number of the row if the description has it. */
function eventsOf(row: Row, facts: FileFacts): number {
  if (facts.runs.length > 0) return facts.runs.reduce((sum, run) => sum + (run.nEvents ?? 0), 0);
  const numbers = facts.description.match(/\b\d+\b/g)?.map(Number) ?? [];
  return numbers.find((number) => number === row.nEvents) ?? NaN;
}

/** What a row has to say of a file, in the form of the row; a reason that no row expects shows. */
function asRow(row: Row, facts: FileFacts): Row {
  const isReason = row.reason !== undefined && facts.reason?.includes(row.reason) === true;
  const reason = isReason ? row.reason : facts.reason;
  return {
    path: row.path,
    kind: facts.kind,
    format: facts.format,
    ...(row.dataLevels !== undefined && { dataLevels: facts.dataLevels }),
    ...(row.instrument !== undefined && { instrument: facts.instrument ?? '' }),
    ...(row.isSimulation !== undefined &&
      facts.isSimulation !== undefined && { isSimulation: facts.isSimulation }),
    ...(row.obsIds !== undefined && {
      obsIds: facts.runs.map((run) => run.obsId).sort((a, b) => a - b),
    }),
    ...(row.nRuns !== undefined && { nRuns: facts.runs.length }),
    ...(row.nEvents !== undefined && { nEvents: eventsOf(row, facts) }),
    ...(reason !== undefined && { reason }),
  };
}

describe('the data folder', () => {
  it('has a row in the table for every file', () => {
    const known = new Set(rows.map((row) => row.path));
    const without = files.filter((name) => !known.has(name));
    expect(without, 'Add a row for each to tests/fixtures/recognition/expected.json').toEqual([]);
  });

  it('has a file for every row of the table', () => {
    const present = new Set(files);
    const without = rows.map((row) => row.path).filter((name) => !present.has(name));
    expect(without, 'Take these out of tests/fixtures/recognition/expected.json').toEqual([]);
  });

  it.each(rows.filter((row) => files.includes(row.path)))('holds $path as it is', async (row) => {
    expect(asRow(row, await recogniseFile(dataFile(row.path)))).toEqual(row);
  });
});
