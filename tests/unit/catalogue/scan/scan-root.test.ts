import {
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Catalogue } from '../../../../core/catalogue/catalogue.ts';
import { scanRoot, type ScanOptions } from '../../../../core/catalogue/scan/scan-root.ts';
import { RECOGNITION_VERSION } from '../../../../core/sources/recognition/recognition-version.ts';
import { temporaryFolder } from '../../../temporary-folder.ts';

const folder = temporaryFolder();
let number = 0;
let root: string;
let catalogue: Catalogue;
let rootId: number;

beforeEach(async () => {
  const home = path.join(folder, String(number++));
  root = path.join(home, 'data');
  mkdirSync(root, { recursive: true });
  catalogue = await Catalogue.open(path.join(home, 'catalogue.sqlite'));
  rootId = (await catalogue.ask('addRoot', { path: root, added: '2026-11-20T10:00:00.000Z' })).id;
});

afterEach(() => catalogue.close());

/** Writes a file that was last changed an hour ago, so that nothing is in doubt. */
function write(name: string, content: string, ageS = 3600): void {
  const file = path.join(root, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, content);
  const time = Date.now() / 1000 - ageS;
  utimesSync(file, time, time);
}

const scan = (more: Partial<ScanOptions> = {}) =>
  scanRoot(catalogue, { rootId, threads: 1, ...more });

async function files() {
  const { rows } = await catalogue.ask('listFiles', { offset: 0, limit: 1000 });
  return rows.map((row) => [path.relative(root, row.path), row.presence, row.id] as const);
}

const idOf = async (name: string) => (await files()).find(([file]) => file === name)?.[2];

