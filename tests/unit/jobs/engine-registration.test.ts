import os from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Catalogue } from '../../../core/catalogue/catalogue.ts';
import { EngineRegistration } from '../../../core/jobs/engine-registration.ts';
import { processMark } from '../../../core/jobs/process-mark.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

const longAgo = '2001-01-01T00:00:00.000Z';

interface Engine {
  readonly host: string;
  readonly pid: number;
  readonly processMark: string;
  readonly now: string;
}

/** A catalogue in which an engine runs one job; gives what becomes of it when another one looks. */
async function statusAfterRecovery(engine: Engine): Promise<string> {
  const catalogue = await Catalogue.open(path.join(temporaryFolder(), 'catalogue.sqlite'));
  onTestFinished(() => catalogue.close());
  const id = await addJob(catalogue, await catalogue.ask('registerEngine', engine));
  await new EngineRegistration(catalogue).recover();
  return (await catalogue.ask('getJob', { id })).record.status;
}

/** Adds a job that an engine runs; gives its number. */
async function addJob(catalogue: Catalogue, engineId: number): Promise<number> {
  const job = {
    ...{ kind: 'scan', title: 'Scan', request: { kind: 'scan' }, priority: 0, cores: 1 },
    ...{ childCores: 1, input: null, output: null, runId: null, configurationHash: null },
  };
  const { record } = await catalogue.ask('addJob', { job, submitterId: engineId, now: longAgo });
  await catalogue.ask('takeJob', { engineId, limit: 1, takesOrphans: false, now: longAgo });
  return record.id;
}

describe('EngineRegistration', () => {
  const host = os.hostname();
  const now = new Date().toISOString();

  it.each([
    ['an engine that lives', { host, pid: process.pid, now: longAgo }, 'running'],
    [
      'a process that got the number of an engine',
      { host, pid: process.pid, processMark: 'an earlier process', now },
      'interrupted',
    ],
    [
      'a process that is gone',
      { host, pid: 2 ** 22 + 1, processMark: 'a process', now },
      'interrupted',
    ],
    [
      'an engine of another machine that was heard of',
      { host: 'elsewhere', pid: process.pid, processMark: 'a process', now },
      'running',
    ],
    [
      'an engine of another machine that is silent',
      { host: 'elsewhere', pid: process.pid, processMark: 'a process', now: longAgo },
      'interrupted',
    ],
  ])('judges %s', async (_what, engine, status) => {
    const mark = (await processMark(process.pid)) ?? '';
    expect(await statusAfterRecovery({ processMark: mark, ...engine })).toBe(status);
  });

  it('leaves no time to what is interrupted', async () => {
    const catalogue = await Catalogue.open(path.join(temporaryFolder(), 'catalogue.sqlite'));
    onTestFinished(() => catalogue.close());
    const engine = { host, pid: process.pid, processMark: '', now };
    const engineId = await catalogue.ask('registerEngine', engine);
    const id = await addJob(catalogue, engineId);
    const progress = { done: 1, total: 3, unit: 'files', rate: 1, remainingS: 2 };
    await catalogue.ask('recordJobs', { engineId, patches: [{ id, progress }] });
    await catalogue.ask('releaseEngine', { id: engineId, now });
    expect((await catalogue.ask('getJob', { id })).record).toMatchObject({
      status: 'interrupted',
      progress: { ...progress, remainingS: null },
    });
  });

  it('gets a new row when others took it for dead', async () => {
    const catalogue = await Catalogue.open(path.join(temporaryFolder(), 'catalogue.sqlite'));
    onTestFinished(() => catalogue.close());
    const registration = new EngineRegistration(catalogue);
    expect(registration.current).toBeUndefined();
    const id = await registration.id();
    await registration.beat();
    expect(registration.current).toBe(id);
    await catalogue.ask('releaseEngine', { id, now });
    await registration.beat();
    expect(registration.current).not.toBe(id);
    await registration.release();
    expect(await catalogue.ask('listEngines', undefined)).toEqual([]);
  });
});
