import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, vi } from 'vitest';
import { Catalogue } from '../../../core/catalogue/catalogue.ts';
import type { JobRecord } from '../../../core/contract/records/job.ts';
import { PhotoelectronError } from '../../../core/foundation/errors.ts';
import type { JobKinds } from '../../../core/jobs/job-kind.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { nightRequest, openQueue, runRequest, ScriptedJobs, until } from './scripted-jobs.ts';

const page = { offset: 0, limit: 100 };

describe('JobQueue', () => {
  it('runs a job and tells what became of it', async () => {
    const jobs = new ScriptedJobs();
    const queue = await openQueue(temporaryFolder(), jobs);
    const seen: string[] = [];
    queue.onChange((job) => seen.push(job.status));
    const { id } = await queue.submit(runRequest('a'));
    (await jobs.turn('a')).succeed({ isComplete: false });
    expect(await queue.wait(id)).toMatchObject({
      status: 'completed',
      attempt: 1,
      isComplete: false,
      error: null,
      children: {},
    });
    expect(seen).toEqual(['waiting', 'running', 'completed']);
    expect((await queue.list(page)).rows.map((job) => job.id)).toEqual([id]);
    await expect(queue.get(99)).rejects.toMatchObject({ code: 'record-not-found' });
  });

  it('does larger priorities first, of these the oldest, and as many as there are cores', async () => {
    const jobs = new ScriptedJobs();
    const queue = await openQueue(temporaryFolder(), jobs, { cores: 2 });
    await queue.submit(runRequest('first'), { cores: 2 });
    const first = await jobs.turn('first');
    await queue.submit(runRequest('old'));
    const wide = await queue.submit(runRequest('wide'), { cores: 8, priority: 1 });
    const { id } = await queue.submit(runRequest('young'));
    expect(jobs.begun).toEqual(['first']);
    first.succeed();
    const turn = await jobs.turn('wide');
    expect(await queue.get(wide.id)).toMatchObject({ status: 'running', cores: 2 });
    await queue.setPriority(id, 5);
    turn.succeed();
    (await jobs.turn('young')).succeed();
    (await jobs.turn('old')).succeed();
    await queue.wait(id);
    expect(jobs.begun).toEqual(['first', 'wide', 'young', 'old']);
  });

  it('keeps the error of a job that fails, and starts it again', async () => {
    const jobs = new ScriptedJobs();
    const queue = await openQueue(temporaryFolder(), jobs);
    const { id } = await queue.submit(runRequest('a'));
    (await jobs.turn('a')).fail(
      new PhotoelectronError('disk-full', 'The disk is full.', { path: '/a' }),
    );
    const failed = await queue.wait(id);
    expect(failed).toMatchObject({
      status: 'failed',
      error: { code: 'disk-full', message: 'The disk is full.', place: { path: '/a' } },
    });
    await queue.retry(id);
    const again = await jobs.turn('a');
    expect(await queue.get(id)).toMatchObject({ status: 'running', attempt: 2, error: null });
    again.succeed();
    expect(await queue.wait(id)).toMatchObject({ status: 'completed', attempt: 2 });
    await expect(queue.retry(id)).rejects.toMatchObject({ code: 'state-conflict' });
    await expect(queue.cancel(id)).rejects.toMatchObject({ code: 'state-conflict' });
    await expect(queue.setPriority(id, 1)).rejects.toMatchObject({ code: 'state-conflict' });
  });

  it('cancels what waits at once and what runs when it has stopped', async () => {
    const jobs = new ScriptedJobs();
    const queue = await openQueue(temporaryFolder(), jobs);
    const running = await queue.submit(runRequest('a'));
    const waiting = await queue.submit(runRequest('b'));
    await jobs.turn('a');
    expect((await queue.cancel(waiting.id)).status).toBe('cancelled');
    await queue.cancel(running.id);
    expect(await queue.wait(running.id)).toMatchObject({ status: 'cancelled', error: null });
    expect(jobs.begun).toEqual(['a']);
  });

  it('keeps log lines, in the catalogue and for people', async () => {
    const folder = temporaryFolder();
    const jobs = new ScriptedJobs();
    const queue = await openQueue(folder, jobs);
    const heard: string[] = [];
    queue.onLog((_id, line) => heard.push(line.text));
    const { id } = await queue.submit(runRequest('a'));
    const { context, succeed } = await jobs.turn('a');
    context.log('info', 'It begins.');
    context.log('warning', 'It is odd.');
    succeed();
    await queue.wait(id);
    const lines = await queue.log({ id, after: 0, limit: 10 });
    expect(lines.map(({ sequence, level, text }) => [sequence, level, text])).toEqual([
      [1, 'info', 'It begins.'],
      [2, 'warning', 'It is odd.'],
      [3, 'info', 'Completed.'],
    ]);
    expect(heard).toEqual(lines.map(({ text }) => text));
    expect((await queue.log({ id, after: 2, limit: 10 })).map(({ text }) => text)).toEqual([
      'Completed.',
    ]);
    const file = readFileSync(path.join(folder, 'logs', `job-${id}.log`), 'utf8');
    expect(file.split('\n')).toEqual([
      ...lines.map(({ time, level, text }) => `${time} ${level.padEnd(7)} ${text}`),
      '',
    ]);
  });

  it('tells progress a few times a second at most', async () => {
    const jobs = new ScriptedJobs();
    const queue = await openQueue(temporaryFolder(), jobs);
    const { id } = await queue.submit(runRequest('a'));
    const { context, succeed } = await jobs.turn('a');
    const told: JobRecord[] = [];
    queue.onChange((job) => told.push(job));
    for (let i = 1; i <= 1000; i++) context.progress(i, 1000, 'events');
    const job = await until(queue, id, ({ progress }) => progress !== null);
    expect(job.progress).toMatchObject({ done: 1000, total: 1000, unit: 'events' });
    expect(told).toHaveLength(1);
    succeed();
    await queue.wait(id);
  });

  it('tells what is worked on as long as it is', async () => {
    const jobs = new ScriptedJobs();
    const queue = await openQueue(temporaryFolder(), jobs);
    const { id } = await queue.submit(runRequest('a'));
    const { context, succeed } = await jobs.turn('a');
    context.progress(1, 2, 'files', '/data/one.h5');
    const job = await until(queue, id, ({ progress }) => progress !== null);
    expect(job.progress).toMatchObject({ done: 1, item: '/data/one.h5' });
    succeed();
    expect((await queue.wait(id)).progress).not.toHaveProperty('item');
  });

  it('does the runs of a night, and tells the night by them', async () => {
    const jobs = new ScriptedJobs();
    const queue = await openQueue(temporaryFolder(), jobs, { cores: 2 });
    const night = await queue.submit(nightRequest('a', 'b', 'c'), { priority: 3 });
    const [a, b] = [await jobs.turn('a'), await jobs.turn('b')];
    expect(await queue.get(night.id)).toMatchObject({
      status: 'running',
      cores: 0,
      children: { running: 2, waiting: 1 },
    });
    const children = await queue.list({ parentId: night.id, ...page });
    expect(children.rows.map(({ title, priority }) => [title, priority])).toEqual([
      ['c', 3],
      ['b', 3],
      ['a', 3],
    ]);
    expect((await queue.list({ parentId: null, ...page })).rows).toHaveLength(1);
    a.context.progress(50, 100, 'events');
    const half = await until(queue, night.id, ({ progress }) => progress?.done === 0.5);
    expect(half.progress).toMatchObject({ done: 0.5, total: 3, unit: 'runs' });
    a.succeed();
    b.succeed();
    (await jobs.turn('c')).succeed();
    expect(await queue.wait(night.id)).toMatchObject({
      status: 'completed',
      isComplete: true,
      children: { completed: 3 },
      progress: { done: 3, total: 3 },
    });
  });

  it('goes on with a night when a run fails, and starts only that again', async () => {
    const jobs = new ScriptedJobs();
    const queue = await openQueue(temporaryFolder(), jobs);
    const { id } = await queue.submit(nightRequest('a', 'b'));
    (await jobs.turn('a')).fail(new PhotoelectronError('format-damaged', 'a is damaged.'));
    const b = await jobs.turn('b');
    expect((await queue.get(id)).status).toBe('running');
    b.succeed();
    const failed = await queue.wait(id);
    expect(failed).toMatchObject({ status: 'failed', children: { completed: 1, failed: 1 } });
    expect(failed.error?.code).toBe('format-damaged');
    expect(failed.error?.message).toBe(
      `1 of 2 runs failed, the first (job ${id + 1}) because: a is damaged.`,
    );
    expect(await queue.retry(id)).toMatchObject({ status: 'running', attempt: 2 });
    (await jobs.turn('a')).succeed();
    expect(await queue.wait(id)).toMatchObject({ status: 'completed', error: null });
    expect(jobs.begun).toEqual(['a', 'b', 'a']);
  });

  it('takes a night up again when one of its runs is', async () => {
    const jobs = new ScriptedJobs();
    const queue = await openQueue(temporaryFolder(), jobs);
    const { id } = await queue.submit(nightRequest('a'));
    (await jobs.turn('a')).fail(new PhotoelectronError('format-damaged', 'a is damaged.'));
    await queue.wait(id);
    await queue.retry(id + 1);
    const again = await jobs.turn('a');
    expect((await queue.get(id)).status).toBe('running');
    again.succeed();
    expect((await queue.wait(id)).status).toBe('completed');
  });

  it('cancels a night with its runs', async () => {
    const jobs = new ScriptedJobs();
    const queue = await openQueue(temporaryFolder(), jobs);
    const { id } = await queue.submit(nightRequest('a', 'b', 'c'));
    (await jobs.turn('a')).succeed();
    await jobs.turn('b');
    await queue.cancel(id);
    expect(await queue.wait(id)).toMatchObject({
      status: 'cancelled',
      children: { completed: 1, cancelled: 2 },
    });
    expect(jobs.begun).toEqual(['a', 'b']);
  });

  it('keeps progress and log of a job that ends while another program has the catalogue locked', async () => {
    const folder = temporaryFolder();
    const jobs = new ScriptedJobs();
    const queue = await openQueue(folder, jobs, { busyTimeoutMs: 0 });
    const { id } = await queue.submit(runRequest('a'));
    const { context, succeed } = await jobs.turn('a');
    const other = new Database(path.join(folder, 'catalogue.sqlite'));
    other.exec('BEGIN IMMEDIATE');
    const ask = vi.spyOn(Catalogue.prototype, 'ask');
    context.progress(3, 3, 'events');
    context.log('info', 'All is written.');
    succeed();
    await vi.waitFor(() => {
      const asked = ask.mock.calls.findIndex(([name]) => name === 'recordJobs');
      expect(ask.mock.settledResults[asked]).toMatchObject({ type: 'rejected' });
    });
    ask.mockRestore();
    other.exec('ROLLBACK');
    other.close();
    expect(await queue.wait(id)).toMatchObject({
      status: 'completed',
      progress: { done: 3, total: 3 },
    });
    const lines = await queue.log({ id, after: 0, limit: 10 });
    expect(lines.map(({ text }) => text)).toEqual(['All is written.', 'Completed.']);
  });

  it('marks what runs as interrupted when it is closed, and does the rest when asked to', async () => {
    const folder = temporaryFolder();
    const first = new ScriptedJobs();
    const queue = await openQueue(folder, first);
    const { id } = await queue.submit(nightRequest('a', 'b', 'c'));
    (await first.turn('a')).succeed();
    await first.turn('b');
    const waiting = queue.wait(id);
    await Promise.all([
      queue.close(),
      expect(waiting).rejects.toMatchObject({ code: 'cancelled' }),
    ]);

    const second = new ScriptedJobs();
    const later = await openQueue(folder, second);
    expect(await later.get(id)).toMatchObject({
      status: 'interrupted',
      children: { completed: 1, interrupted: 2 },
    });
    await later.retry(id);
    (await second.turn('b')).succeed();
    (await second.turn('c')).succeed();
    expect(await later.wait(id)).toMatchObject({ status: 'completed', attempt: 2 });
    expect(second.begun).toEqual(['b', 'c']);
  });

  it('takes work that ends with the reason of its signal for stopped, not for failed', async () => {
    const jobs = new ScriptedJobs();
    const begun = Promise.withResolvers<undefined>();
    const scan: JobKinds['scan'] = {
      ...jobs.kinds.scan,
      run: async (_request, { signal }) => {
        begun.resolve(undefined);
        await once(signal, 'abort');
        signal.throwIfAborted();
        return { isComplete: null };
      },
    };
    const kinds = { ...jobs.kinds, scan };
    const queue = await openQueue(temporaryFolder(), Object.assign(jobs, { kinds }));
    const { id } = await queue.submit({ kind: 'scan', full: false, rebuild: false });
    await begun.promise;
    await queue.cancel(id);
    expect(await queue.wait(id)).toMatchObject({ status: 'cancelled', error: null });
  });

  it('marks what runs as cancelled when it is closed so', async () => {
    const folder = temporaryFolder();
    const jobs = new ScriptedJobs();
    const queue = await openQueue(folder, jobs);
    const { id } = await queue.submit(nightRequest('a', 'b'));
    await jobs.turn('a');
    await queue.close('cancel');
    const later = await openQueue(folder, new ScriptedJobs());
    expect(await later.get(id)).toMatchObject({
      status: 'cancelled',
      children: { cancelled: 2 },
    });
  });
});