describe('scanRoot', () => {
  it('finds new, changed, moved, missing and returned files', async () => {
    write('kept', '\u0000\u0001\u0002 kept');
    write('night/changed', 'before');
    write('night/moved', 'to be moved');
    write('gone', 'gone');
    write('back', 'comes back');
    expect(await scan()).toMatchObject({ isPresent: true, nFiles: 5, nNew: 5, nUnrecognised: 1 });
    const moved = await idOf(path.join('night', 'moved'));
    expect(await scan()).toMatchObject({ nFiles: 5, nUnchanged: 5, nNew: 0 });

    unlinkSync(path.join(root, 'back'));
    await scan();
    write('night/changed', 'after!', 1800);
    mkdirSync(path.join(root, 'other'));
    renameSync(path.join(root, 'night/moved'), path.join(root, 'other/renamed'));
    unlinkSync(path.join(root, 'gone'));
    write('back', 'comes back');
    write('new', 'new');
    expect(await scan()).toMatchObject({
      nFiles: 5,
      nUnchanged: 1,
      nNew: 1,
      nChanged: 1,
      nMoved: 1,
      nReturned: 1,
      nMissing: 1,
    });
    expect(await idOf(path.join('other', 'renamed'))).toBe(moved);
    expect((await files()).map(([file, presence]) => [file, presence])).toEqual([
      ['back', 'present'],
      ['gone', 'missing'],
      ['kept', 'present'],
      ['new', 'present'],
      [path.join('night', 'changed'), 'present'],
      [path.join('other', 'renamed'), 'present'],
    ]);
  });

  it('takes a new time of the same content for no change', async () => {
    write('file', 'content');
    await scan();
    utimesSync(path.join(root, 'file'), 1e9, 1e9);
    expect(await scan()).toMatchObject({ nUnchanged: 1, nChanged: 0 });
    expect(await scan()).toMatchObject({ nUnchanged: 1, nChanged: 0 });
  });

  it('sees a change within the grain of the clock', async () => {
    write('file', 'first', -1);
    await scan();
    const [known] = await catalogue.ask('knownFiles', { rootId, after: 0, limit: 1 });
    const time = Number(known.modifiedNs) / 1e9;
    writeFileSync(path.join(root, 'file'), 'other');
    utimesSync(path.join(root, 'file'), time, time);
    expect(await scan()).toMatchObject({ nChanged: 1 });
  });

  it('keeps what a file was that another one was moved onto', async () => {
    write('a', 'content of a');
    write('b', 'b');
    await scan();
    const a = await idOf('a');
    renameSync(path.join(root, 'a'), path.join(root, 'b'));
    expect(await scan()).toMatchObject({ nMoved: 1, nMissing: 0, nFiles: 1 });
    expect(await files()).toEqual([['b', 'present', a]]);
  });

  it('lists copies, each at its place', async () => {
    write('one', 'same');
    write('two', 'same');
    await scan();
    renameSync(path.join(root, 'one'), path.join(root, 'three'));
    write('four', 'same');
    expect(await scan()).toMatchObject({ nFiles: 3, nMoved: 1, nNew: 1, nUnchanged: 1 });
  });

  it('finds a folder of many files of one size again under its new name', async () => {
    for (let i = 0; i < 150; i++) write(`night/file${String(i)}`, String(1000 + i));
    await scan();
    const ids = (await files()).map(([file, , id]) => [path.basename(file), id]);
    renameSync(path.join(root, 'night'), path.join(root, 'moved'));
    write('moved/new', '9999');
    expect(await scan()).toMatchObject({ nFiles: 151, nMoved: 150, nNew: 1, nMissing: 0 });
    const moved = (await files()).map(([file, , id]) => [path.basename(file), id]);
    expect(moved.filter(([file]) => file !== 'new')).toEqual(ids);
  });

  it('leaves out hidden files and follows links without going in circles', async () => {
    write('data/file', 'content');
    write('.hidden/file', 'hidden');
    write('.product.h5.1a2b3c4d.part', 'unfinished');
    const outside = path.join(path.dirname(root), 'outside');
    mkdirSync(path.join(outside, 'sub'), { recursive: true });
    writeFileSync(path.join(outside, 'sub/far'), 'far');
    symlinkSync(root, path.join(root, 'data/circle'));
    symlinkSync(path.join(root, 'data'), path.join(root, 'twice'));
    symlinkSync(outside, path.join(root, 'linked'));
    symlinkSync(outside, path.join(outside, 'sub/circle'));
    symlinkSync(path.join(outside, 'sub/far'), path.join(root, 'far'));
    symlinkSync(path.join(root, 'nothing'), path.join(root, 'dangling'));
    symlinkSync('/', path.join(root, 'everything'));
    expect(await scan()).toMatchObject({ unreadable: [] });
    expect((await files()).map(([file]) => file)).toEqual([
      path.join('data', 'file'),
      'far',
      path.join('linked', 'sub', 'far'),
    ]);
  });

  it('follows no link that may not be read', async () => {
    const outside = path.join(path.dirname(root), 'outside');
    mkdirSync(outside);
    writeFileSync(path.join(outside, 'secret'), 'secret');
    symlinkSync(outside, path.join(root, 'link'));
    const checkRead = (place: string) =>
      place === root ? Promise.resolve(place) : Promise.reject(new Error('not for you'));
    const { nFiles, unreadable } = await scan({ checkRead });
    expect(nFiles).toBe(0);
    expect(unreadable.map((one) => one.path)).toEqual([path.join(root, 'link')]);
  });

  it('keeps everything when the folder itself is not there', async () => {
    write('file', 'content');
    await scan();
    renameSync(root, `${root}-unmounted`);
    expect(await scan()).toMatchObject({ isPresent: false, nMissing: 0 });
    writeFileSync(root, 'a file in the place of the folder');
    expect(await scan()).toMatchObject({ isPresent: false, nMissing: 0 });
    expect(await files()).toEqual([['file', 'present', expect.any(Number)]]);
    rmSync(root);
    renameSync(`${root}-unmounted`, root);
    expect(await scan()).toMatchObject({ isPresent: true, nUnchanged: 1 });
  });

  it('keeps everything when the folder goes away during the scan', async () => {
    for (let i = 0; i < 40; i++) write(`known${String(i)}`, String(i));
    await scan();
    for (let i = 0; i < 40; i++) write(`new${String(i)}`, `new ${String(i)}`);
    const summary = await scan({
      onProgress: ({ done, total }) => {
        if (total !== null && done === 1) rmSync(root, { recursive: true });
      },
    });
    expect(summary.isPresent).toBe(false);
    const known = (await files()).filter(([file]) => file.startsWith('known'));
    expect(known.map(([, presence]) => presence)).toEqual(known.map(() => 'present'));
    expect(known).toHaveLength(40);
  });

  it('lists a file in the place of a folder, and a folder in the place of a file', async () => {
    write('place/file', 'content');
    write('other', 'other');
    await scan();
    rmSync(path.join(root, 'place'), { recursive: true });
    rmSync(path.join(root, 'other'));
    write('place', 'now a file');
    write('other/file', 'now in a folder');
    expect(await scan()).toMatchObject({ nFiles: 2, nNew: 2, nMissing: 2, unreadable: [] });
  });

  it('looks again at files that could not be read', async () => {
    write('file', 'content');
    await scan();
    // What a scan that was not allowed to read it would have left.
    await catalogue.ask('storeFiles', {
      rootId,
      recognitionVersion: RECOGNITION_VERSION,
      now: '2026-11-20T10:00:00.000Z',
      files: (await catalogue.ask('knownFiles', { rootId, after: 0, limit: 1 })).map((file) => ({
        path: file.path,
        sizeBytes: file.sizeBytes,
        modifiedNs: file.modifiedNs,
        isSettled: true,
        facts: {
          kind: 'unrecognised',
          format: 'unreadable',
          description: '',
          dataLevels: [],
          runs: [],
          reason: 'It cannot be read.',
        },
      })),
    });
    expect(await scan()).toMatchObject({ nChanged: 1 });
  });

  it('looks again at files that an older version of the program recognised', async () => {
    write('notes.txt', 'Some text.');
    await scan();
    const [known] = await catalogue.ask('knownFiles', { rootId, after: 0, limit: 1 });
    const facts = {
      kind: 'unrecognised',
      format: 'unknown',
      description: '',
      dataLevels: [],
      runs: [],
    } as const;
    await catalogue.ask('storeFiles', {
      rootId,
      recognitionVersion: RECOGNITION_VERSION - 1,
      now: '2026-11-20T10:00:00.000Z',
      files: [
        {
          path: known.path,
          sizeBytes: known.sizeBytes,
          modifiedNs: known.modifiedNs,
          isSettled: true,
          content: { hash: known.hash ?? '', of: 'whole' },
          facts,
        },
      ],
    });
    expect(await scan()).toMatchObject({ nUnchanged: 1, nUnrecognised: 0 });
    const [file] = (await catalogue.ask('listFiles', { offset: 0, limit: 1 })).rows;
    expect(file).toMatchObject({ kind: 'document', id: known.id });
  });

  it('can be cancelled, and goes on from there', async () => {
    for (let i = 0; i < 60; i++) write(`file${String(i)}`, `content ${String(i)}`);
    const controller = new AbortController();
    const cancelled = scan({
      signal: controller.signal,
      onProgress: ({ done, total }) => {
        if (total !== null && done === 30) controller.abort();
      },
    });
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
    const kept = (await files()).length;
    expect(kept).toBeGreaterThanOrEqual(29);
    expect(kept).toBeLessThan(60);
    expect(await scan()).toMatchObject({ nNew: 60 - kept, nUnchanged: kept, nFiles: 60 });
  });

  it('counts how far it is', async () => {
    write('a', 'a');
    write('b', 'b');
    const steps: [number, number | null][] = [];
    await scan({ onProgress: ({ done, total }) => steps.push([done, total]) });
    expect(steps.at(0)).toEqual([2, null]);
    expect(steps.slice(-2)).toEqual([
      [1, 2],
      [2, 2],
    ]);
  });

  it('leaves a root within a root to itself, and takes its files back when it is removed', async () => {
    write('outer', 'outer');
    write('inner/file', 'inner');
    await scan();
    const inner = await catalogue.ask('addRoot', {
      path: path.join(root, 'inner'),
      added: '2026-11-20T10:00:00.000Z',
    });
    expect(inner).toMatchObject({ nFiles: 1 });
    expect(await scan()).toMatchObject({ nFiles: 1, nUnchanged: 1, nMissing: 0 });
    expect(await scanRoot(catalogue, { rootId: inner.id })).toMatchObject({ nUnchanged: 1 });
    await catalogue.ask('removeRoot', { id: inner.id });
    expect(await scan()).toMatchObject({ nFiles: 2, nUnchanged: 2 });
  });

  it('refuses a root that is not in the catalogue', async () => {
    await expect(scanRoot(catalogue, { rootId: 99 })).rejects.toMatchObject({
      code: 'record-not-found',
    });
  });

  it.runIf(process.platform === 'linux')(
    'lists names that are no text with the reason',
    async () => {
      writeFileSync(Buffer.concat([Buffer.from(`${root}/n`), Buffer.from([0xe9])]), 'latin-1');
      mkdirSync(Buffer.concat([Buffer.from(`${root}/d`), Buffer.from([0xff])]));
      const { unreadable } = await scan();
      const [file] = (await catalogue.ask('listFiles', { offset: 0, limit: 9 })).rows;
      expect(file).toMatchObject({ path: path.join(root, 'n\\xE9'), kind: 'unrecognised' });
      expect(file.reason).toContain('UTF-8');
      expect(unreadable).toHaveLength(1);
      expect(await scan()).toMatchObject({ nUnchanged: 1, nMissing: 0, nFiles: 1 });
    },
  );

  it('lists files with very long names and deep folders', async () => {
    const deep = path.join(...Array.from({ length: 12 }, () => 'd'.repeat(200)), 'f'.repeat(250));
    write(deep, 'deep');
    expect(await scan()).toMatchObject({ nFiles: 1, unreadable: [] });
    expect(await files()).toEqual([[deep, 'present', expect.any(Number)]]);
  });
});
