import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { partialFileOwner } from '../foundation/partial-file.ts';
import { processMark } from './process-mark.ts';

/**
 * Removes what processes of this machine that have ended left of a file under temporary names. Those of
 * processes that live, and those of other machines, stay.
 *
 * @param target final name of the file
 * @returns names of the files that were removed
 */
export async function removePartialFiles(target: string): Promise<string[]> {
  const folder = path.dirname(target);
  // Without the folder there is nothing to remove; making the file will tell what is wrong with it.
  const names = await readdir(folder).catch(() => []);
  const removed: string[] = [];
  for (const name of names) {
    const pid = partialFileOwner(name, target)?.pid;
    if (pid === undefined || (await processMark(pid)) !== undefined) continue;
    await rm(path.join(folder, name), { force: true });
    removed.push(name);
  }
  return removed;
}
