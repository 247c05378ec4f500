import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { processFile } from '../../core/processing/process-file.ts';
import { dataFile } from '../data-folder.ts';
import { productDifferences, readProduct } from '../read-product.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { childrenOf, homeIn, openEngine, scanNight, watchedLauncher } from './job-engine.ts';
import { night } from './night-files.ts';

const lst = dataFile('pyeventio/simtel/lst_muons_with_true_photons.simtel.zst');
const gamma = dataFile(
  'simtools-tests/simtel/gamma_diffuse_run000010_za20deg_azm000deg_North_alpha_6.0.0.simtel.zst',
);
const equivalent = { focalLengthChoice: 'EQUIVALENT' } as const;

function newFolder(...parts: string[]): string {
  const folder = path.join(...parts);
  mkdirSync(folder);
  return folder;
}

describe('a job that processes a file', () => {
  it('makes the product that pe process makes, and tells what it took', async () => {
    const folder = temporaryFolder();
    const direct = path.join(folder, 'direct.h5');
    await processFile({ input: gamma, output: direct, threads: 1 });
    const { client } = await openEngine(folder);
    const output = path.join(folder, 'job.h5');
    const { id } = await client.request('jobs.submit', {
      request: { kind: 'process-run', input: gamma, output },
    });
    const job = await client.request('jobs.wait', { id });
    expect(job).toMatchObject({ status: 'completed', isComplete: true, output, attempt: 1 });
    // As many as ctapipe finds in the file.
    expect(job.progress).toMatchObject({ done: 2, total: 2, unit: 'events' });
    expect(job.cpuTimeS).toBeGreaterThan(0);
    expect(job.peakMemoryBytes).toBeGreaterThan(10 * 2 ** 20);
    expect(productDifferences(await readProduct(direct), await readProduct(output))).toEqual([]);
    const chain = await client.request('provenance.chain', { path: output });
    expect(chain.activities.map((activity) => activity.id)).toEqual([job.activityId]);
    expect(chain.activities[0].configurationHash).toBe(job.configurationHash);
    expect(chain.activities[0].configurationName).toBe('default');
    expect(readdirSync(folder).sort()).toEqual(['direct.h5', 'home', 'job.h5']);
  });

  it('tells of an input that ends early', async () => {
    const folder = temporaryFolder();
    const { client } = await openEngine(folder);
    const { id } = await client.request('jobs.submit', {
      request: {
        kind: 'process-run',
        input: dataFile('pyeventio/simtel/test_lasercal_v3.simtel.gz'),
        output: path.join(folder, 'out.h5'),
        ...equivalent,
      },
    });
    expect(await client.request('jobs.wait', { id })).toMatchObject({
      status: 'completed',
      isComplete: false,
    });
    const lines = await client.request('jobs.log', { id });
    expect(lines.at(-1)?.text).toMatch(/input ended early/);
  });

  it('is cancelled while it works, and leaves nothing', async () => {
    const folder = temporaryFolder();
    const begun = Promise.withResolvers<undefined>();
    const { client } = await openEngine(folder, {
      launcher: watchedLauncher(() => {
        begun.resolve(undefined);
      }),
    });
    const output = path.join(newFolder(folder, 'out'), 'out.h5');
    const { id } = await client.request('jobs.submit', {
      request: { kind: 'process-run', input: lst, output, ...equivalent },
    });
    await begun.promise;
    await client.request('jobs.cancel', { id });
    expect(await client.request('jobs.wait', { id })).toMatchObject({
      status: 'cancelled',
      error: null,
    });
    expect(readdirSync(path.dirname(output))).toEqual([]);
    await client.request('jobs.retry', { id });
    expect(await client.request('jobs.wait', { id })).toMatchObject({
      status: 'completed',
      attempt: 2,
    });
  });
});

