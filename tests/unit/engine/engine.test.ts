import { readFile } from 'node:fs/promises';
import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { inProcessCarriers } from '../../../core/contract/carriers/in-process-carrier.ts';
import { EngineClient } from '../../../core/contract/engine-client.ts';
import { ChangeSignal } from '../../../core/engine/changes.ts';
import { createEngine } from '../../../core/engine/engine.ts';
import { EngineLog } from '../../../core/engine/engine-log.ts';
import { openInProcess } from '../../../core/engine/in-process-engine.ts';
import { photoelectronHome } from '../../../core/engine/photoelectron-home.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

const folder = temporaryFolder();
const homeOf = (name: string) => photoelectronHome({ PHOTOELECTRON_HOME: path.join(folder, name) });

test('an engine that has ended tells those who come late', async () => {
  const engine = await createEngine({ home: homeOf('late') });
  await engine.close();
  const [near, far] = inProcessCarriers();
  engine.connect(far);
  await expect(new EngineClient(near).request('engine.info', {})).rejects.toMatchObject({
    code: 'connection-closed',
    message: 'The engine has ended; start it again.',
  });
  await engine.stopped;
});

test('an engine can be closed twice, and by its client as well', async () => {
  const { client, engine, close } = await openInProcess({ home: homeOf('twice') });
  await client.request('engine.stop', { jobs: 'cancel' });
  await engine.stopped;
  await close();
  await close();
  await expect(client.request('engine.info', {})).rejects.toMatchObject({
    code: 'connection-closed',
  });
});

test('what is known can be looked up while another program writes', async () => {
  const home = homeOf('locked');
  const first = await openInProcess({ home });
  await first.close();
  const other = new Database(home.catalogue);
  other.exec('BEGIN IMMEDIATE');
  const second = await openInProcess({ home });
  expect((await second.client.request('runs.list', {})).total).toBe(0);
  await second.close();
  other.exec('ROLLBACK');
  other.close();
});

test('the log keeps what was written, in order, and where it came from', async () => {
  const logs = path.join(folder, 'logs');
  const log = new EngineLog(logs);
  log.write('runs.list', new TypeError('first'));
  log.write('jobs.list', 'second');
  await log.flush();
  const lines = (await readFile(path.join(logs, 'engine.log'), 'utf8')).trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
    { what: 'runs.list', error: expect.stringContaining('TypeError: first\n    at ') as unknown },
    { what: 'jobs.list', error: 'second' },
  ]);
});

test('whoever listens to changes hears of them until it leaves', () => {
  const changes = new ChangeSignal();
  const heard: unknown[] = [];
  const leave = changes.listen((areas) => heard.push(areas));
  changes.changed('runs', 'files');
  leave();
  changes.changed('roots');
  expect(heard).toEqual([['runs', 'files']]);
});
