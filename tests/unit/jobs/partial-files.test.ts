import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { partialFile, partialFileOwner } from '../../../core/foundation/partial-file.ts';
import { processMark } from '../../../core/jobs/process-mark.ts';
import { removePartialFiles } from '../../../core/jobs/remove-partial-files.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

/** Number of a process that has ended. */
async function endedProcess(): Promise<number> {
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(child, 'exit');
  return child.pid!;
}

describe('partialFile', () => {
  it('names the process that writes, in the folder of the file', () => {
    const target = path.join('/data', 'run1.dl2.h5');
    const partial = partialFile(target);
    expect(path.dirname(partial)).toBe('/data');
    expect(partialFileOwner(path.basename(partial), target)).toEqual({ pid: process.pid });
    expect(partialFile(target)).not.toBe(partial);
  });

  it('does not take other files for its own', () => {
    const target = '/data/run1.dl2.h5';
    const other = path.basename(partialFile('/data/run11.dl2.h5'));
    for (const name of ['run1.dl2.h5', '.run1.dl2.h5.part', '.run1.dl2.h5.1-2-3.part', other]) {
      expect(partialFileOwner(name, target)).toBeUndefined();
    }
  });

  it('knows the files of other machines', () => {
    const name = '.run1.dl2.h5.00000000-17-01234567.part';
    expect(partialFileOwner(name, '/data/run1.dl2.h5')).toEqual({ pid: undefined });
  });
});

describe('removePartialFiles', () => {
  it('removes what ended processes left, and nothing of living ones, other machines and other files', async () => {
    const folder = temporaryFolder();
    const target = path.join(folder, 'run1.dl2.h5');
    const mine = path.basename(partialFile(target));
    const left = mine.replace(`-${process.pid}-`, `-${await endedProcess()}-`);
    const foreign = left.replace(/\.[0-9a-f]{8}-/, '.00000000-');
    const kept = [mine, foreign, 'run1.dl2.h5', '.run2.dl2.h5.part'];
    for (const name of [left, ...kept]) writeFileSync(path.join(folder, name), 'x');
    expect(await removePartialFiles(target)).toEqual([left]);
    expect(readdirSync(folder).sort()).toEqual(kept.sort());
  });

  it('finds nothing where there is no folder', async () => {
    expect(await removePartialFiles(path.join(temporaryFolder(), 'no', 'a.h5'))).toEqual([]);
  });
});

describe('processMark', () => {
  it('is the same for one process and differs between two', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    try {
      const mark = await processMark(child.pid!);
      expect(mark).toEqual(expect.any(String));
      expect(await processMark(child.pid!)).toBe(mark);
      expect(await processMark(process.pid)).not.toBe(mark);
    } finally {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    expect(await processMark(child.pid!)).toBeUndefined();
  });
});
