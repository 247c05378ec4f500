import { copyFileSync, mkdirSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../temporary-folder.ts';
import { sampleFile } from '../run-pe.ts';
import { connectProgram, servedEngines } from './served-engine.ts';

const folder = realpathSync(temporaryFolder());
const root = path.join(folder, 'root');
mkdirSync(root);
const input = path.join(root, 'sample.simtel.zst');
copyFileSync(sampleFile, input);
const start = servedEngines(folder);

describe('24 clients at once', () => {
  it('are all served without an error, while a job runs', async () => {
    const served = await start({ roots: [root] });
    const clients = Array.from({ length: 24 }, () => connectProgram(served));
    const errors: unknown[] = [];
    const changes = clients.map((client) => {
      const heard = Promise.withResolvers<undefined>();
      client.subscribe(
        'catalogue.changed',
        {},
        () => {
          heard.resolve(undefined);
        },
        (error) => errors.push(error),
      );
      return heard.promise;
    });
    const answers = await Promise.all(
      clients.map(async (client) => {
        const { rows } = await client.request('jobs.list', {});
        const scan = await client.request('jobs.wait', { id: rows.at(-1)!.id });
        const image = await client.request('events.image', {
          path: input,
          eventId: 100,
          telId: 3,
        });
        const { total, rows: runs } = await client.request('runs.list', {});
        await client.request('runs.add-note', { id: runs[0].id, text: 'seen' });
        return { status: scan.status, total, pixels: image.image.length, sum: sum(image.image) };
      }),
    );
    expect(answers).toEqual(clients.map(() => answers[0]));
    expect(answers[0]).toMatchObject({ status: 'completed', total: 1 });
    expect(answers[0].pixels).toBeGreaterThan(1000);
    const { notes } = await clients[0].request('runs.get', { id: 1 });
    expect(notes).toHaveLength(24);
    await Promise.all(changes);
    for (const client of clients) client.close();
    expect(errors.filter((error) => !String(error).includes('client has ended'))).toEqual([]);
  });
});

function sum(values: Float32Array): number {
  return values.reduce((total, value) => total + value, 0);
}
