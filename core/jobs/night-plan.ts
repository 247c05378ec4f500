import { createHash } from 'node:crypto';
import path from 'node:path';
import type { RunInputRow } from '../catalogue/operations/run-input-operations.ts';

/** A file of a night that is to be processed. */
export interface PlannedRun {
  readonly input: string;
  /** Name of the product, without its folder. */
  readonly outputName: string;
  /** Runs of which the file holds something, at least one. */
  readonly runs: readonly { readonly runId: number; readonly obsId: number }[];
}

/** Levels from which events can be processed, the best first. */
const levels = ['R1', 'DL0', 'DL1_IMAGES'];

/**
 * Which files are processed to have each run of a list once: of the files of a run the one closest to
 * the telescopes (sim_telarray, then calibrated waveforms, then images), of these a complete one, of these
 * the largest. A file that holds several runs is processed once.
 *
 * @param level level of the products, such as `dl2`, for their names
 * @returns in the order of the rows; empty when no run has such a file
 */
export function planNight(rows: readonly RunInputRow[], level: string): PlannedRun[] {
  const best = new Map<number, RunInputRow & { readonly path: string }>();
  for (const row of rows) {
    if (row.path === null || rank(row) === undefined) continue;
    const former = best.get(row.runId);
    const candidate = { ...row, path: row.path };
    if (former === undefined || isBetter(candidate, former)) best.set(row.runId, candidate);
  }
  const files = new Map<string, { runId: number; obsId: number }[]>();
  for (const { path: file, runId, obsId } of best.values()) {
    files.set(file, [...(files.get(file) ?? []), { runId, obsId }]);
  }
  const plain = [...files].map(([input, runs]) => ({ input, runs, name: plainName(input, runs) }));
  // Names are compared as file systems that know no case do.
  const uses = Map.groupBy(plain, ({ name }) => name.toLowerCase());
  return plain.map(({ input, runs, name }) => ({
    input,
    runs,
    outputName: `${name}${(uses.get(name.toLowerCase())?.length ?? 0) > 1 ? `_${tag(input)}` : ''}.${level}.h5`,
  }));
}

/** Place among the kinds of files that can be processed; undefined for others. */
function rank({ format, dataLevels }: RunInputRow): number | undefined {
  if (format === 'sim_telarray') return 0;
  if (format !== 'ctapipe HDF5') return undefined;
  const found = levels.findIndex((level) => dataLevels.includes(level));
  return found === -1 ? undefined : found + 1;
}

function isBetter(a: RunInputRow, b: RunInputRow): boolean {
  const order =
    (rank(a) ?? levels.length) - (rank(b) ?? levels.length) ||
    Number(a.isComplete === false) - Number(b.isComplete === false) ||
    (b.sizeBytes ?? 0) - (a.sizeBytes ?? 0);
  return order < 0;
}

/** File name without its endings, and the run; of several, the first. */
function plainName(input: string, runs: PlannedRun['runs']): string {
  const stem = path
    .basename(input)
    .replace(/(\.(simtel|simhist|r[01]|dl[0-3]|h5|hdf5?|gz|zst|zstd))+$/i, '');
  const [{ obsId }] = runs;
  return `${stem}_run${obsId}`;
}

/** Tells files of the same name apart, the same whatever else is processed. */
function tag(input: string): string {
  return createHash('sha256').update(input).digest('hex').slice(0, 8);
}