describe('a worker that crashes', () => {
  it.each(['SIGKILL', 'SIGSEGV'] as const)(
    'by %s fails its job and nothing else',
    async (signal) => {
      const folder = temporaryFolder();
      let crashes = 1;
      const engine = await openEngine(folder, {
        launcher: watchedLauncher((input, pid) => {
          if (input.includes('aux_traces') && crashes-- > 0) process.kill(pid, signal);
        }),
      });
      await scanNight(engine, folder, 4);
      const outputFolder = newFolder(folder, 'out');
      const { client } = engine;
      const { id } = await client.request('jobs.submit', {
        request: { kind: 'process-night', night, outputFolder, ...equivalent },
      });
      const failed = await client.request('jobs.wait', { id });
      expect(failed).toMatchObject({
        status: 'failed',
        children: { completed: 3, failed: 1 },
        error: { code: 'worker-crashed' },
      });
      expect(failed.error?.message).toContain(`was ended by ${signal}`);
      const names = readdirSync(outputFolder);
      expect(names).toHaveLength(3);
      expect(names.filter((name) => name.includes('aux_traces'))).toEqual([]);

      const done = new Map(
        names.map((name) => [name, statSync(path.join(outputFolder, name)).ino]),
      );
      await client.request('jobs.retry', { id });
      expect(await client.request('jobs.wait', { id })).toMatchObject({
        status: 'completed',
        attempt: 2,
        children: { completed: 4 },
      });
      expect((await childrenOf(engine, id)).map(({ attempt }) => attempt).sort()).toEqual([
        1, 1, 1, 2,
      ]);
      for (const [name, inode] of done) {
        expect(statSync(path.join(outputFolder, name)).ino).toBe(inode);
      }
    },
  );
});

