import { existsSync, mkdirSync, readdirSync, watch } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { JobLogLine, JobRecord } from '../../core/contract/records/job.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { night, writeNight } from './night-files.ts';
import { runPe, sampleFile } from './run-pe.ts';

/** A home with a scanned night of so many runs, and a folder for products. */
async function scannedNight(nRuns: number) {
  const folder = temporaryFolder();
  const data = path.join(folder, 'data');
  const products = path.join(folder, 'products');
  mkdirSync(products);
  writeNight(data, nRuns);
  const environment = { PHOTOELECTRON_HOME: path.join(folder, 'home') };
  const pe = (...args: string[]) => runPe(args, undefined, environment);
  const { code } = await pe('scan', data, '--quiet');
  expect(code).toBe(0);
  return { products, environment, pe };
}

interface NightResult {
  readonly job: JobRecord;
  readonly runs: readonly JobRecord[];
}

describe('pe process --night and pe jobs', () => {
  it('process a night, go on with what failed, and show what was done', async () => {
    const { products, pe } = await scannedNight(3);
    const none = await pe('jobs');
    expect(none).toMatchObject({ code: 0, err: '' });
    expect(none.out).toMatch(/^There are no jobs|^ *ID .*\n.*\n.*Scan/);

    // The first file has no effective focal lengths.
    const partly = await pe('process', '--night', night, '-o', products, '-j', '1');
    expect(partly.code).toBe(4);
    expect(partly.err).toMatch(/^pe: 1 of 3 runs failed, .*EQUIVALENT.*\n.*--resume/);
    expect(partly.out).toMatch(/2 completed, 1 failed/);
    expect(readdirSync(products)).toHaveLength(2);

    const again = await pe('process', '--night', night, '--resume', '--json');
    expect(again.code).toBe(4);
    const result = JSON.parse(again.out) as NightResult;
    expect(result.job).toMatchObject({ night, status: 'failed', attempt: 2 });
    expect(result.runs.map(({ status, attempt }) => [status, attempt])).toEqual([
      ['failed', 2],
      ['completed', 1],
      ['completed', 1],
    ]);

    const sheet = await pe('jobs', String(result.job.id));
    expect(sheet.code).toBe(0);
    expect(sheet.out).toMatch(new RegExp(`^Job ${result.job.id}: Process night ${night}\n`));
    expect(sheet.out).toMatch(/\n {2}attempts +2\n/);
    expect(sheet.out).toMatch(/gamma_with_obslevel_particles_2_run2\.dl2\.h5/);
    const list = await pe('jobs', '--status', 'failed', '--all', '--json');
    expect((JSON.parse(list.out) as JobRecord[]).map(({ kind }) => kind)).toEqual([
      'process-run',
      'process-night',
    ]);
    const log = await pe('jobs', '--log', String(result.runs[0].id), '--json');
    const lines = JSON.parse(log.out) as JobLogLine[];
    expect(lines.map(({ sequence }) => sequence)).toEqual(lines.map((_line, i) => i + 1));
    expect(lines.filter(({ text }) => text === 'Attempt 2 begins.')).toHaveLength(1);

    // Two products are there already, which going on would not change.
    const args = ['process', '--night', night, '-o', products, '-j', '1'];
    const other = await pe(...args, '--focal-length-choice', 'EQUIVALENT');
    expect(other.code).toBe(4);
    expect(other.err).toMatch(/exists already/);
    expect(other.err).not.toContain('--resume');
    expect(readdirSync(products)).toHaveLength(3);
  });

  it('say what is wrong in one sentence, each with its exit code', async () => {
    const { products, pe } = await scannedNight(1);
    const cases: readonly (readonly [args: string[], code: number, text: RegExp])[] = [
      [['process', '--night', night], 2, /folder for the products with -o/],
      [['process', '--night', 'today', '-o', products], 2, /--night must be a date/],
      [['process', '--night', night, '-o', products, '--threads', '2'], 2, /--threads is for one/],
      [['process', '--night', night, '-o', products, 'file.simtel'], 2, /name no file/],
      [['process', 'file.simtel', '-o', 'out.h5', '--resume'], 2, /--resume needs --night/],
      [['process', '--night', night, '-o', path.join(products, 'no')], 5, /does not exist/],
      [['process', '--night', '2001-01-01', '-o', products], 3, /no run of the night/],
      [['process', '--night', night, '--resume'], 2, /never processed/],
      [['process', '--night', night, '--resume', '-o', products], 2, /so that --output cannot/],
      [['process', '--night', night, '--resume', '--source', 'x'], 2, /so that filters cannot/],
      [['process', '--night', night, '-o', products, '-c', 'defult'], 3, /Did you mean "default"/],
      [['jobs', 'x'], 2, /A job has a number/],
      [['jobs', '1', '--cancel', '1'], 2, /one thing to do/],
      [['jobs', '999'], 3, /There is no job 999/],
      [['jobs', '--retry', '1'], 2, /cannot be started again: it is completed/],
    ];
    for (const [args, code, text] of cases) {
      const found = await pe(...args);
      expect([args, found.code]).toEqual([args, code]);
      expect(found.err).toMatch(/^pe: [^\n]*\n$/);
      expect(found.err).toMatch(text);
      expect(found.out).toBe('');
    }
  });

  it('stop at an interrupt, leave complete products only, and go on later', async () => {
    const { products, environment, pe } = await scannedNight(4);
    const stopped = await runPe(
      [
        ...['process', '--night', night, '-o', products, '-j', '1'],
        ...['--focal-length-choice', 'EQUIVALENT'],
      ],
      (child) => {
        // The second product is begun.
        const watcher = watch(products, (_event, name) => {
          if (name?.includes('_run2.dl2.h5') !== true) return;
          child.kill('SIGINT');
          watcher.close();
        });
        child.on('close', () => {
          watcher.close();
        });
      },
      environment,
    );
    expect(stopped.code).toBe(130);
    expect(stopped.err).toMatch(/^Cancelling; .*\npe: The job was cancelled; .*--resume/);
    const left = readdirSync(products);
    expect(left.filter((name) => !name.endsWith('.dl2.h5') || name.startsWith('.'))).toEqual([]);
    expect(left).toContain('sst1m_simtel_test_file_1_run1.dl2.h5');
    const cancelled = await pe('jobs', '--status', 'cancelled', '--json');
    expect(JSON.parse(cancelled.out)).toMatchObject([{ kind: 'process-night', night }]);

    const resumed = await pe('process', '--night', night, '--resume', '--quiet');
    expect(resumed).toEqual({ code: 0, out: '', err: '' });
    expect(readdirSync(products)).toHaveLength(4);
  });

  it('need no catalogue for a file', async () => {
    const folder = temporaryFolder();
    const home = path.join(folder, 'home');
    const { code } = await runPe(
      ['process', sampleFile, '-o', path.join(folder, 'out.h5'), '-t', '1'],
      undefined,
      { PHOTOELECTRON_HOME: home },
    );
    expect(code).toBe(0);
    expect(existsSync(home)).toBe(false);
  });
});
