import { realpath, stat } from 'node:fs/promises';
import { PhotoelectronError } from '../../foundation/errors.ts';
import type { Catalogue } from '../catalogue.ts';
import { lookAtFile } from './look-at-file.ts';
import { rootAround } from './root-around.ts';
import { ScanWriter } from './scan-writer.ts';

/**
 * Enters one file into the catalogue, such as a product that was just made, without a scan of its
 * folder. A file outside of all roots is not entered, but what it tells of its making is kept.
 *
 * @throws PhotoelectronError `file-unreadable`, and what the catalogue throws
 */
export async function enterFile(catalogue: Catalogue, file: string): Promise<void> {
  const { real, status } = await placeOf(file);
  // A file of our own needs no thread that may come to a sudden end.
  const look = await lookAtFile(real, []);
  if (look === undefined) return;
  const rootId = await rootAround(catalogue, real);
  if (rootId === undefined) {
    if (look.activity !== undefined) {
      await catalogue.ask('recordActivity', { record: look.activity });
    }
    return;
  }
  const writer = new ScanWriter(catalogue, rootId);
  await writer.add({
    ...look,
    path: real,
    sizeBytes: Number(status.size),
    modifiedNs: String(status.mtimeNs),
    // It was written only now: the next scan makes sure.
    isSettled: false,
  });
  await writer.flush();
}

async function placeOf(file: string) {
  try {
    const real = await realpath(file);
    return { real, status: await stat(real, { bigint: true }) };
  } catch (cause) {
    throw new PhotoelectronError(
      'file-unreadable',
      `${file} cannot be seen (${String(cause)}); scan its folder when it is there.`,
      { path: file },
      cause,
    );
  }
}
