// Program that is killed by tests: an engine that processes the night of `night-files.ts` into a folder, or
// goes on with that. Tells every change of a job to its parent.
import path from 'node:path';
import { openInProcess } from '../../core/engine/in-process-engine.ts';
import { photoelectronHome } from '../../core/engine/photoelectron-home.ts';
import { night } from './night-files.ts';

const [home, outputFolder] = process.argv.slice(2);

const { client, close } = await openInProcess({
  home: photoelectronHome({ PHOTOELECTRON_HOME: home }),
  cores: 2,
});
client.subscribe('jobs.changed', {}, ({ id, status }) => {
  // Without a parent, or when it is gone, nobody is told.
  if (process.connected) process.send?.({ id, status }, undefined, undefined, () => undefined);
});
const { rows } = await client.request('jobs.list', { night, parentId: null, limit: 1000 });
const mine = rows.find(({ output }) => output === outputFolder);
const job =
  mine === undefined
    ? await client.request('jobs.submit', {
        request: {
          kind: 'process-night',
          night,
          outputFolder,
          config: path.join(home, 'cheap.json'),
          focalLengthChoice: 'EQUIVALENT',
        },
      })
    : mine.status === 'completed'
      ? mine
      : await client.request('jobs.retry', { id: mine.id });
const { status } = await client.request('jobs.wait', { id: job.id });
await close();
process.exitCode = status === 'completed' ? 0 : 1;
if (process.connected) process.disconnect();
