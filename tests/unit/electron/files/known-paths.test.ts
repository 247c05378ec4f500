import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { argumentPaths, ownArguments } from '../../../../electron/files/argument-paths.ts';
import { dialogFilters } from '../../../../electron/files/dialog-filters.ts';
import { KnownPaths } from '../../../../electron/files/known-paths.ts';
import { ShellStateFile } from '../../../../electron/shell-state.ts';
import { temporaryFolder } from '../../../temporary-folder.ts';

const folder = temporaryFolder();
const noProblem = (error: unknown) => {
  throw error;
};

describe('what the user chose', () => {
  it('is told to the engine and comes back with the next start, until it is forgotten', async () => {
    const file = path.join(folder, 'state/window.json');
    const stateFile = new ShellStateFile(file, noProblem);
    const told: unknown[] = [];
    const known = new KnownPaths(stateFile, (grants) => {
      told.push(grants);
      return Promise.resolve();
    });
    await known.grant({ readable: ['/data/a.h5'] });
    await known.grant({ writable: ['/out'] });
    await known.grant({ readable: ['/data/b.h5', '/data/a.h5'] });
    expect(told).toEqual([
      { readable: ['/data/a.h5'], writable: [] },
      { readable: [], writable: ['/out'] },
      { readable: ['/data/b.h5', '/data/a.h5'], writable: [] },
    ]);
    await stateFile.flush();
    const again = new KnownPaths(new ShellStateFile(file, noProblem), () => Promise.resolve());
    expect(again.grants).toEqual({ readable: ['/data/b.h5', '/data/a.h5'], writable: ['/out'] });
    again.forget();
    expect(again.grants).toEqual({ readable: [], writable: [] });
  });

  it('is no more than 200 places, the newest', async () => {
    const stateFile = new ShellStateFile(path.join(folder, 'many.json'), noProblem);
    const known = new KnownPaths(stateFile, () => Promise.resolve());
    for (let n = 0; n < 250; n++) await known.grant({ readable: [`/data/${n}`] });
    await stateFile.flush();
    expect(known.grants.readable).toHaveLength(200);
    expect(known.grants.readable[0]).toBe('/data/249');
  });
});

describe('the state of the window', () => {
  it.each([
    ['no JSON', '{"theme": "dark"'],
    ['no object', '[1, 2]'],
    ['nothing that is known', '{"colour": 3}'],
    [
      'wrong parts',
      '{"theme": "red", "window": {"bounds": {"x": "1"}}, "readable": [1], "dialogFolders": []}',
    ],
  ])('is forgotten where it cannot be read: %s', (_, text) => {
    const file = path.join(folder, 'broken.json');
    writeFileSync(file, text);
    expect(new ShellStateFile(file, noProblem).state).toEqual({
      window: { isMaximized: false, isFullScreen: false },
      theme: 'system',
      readable: [],
      writable: [],
      dialogFolders: {},
    });
  });

  it('keeps the sound parts, and writes changes that come together once they are all made', async () => {
    const file = path.join(folder, 'sound.json');
    writeFileSync(file, '{"theme": "dark", "readable": 5}');
    const stateFile = new ShellStateFile(file, noProblem);
    expect(stateFile.state.theme).toBe('dark');
    stateFile.update({ theme: 'light' });
    stateFile.update({ readable: ['/a'] });
    await stateFile.flush();
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
      theme: 'light',
      readable: ['/a'],
    });
  });

  it('tells of a state that cannot be written, and goes on', async () => {
    const problems: unknown[] = [];
    writeFileSync(path.join(folder, 'a-file'), '');
    const stateFile = new ShellStateFile(path.join(folder, 'a-file/window.json'), (error) =>
      problems.push(error),
    );
    stateFile.update({ theme: 'dark' });
    await stateFile.flush();
    expect(problems).toHaveLength(1);
    expect(stateFile.state.theme).toBe('dark');
  });
});

describe('files of a command line', () => {
  const run = path.join(folder, 'run.h5');
  writeFileSync(run, '');

  it('are those that are there, with an event where one is named', () => {
    const args = ['--inspect=0', 'run.h5', '', 'missing.h5', `${run}:event=17`, '.', '-x'];
    const missing: string[] = [];
    const found = argumentPaths(args, folder, (one) => missing.push(one));
    expect(found).toEqual([
      { text: run, path: run },
      { text: `${run}:event=17`, path: run },
      { text: folder, path: folder },
    ]);
    expect(missing).toEqual(['missing.h5']);
  });

  it('stand behind the program, and behind its folder where it is not packaged', () => {
    expect(ownArguments(['/usr/bin/photoelectron', 'a.h5'], '/opt/app.asar')).toEqual(['a.h5']);
    expect(ownArguments(['/e/electron', '--inspect=0', '/src', 'a.h5'], '/src')).toEqual(['a.h5']);
  });
});

it('asks for the last part of an ending on a Mac, for the whole elsewhere', () => {
  const filters = { 'Event files': ['simtel.zst', 'simtel.gz', 'h5'] };
  expect(dialogFilters(filters, 'linux')).toEqual([
    { name: 'Event files', extensions: ['simtel.zst', 'simtel.gz', 'h5'] },
    { name: 'All files', extensions: ['*'] },
  ]);
  expect(dialogFilters(filters, 'darwin')[0].extensions).toEqual(['zst', 'gz', 'h5']);
  expect(dialogFilters(undefined, 'win32')).toEqual([{ name: 'All files', extensions: ['*'] }]);
});