describe('a night', () => {
  it('is processed with one configuration, also when its name means another one later', async () => {
    const folder = temporaryFolder();
    const first = await openEngine(folder, { cores: 1 });
    await scanNight(first, folder, 3);
    const outputFolder = newFolder(folder, 'out');
    const { hash } = await first.client.request('configurations.save', {
      name: 'mine',
      text: 'output: { write_showers: false }\nsource: { focal_length_choice: EQUIVALENT }',
    });
    const begun = Promise.withResolvers<undefined>();
    first.client.subscribe('jobs.changed', {}, ({ parentId, status }) => {
      if (parentId !== null && status === 'completed') begun.resolve(undefined);
    });
    const { id } = await first.client.request('jobs.submit', {
      request: { kind: 'process-night', night, outputFolder, config: 'mine' },
    });
    await begun.promise;
    await first.close();

    const second = await openEngine(folder);
    const { client } = second;
    expect(await client.request('jobs.get', { id })).toMatchObject({ status: 'interrupted' });
    const changed = await client.request('configurations.save', {
      name: 'mine',
      text: 'output: { write_showers: true }\nsource: { focal_length_choice: EQUIVALENT }',
      replace: true,
    });
    expect(changed.hash).not.toBe(hash);
    await client.request('jobs.retry', { id });
    const done = await client.request('jobs.wait', { id });
    expect(done).toMatchObject({ status: 'completed', configurationHash: hash });
    const files = await client.request('files.list', { text: '.h5' });
    const children = await childrenOf(second, id);
    // The folder of the products was added to the catalogue with the night.
    expect(files.total).toBe(children.length);
    for (const { output, configurationHash } of children) {
      expect(configurationHash).toBe(hash);
      const chain = await client.request('provenance.chain', { path: output! });
      expect(chain.activities[0].record).toMatchObject({ config: { name: 'mine', sha256: hash } });
      const tables = [...(await readProduct(output!)).keys()];
      expect(tables.filter((table) => table.startsWith('/dl2/event/'))).toEqual([]);
    }
  });

  it('enters its products into the catalogue when they lie in one of its folders', async () => {
    const folder = temporaryFolder();
    const engine = await openEngine(folder);
    await scanNight(engine, folder, 2);
    const outputFolder = newFolder(folder, 'data', 'products');
    const { client } = engine;
    const { id } = await client.request('jobs.submit', {
      request: { kind: 'process-night', night, outputFolder, ...equivalent },
    });
    await client.request('jobs.wait', { id });
    const children = await childrenOf(engine, id);
    const { rows } = await client.request('runs.list', { filter: { night } });
    expect(rows.map((run) => run.id).sort()).toEqual(children.map(({ runId }) => runId).sort());
    for (const { runId, output, activityId } of children) {
      const sheet = await client.request('runs.get', { id: runId! });
      const product = sheet.products.find((candidate) => candidate.path === output);
      expect(product).toMatchObject({ presence: 'present', activityId, isComplete: true });
      expect(sheet.dataLevels).toContain('DL2');
    }
  });

  it('makes the folder of its products one of the catalogue, so that they hang from their runs', async () => {
    const folder = temporaryFolder();
    const engine = await openEngine(folder);
    await scanNight(engine, folder, 1);
    const outputFolder = newFolder(folder, 'out');
    const { client } = engine;
    const { id } = await client.request('jobs.submit', {
      request: { kind: 'process-night', night, outputFolder, ...equivalent },
    });
    await client.request('jobs.wait', { id });
    const roots = await client.request('roots.list', {});
    expect(roots.map((root) => root.path)).toEqual([path.join(folder, 'data'), outputFolder]);
    const { rows } = await client.request('runs.list', { filter: { level: 'DL2' } });
    expect(rows).toHaveLength(1);
  });

  it('counts a product as done that was complete when the engine was killed before it said so', async () => {
    const folder = temporaryFolder();
    const first = await openEngine(folder);
    await scanNight(first, folder, 2);
    const outputFolder = newFolder(folder, 'out');
    const { id } = await first.client.request('jobs.submit', {
      request: { kind: 'process-night', night, outputFolder, ...equivalent },
    });
    await first.client.request('jobs.wait', { id });
    const [child] = await childrenOf(first, id);
    await first.close();

    // The catalogue as it was between the product's name and its entry, and an engine that is dead.
    const dead = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
    await once(dead, 'exit');
    const database = new Database(homeIn(folder).catalogue);
    const engine = database
      .prepare(
        `INSERT INTO engines (host, pid, process_mark, started, heartbeat)
         VALUES (?, ?, 'an earlier process', '2026-11-20T00:00:00Z', '2026-11-20T00:00:00Z')`,
      )
      .run(os.hostname(), dead.pid);
    database
      .prepare(
        `UPDATE jobs SET status = 'running', ended = NULL, is_complete = NULL, engine_id = ?
         WHERE id IN (?, ?)`,
      )
      .run(engine.lastInsertRowid, id, child.id);
    database.close();

    const second = await openEngine(folder);
    const { client } = second;
    expect(await client.request('jobs.get', { id })).toMatchObject({
      status: 'interrupted',
      children: { completed: 1, interrupted: 1 },
    });
    const before = statSync(child.output!);
    await client.request('jobs.retry', { id });
    expect((await client.request('jobs.wait', { id })).status).toBe('completed');
    expect(await client.request('jobs.get', { id: child.id })).toMatchObject({
      status: 'completed',
      isComplete: true,
      activityId: child.activityId,
      progress: { done: child.progress?.done, total: child.progress?.total, unit: 'events' },
      attempt: 2,
    });
    const after = statSync(child.output!);
    expect([after.ino, after.mtimeMs]).toEqual([before.ino, before.mtimeMs]);
    const lines = await client.request('jobs.log', { id: child.id });
    expect(lines.map(({ text }) => text)).toContain(
      `${child.output!} was completed by an earlier attempt.`,
    );
  });

  it('says what there is when nothing can be processed', async () => {
    const folder = temporaryFolder();
    const engine = await openEngine(folder);
    await scanNight(engine, folder, 1);
    const outputFolder = newFolder(folder, 'out');
    const submit = (request: object) =>
      engine.client.request('jobs.submit', {
        request: { kind: 'process-night', night, outputFolder, ...request },
      });
    await expect(submit({ night: '2001-01-01' })).rejects.toMatchObject({
      code: 'record-not-found',
      message: expect.stringMatching(/no run of the night 2001-01-01; `pe nights`/) as string,
    });
    await expect(submit({ filter: { instrument: 'MAGIC' } })).rejects.toMatchObject({
      code: 'record-not-found',
      message: expect.stringMatching(/that passes the filter/) as string,
    });
  });
});

describe('two engines at one catalogue', () => {
  it('process a night each, at the same time', async () => {
    const folder = temporaryFolder();
    const left = await openEngine(folder, { cores: 1 });
    await scanNight(left, folder, 3);
    const right = await openEngine(folder, { cores: 1, takesOrphans: true });
    const ids: number[] = [];
    for (const [engine, name] of [
      [left, 'left'],
      [right, 'right'],
    ] as const) {
      const { id } = await engine.client.request('jobs.submit', {
        request: {
          kind: 'process-night',
          night,
          outputFolder: newFolder(folder, name),
          ...equivalent,
        },
      });
      ids.push(id);
    }
    // Each waits for the night of the other.
    for (const engine of [right, left]) {
      for (const id of ids) {
        expect(await engine.client.request('jobs.wait', { id })).toMatchObject({
          status: 'completed',
          children: { completed: 3 },
        });
      }
    }
    expect(readdirSync(path.join(folder, 'left')).sort()).toEqual(
      readdirSync(path.join(folder, 'right')).sort(),
    );
    const attempts = (await childrenOf(left, ids[0])).concat(await childrenOf(left, ids[1]));
    expect(attempts.map(({ attempt }) => attempt)).toEqual([1, 1, 1, 1, 1, 1]);
  });
});

