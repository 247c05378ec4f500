import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { RecognitionPool } from '../../../../core/catalogue/scan/recognition-pool.ts';
import { temporaryFolder } from '../../../temporary-folder.ts';

/** A thread that ends, throws, runs out of memory or answers, as the path tells it. */
const program = `
import { parentPort } from 'node:worker_threads';
parentPort.on('message', ({ path, knownHashes }) => {
  if (path === 'exit') process.exit(3);
  if (path === 'throw') throw new Error('broken');
  if (path === 'hang') { for (;;); }
  if (path === 'gone') parentPort.postMessage(undefined);
  else parentPort.postMessage({ content: { hash: path, of: 'whole' }, facts: undefined, knownHashes });
});`;

const file = path.join(temporaryFolder(), 'worker.mjs');
writeFileSync(file, program);
const look = (pool: RecognitionPool, name: string) => pool.look({ path: name, knownHashes: [] });

describe('RecognitionPool', () => {
  it('looks at more files than it has threads', async () => {
    const pool = new RecognitionPool(2, pathToFileURL(file));
    const names = Array.from({ length: 20 }, (_, i) => String(i));
    const looks = await Promise.all(names.map((name) => look(pool, name)));
    expect(looks.map((one) => one?.content?.hash)).toEqual(names);
    await pool.close();
  });

  it('says of a file that it brought its thread down, and goes on with the others', async () => {
    const pool = new RecognitionPool(1, pathToFileURL(file));
    const names = ['a', 'exit', 'b', 'throw', 'throw', 'c', 'gone'];
    const looks = await Promise.all(names.map((name) => look(pool, name)));
    expect(looks.map((one) => one?.content?.hash)).toEqual([
      'a',
      undefined,
      'b',
      undefined,
      undefined,
      'c',
      undefined,
    ]);
    expect(looks[1]?.facts).toMatchObject({ kind: 'unrecognised' });
    expect(looks[3]?.facts?.reason).toContain('broken');
    expect(looks[6]).toBeUndefined();
    await pool.close();
  });

  it('ends at once, whatever its threads are at', async () => {
    const pool = new RecognitionPool(1, pathToFileURL(file));
    const looks = Promise.all([look(pool, 'hang'), look(pool, 'waits')]);
    await pool.close();
    expect(await looks).toEqual([undefined, undefined]);
  });
});
