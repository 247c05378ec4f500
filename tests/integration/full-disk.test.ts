import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { dataFile } from '../data-folder.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { openEngine, watchedLauncher } from './job-engine.ts';

const execute = promisify(execFile);
const program = fileURLToPath(new URL('./full-disk-engine.ts', import.meta.url));
const input = dataFile('pyeventio/simtel/lst_muons_with_true_photons.simtel.zst');

/** A mount namespace of its own, as root or as one who may pretend to be; undefined where neither is allowed. */
function namespace(): string[] | undefined {
  return [['-rm'], ['-m']].find((options) => {
    try {
      execFileSync('unshare', [...options, 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'], {
        stdio: 'ignore',
      });
      return true;
    } catch {
      return false;
    }
  });
}

/** A job whose worker may write files of 64 KiB at most: a real failure, which needs no rights. */
async function processWithLimit() {
  const folder = temporaryFolder();
  const { client } = await openEngine(folder, {
    launcher: watchedLauncher((_input, pid) => {
      execFileSync('prlimit', ['--pid', String(pid), '--fsize=65536']);
    }),
  });
  const out = path.join(folder, 'out');
  mkdirSync(out);
  const { id } = await client.request('jobs.submit', {
    request: {
      kind: 'process-run',
      input,
      output: path.join(out, 'out.h5'),
      focalLengthChoice: 'EQUIVALENT',
    },
  });
  const { status, error } = await client.request('jobs.wait', { id });
  return { status, error, left: readdirSync(out) };
}

// Both ways are Linux's own.
describe.runIf(process.platform === 'linux')('a product that cannot be written to its end', () => {
  it('fails the job with one sentence and leaves nothing, at a limit of the system', async () => {
    const { status, error, left } = await processWithLimit();
    expect(status).toBe('failed');
    expect(error).toMatchObject({ code: 'file-unwritable' });
    expect(error?.message).toMatch(/larger than its file system or a limit of the system allows/);
    expect(left).toEqual([]);
  });

  it('fails the job with one sentence and leaves nothing, on a full and on a read-only disk', async () => {
    const options = namespace();
    if (options === undefined) {
      // Where no disk may be mounted, the limit has to do.
      expect(await processWithLimit()).toMatchObject({ status: 'failed', left: [] });
      return;
    }
    const { stdout } = await execute('unshare', [
      ...options,
      process.execPath,
      program,
      temporaryFolder(),
      input,
    ]);
    const { jobs, nightOnReadOnly, homes } = JSON.parse(stdout) as {
      jobs: { status: string; error: { code: string; message: string }; left: string[] }[];
      nightOnReadOnly: string;
      homes: string[];
    };
    expect(jobs.map(({ status, left, error: { code } }) => ({ status, left, code }))).toEqual([
      { status: 'failed', left: [], code: 'disk-full' },
      { status: 'failed', left: [], code: 'file-unwritable' },
    ]);
    expect(jobs[0].error.message).toMatch(/the disk is full; free some space/);
    expect(jobs[1].error.message).toMatch(/file system is read-only; choose another folder/);
    expect(nightOnReadOnly).toBe('file-unwritable');
    expect(homes).toEqual(['disk-full', 'file-unwritable']);
  });
});
