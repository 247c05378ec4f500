import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { Catalogue } from '../../../core/catalogue/catalogue.ts';
import { scanRoot } from '../../../core/catalogue/scan/scan-root.ts';
import { catalogueSnapshot } from '../../catalogue-snapshot.ts';
import { dataFile } from '../../data-folder.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

const N_FILES = 500;
/** Files that are written at a time. */
const BATCH = 200;

const room = path.resolve(import.meta.dirname, '../../../core/catalogue');
const url = (file: string) => JSON.stringify(pathToFileURL(path.join(room, file)).href);

/** Scans and kills itself, with all its threads, after some files. */
const program = `
import { Catalogue } from ${url('catalogue.ts')};
import { scanRoot } from ${url('scan/scan-root.ts')};
const [file, kill] = process.argv.slice(2);
const catalogue = await Catalogue.open(file);
await scanRoot(catalogue, {
  rootId: 1,
  onProgress: ({ done, total }) => {
    if (total !== null && done === Number(kill)) process.kill(process.pid, 'SIGKILL');
  },
});`;

it('keeps what a killed scan has found, and goes on from there', async () => {
  const home = temporaryFolder();
  const root = path.join(home, 'data');
  mkdirSync(root);
  const contents = ['joint-crab/fact/20131103_110_dl3.fits', 'joint-crab/fact/README.md'];
  for (let i = 0; i < N_FILES; i++) {
    const file = path.join(root, `file${String(i)}`);
    copyFileSync(dataFile(contents[i % 2]), file);
    utimesSync(file, 1.6e9, 1.6e9);
  }
  const file = path.join(home, 'catalogue.sqlite');
  const made = await Catalogue.open(file);
  await made.ask('addRoot', { path: root, added: '2026-11-20T10:00:00.000Z' });
  await made.close();

  const script = path.join(home, 'scan.mjs');
  writeFileSync(script, program);
  let before = 0;
  for (const kill of [30, 250, 20]) {
    const child = spawn(process.execPath, [script, file, String(kill)], { stdio: 'ignore' });
    await once(child, 'exit');
    expect(child.exitCode).not.toBe(0);
    const database = new Database(file, { readonly: true });
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(database.pragma('foreign_key_check')).toEqual([]);
    const kept = Number(database.prepare('SELECT count(*) FROM files').pluck().get());
    database.close();
    expect(kept).toBeGreaterThanOrEqual(before);
    before = kept;
  }
  // The second one came past the size of a batch.
  expect(before).toBeGreaterThanOrEqual(BATCH);

  const catalogue = await Catalogue.open(file);
  expect(await scanRoot(catalogue, { rootId: 1 })).toMatchObject({
    nFiles: N_FILES,
    nUnchanged: before,
    nNew: N_FILES - before,
  });
  const fresh = await Catalogue.open(path.join(home, 'fresh.sqlite'));
  await fresh.ask('addRoot', { path: root, added: '2026-11-20T10:00:00.000Z' });
  await scanRoot(fresh, { rootId: 1 });
  expect(await catalogueSnapshot(catalogue)).toEqual(await catalogueSnapshot(fresh));
  await fresh.close();
  await catalogue.close();
});
