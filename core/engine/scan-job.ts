import { enterFile } from '../catalogue/scan/enter-file.ts';
import { scanRoot, type ScanSummary } from '../catalogue/scan/scan-root.ts';
import type { ScanOptions } from '../jobs/kinds/scan.ts';
import type { Services } from './services.ts';

/** Folders that are named in the log of a scan because they could not be read; the rest is counted. */
const MAX_WARNINGS = 100;

/** Files after which clients are told that lists may be read again. */
const FILES_PER_CHANGE = 500;

/** What the kind of job `scan` does with one root: its log tells what was found. */
export function scanJob({
  catalogue,
  access,
  changes,
  cores,
}: Pick<Services, 'catalogue' | 'access' | 'changes' | 'cores'>): ScanOptions['scan'] {
  return async (rootId, full, { signal, progress, log }) => {
    try {
      const summary = await scanRoot(catalogue, {
        rootId,
        full,
        signal,
        threads: cores,
        checkRead: (path) => access.checkRead(path),
        onProgress: ({ done, total, unit, path }) => {
          progress(done, total, unit, path ?? undefined);
          if (total !== null && done % FILES_PER_CHANGE === 0) changes.changed('files', 'runs');
        },
      });
      // Of files that have not changed nothing was read, but they are done as well.
      if (summary.isPresent) progress(summary.nFiles, summary.nFiles, 'files');
      log(summary.isPresent ? 'info' : 'warning', summaryText(summary));
      for (const { path, reason } of summary.unreadable.slice(0, MAX_WARNINGS)) {
        log('warning', `${path}: ${reason}`);
      }
      const nMore = summary.unreadable.length - MAX_WARNINGS;
      if (nMore > 0) log('warning', `${String(nMore)} more folders cannot be read.`);
    } finally {
      changes.changed('roots', 'files', 'runs', 'configurations', 'provenance');
    }
  };
}

/** Enters a product that a job has made, so that it is found without a scan. */
export function productEntry({
  catalogue,
  changes,
}: Pick<Services, 'catalogue' | 'changes'>): (file: string) => Promise<void> {
  return async (file) => {
    await enterFile(catalogue, file);
    changes.changed('files', 'runs', 'provenance');
  };
}

/** `/data: 200 files (12 new, 3 changed, 1 moved), 2 missing, 4 not recognised.` */
function summaryText(summary: ScanSummary): string {
  const { path, nFiles, nMissing, nUnrecognised } = summary;
  if (!summary.isPresent) {
    return `${path} is not there; what is known of its files is kept. Connect its disk, or remove it from the catalogue.`;
  }
  const found = [
    [summary.nNew, 'new'],
    [summary.nChanged, 'changed'],
    [summary.nMoved, 'moved'],
    [summary.nReturned, 'there again'],
  ] as const;
  const changes = found
    .filter(([count]) => count > 0)
    .map(([count, what]) => `${String(count)} ${what}`);
  const details = changes.length === 0 ? 'none of them new or changed' : changes.join(', ');
  return `${path}: ${String(nFiles)} ${nFiles === 1 ? 'file' : 'files'}${nFiles === 0 ? '' : ` (${details})`}, ${String(nMissing)} gone since the last scan, ${String(nUnrecognised)} not recognised.`;
}
