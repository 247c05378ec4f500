import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { messagePortCarrier } from '../../../core/contract/carriers/message-port-carrier.ts';
import { EngineClient } from '../../../core/contract/engine-client.ts';
import { EngineThread } from '../../engine-thread.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

const folder = temporaryFolder();
const utilityProcess = new URL('../../utility-process.ts', import.meta.url);

const clientOf = (thread: EngineThread) => new EngineClient(messagePortCarrier(thread.connect()));

test('runs in a utility process as Electron has it, and ends when it is asked to', async () => {
  const home = path.join(folder, 'electron');
  const thread = new EngineThread({ home, entry: utilityProcess });
  // A window does not wait for the engine to be there.
  const client = clientOf(thread);
  expect(await client.request('engine.info', {})).toMatchObject({ home, cores: 1 });
  expect(await thread.reply).toEqual({ kind: 'ready' });
  const ended = new Promise((resolve) => {
    client.onClose(resolve);
  });
  await client.request('engine.stop', {});
  expect(await ended).toMatchObject({
    code: 'connection-closed',
    message: 'The engine has ended; start it again.',
  });
  await thread.stopped;
});

test('tells who waits that it is gone when it crashes', async () => {
  const thread = new EngineThread({ home: path.join(folder, 'crash') });
  const client = clientOf(thread);
  await client.request('engine.info', {});
  const waiting = client.request('jobs.list', {});
  const closed = new Promise((resolve) => {
    client.onClose(resolve);
  });
  // The answer may be on its way already; the end of the connection is told in any case.
  waiting.catch(() => undefined);
  await thread.kill();
  expect(await closed).toMatchObject({ code: 'connection-closed' });
  await expect(client.request('engine.info', {})).rejects.toMatchObject({
    code: 'connection-closed',
    remedy: 'Connect again.',
  });
});

test('tells why it cannot be started, and ends', async () => {
  const home = path.join(folder, 'a-file');
  writeFileSync(home, '');
  const thread = new EngineThread({ home });
  expect(await thread.reply).toMatchObject({
    kind: 'failed',
    error: { code: 'file-unwritable', place: { path: path.join(home, 'catalogue.sqlite') } },
  });
  await thread.stopped;
});