describe('what cannot be done', () => {
  it('is refused when it is asked for: a missing input, a wrong configuration, no folder', async () => {
    const folder = temporaryFolder();
    const engine = await openEngine(folder);
    const { client } = engine;
    await scanNight(engine, folder, 1);
    const output = path.join(folder, 'out.h5');
    const missing = path.join(folder, 'missing.simtel');
    await expect(
      client.request('jobs.submit', { request: { kind: 'process-run', input: missing, output } }),
    ).rejects.toMatchObject({ code: 'file-not-found', place: { path: missing } });
    const config = path.join(folder, 'wrong.yaml');
    writeFileSync(config, 'output:\n  write_shower: true\n');
    await expect(
      client.request('jobs.submit', {
        request: { kind: 'process-run', input: lst, output, config },
      }),
    ).rejects.toMatchObject({
      code: 'config-invalid',
      message: expect.stringMatching(/line 2.*write_showers/) as string,
    });
    await expect(
      client.request('jobs.submit', {
        request: {
          kind: 'process-night',
          night,
          outputFolder: path.join(folder, 'no-folder'),
        },
      }),
    ).rejects.toMatchObject({ code: 'file-unwritable' });
    expect((await client.request('jobs.list', {})).total).toBe(1);
  });

  it('fails the job: an output that is there, an input that is gone, a folder that is gone', async () => {
    const folder = temporaryFolder();
    const engine = await openEngine(folder, { cores: 1 });
    const { client } = engine;
    const outputFolder = newFolder(folder, 'out');
    const [one, two, three] = await scanNight(engine, folder, 3);
    const taken = path.join(outputFolder, 'sst1m_simtel_test_file_1_run1.dl2.h5');
    writeFileSync(taken, 'something of somebody');
    const { id } = await client.request('jobs.submit', {
      request: { kind: 'process-night', night, outputFolder, ...equivalent },
      priority: -1,
    });
    rmSync(two);
    const gone = await client.request('jobs.submit', {
      request: {
        kind: 'process-run',
        input: three,
        output: path.join(folder, 'no-folder', 'out.h5'),
      },
    });
    expect(await client.request('jobs.wait', { id: gone.id })).toMatchObject({
      status: 'failed',
      error: { code: 'file-unwritable', remedy: expect.stringMatching(/folder/) as string },
    });
    const failed = await client.request('jobs.wait', { id });
    expect(failed).toMatchObject({ status: 'failed', children: { completed: 1, failed: 2 } });
    const children = await childrenOf(engine, id);
    expect(children.map(({ error }) => error?.code ?? null)).toEqual([
      'file-exists',
      'file-not-found',
      null,
    ]);
    expect(children[0].error?.place.path).toBe(taken);
    expect(children[1].error?.message).toContain(two);
    expect(readdirSync(outputFolder)).toHaveLength(2);
    expect(statSync(taken).size).toBe('something of somebody'.length);
    expect(statSync(one).isFile()).toBe(true);
  });

  it('waits for a locked catalogue when work is done, and says so when something is asked', async () => {
    const folder = temporaryFolder();
    const begun = Promise.withResolvers<undefined>();
    const { client, home } = await openEngine(folder, {
      launcher: watchedLauncher(() => {
        begun.resolve(undefined);
      }),
    });
    const output = path.join(folder, 'out.h5');
    const { id } = await client.request('jobs.submit', {
      request: { kind: 'process-run', input: lst, output, ...equivalent },
    });
    await begun.promise;
    const other = new Database(home.catalogue);
    other.exec('BEGIN IMMEDIATE');
    await expect(client.request('jobs.cancel', { id })).rejects.toMatchObject({
      code: 'catalogue-locked',
      message: expect.stringMatching(/in use by another program/) as string,
    });
    other.exec('ROLLBACK');
    other.close();
    expect(await client.request('jobs.wait', { id })).toMatchObject({ status: 'completed' });
    expect(readdirSync(folder).sort()).toEqual(['home', 'out.h5']);
  });
});