describe('two queues at one catalogue', () => {
  it('do each job once, and each sees what the other does', async () => {
    const folder = temporaryFolder();
    const [left, right] = [new ScriptedJobs(), new ScriptedJobs()];
    const [a, b] = [
      await openQueue(folder, left, { takesOrphans: true }),
      await openQueue(folder, right, { takesOrphans: true }),
    ];
    const ids: number[] = [];
    for (let i = 0; i < 10; i++) {
      ids.push((await a.submit(runRequest(`left ${i}`))).id);
      ids.push((await b.submit(runRequest(`right ${i}`))).id);
    }
    for (let i = 0; i < 10; i++) {
      (await left.turn(`left ${i}`)).succeed();
      (await right.turn(`right ${i}`)).succeed();
    }
    for (const id of ids) {
      // Each waits for the jobs of the other too.
      expect((await a.wait(id)).status).toBe('completed');
      expect((await b.wait(id)).status).toBe('completed');
    }
    expect([...left.begun, ...right.begun]).toHaveLength(20);
  });

  it('share what an engine left that has ended', async () => {
    const folder = temporaryFolder();
    const first = new ScriptedJobs();
    const gone = await openQueue(folder, first);
    await gone.submit(runRequest('running'));
    await first.turn('running');
    const ids: number[] = [];
    for (let i = 0; i < 6; i++) ids.push((await gone.submit(runRequest(`job ${i}`))).id);
    await gone.close();

    const [left, right] = [new ScriptedJobs(), new ScriptedJobs()];
    const command = await openQueue(folder, new ScriptedJobs());
    const a = await openQueue(folder, left, { takesOrphans: true, cores: 3 });
    const b = await openQueue(folder, right, { takesOrphans: true, cores: 3 });
    // What ran waits to be asked for; what waited is done by engines that stay, not by commands.
    expect((await command.list({ status: ['interrupted'], ...page })).total).toBe(1);
    await until(a, ids[0], ({ status }) => status !== 'waiting');
    for (const id of ids) await until(b, id, ({ status }) => status === 'running');
    for (const scripted of [left, right]) {
      for (const input of [...scripted.begun]) (await scripted.turn(input)).succeed();
    }
    for (const id of ids) expect((await command.wait(id)).status).toBe('completed');
    expect([...left.begun, ...right.begun].sort()).toEqual(ids.map((_, i) => `job ${i}`));
  });

  it('take over what waits for an engine that has ended, when they are asked to', async () => {
    const folder = temporaryFolder();
    const first = new ScriptedJobs();
    const gone = await openQueue(folder, first);
    const busy = await gone.submit(runRequest('busy'));
    await first.turn('busy');
    const { id } = await gone.submit(runRequest('waiting'));
    await gone.close();

    const jobs = new ScriptedJobs();
    const command = await openQueue(folder, jobs);
    expect((await command.get(id)).status).toBe('waiting');
    await command.retry(id);
    (await jobs.turn('waiting')).succeed();
    expect(await command.wait(id)).toMatchObject({ status: 'completed', attempt: 1 });
    expect(jobs.begun).toEqual(['waiting']);
    expect((await command.get(busy.id)).status).toBe('interrupted');
  });

  it('cancel the jobs of each other', async () => {
    const folder = temporaryFolder();
    const jobs = new ScriptedJobs();
    const owner = await openQueue(folder, jobs);
    const other = await openQueue(folder, new ScriptedJobs());
    const { id } = await owner.submit(nightRequest('a', 'b'));
    await jobs.turn('a');
    expect((await other.cancel(id)).status).toBe('running');
    expect(await other.wait(id)).toMatchObject({
      status: 'cancelled',
      children: { cancelled: 2 },
    });
    expect((await owner.wait(id)).status).toBe('cancelled');
  });
});
