import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { BrowserWindow, OpenDialogOptions, SaveDialogOptions } from 'electron';
import { beforeEach, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { answerFileQuestions } from '../../../../electron/files/file-dialogs.ts';
import { KnownPaths } from '../../../../electron/files/known-paths.ts';
import { ShellStateFile } from '../../../../electron/shell-state.ts';
import { temporaryFolder } from '../../../temporary-folder.ts';

const folder = temporaryFolder();

describe('the questions for files', () => {
  let asked: (OpenDialogOptions | SaveDialogOptions)[];
  let answers: string[];
  let known: KnownPaths;
  let ask: (channel: string, question: unknown) => Promise<unknown>;

  beforeEach(() => {
    asked = [];
    answers = [];
    const stateFile = new ShellStateFile(
      path.join(folder, `state-${Math.random()}.json`),
      () => undefined,
    );
    known = new KnownPaths(stateFile, () => Promise.resolve());
    const handlers = new Map<string, (question: unknown) => unknown>();
    answerFileQuestions(
      {
        handle: (
          channel: string,
          schema: z.ZodType,
          answer: (value: never, page: never) => unknown,
        ) => {
          handlers.set(channel, (question) => answer(schema.parse(question) as never, {} as never));
        },
        on: () => undefined,
      },
      {
        dialog: {
          showOpenDialog: (...args: unknown[]) => {
            asked.push(args[1] as OpenDialogOptions);
            return Promise.resolve({ canceled: answers.length === 0, filePaths: answers });
          },
          showSaveDialog: (...args: unknown[]) => {
            asked.push(args[1] as SaveDialogOptions);
            return Promise.resolve({
              canceled: answers.length === 0,
              filePath: answers.at(0) ?? '',
            });
          },
        },
        window: () => Object.create(null) as BrowserWindow,
        stateFile,
        knownPaths: known,
        firstFolder: '/home/observer',
      },
    );
    ask = (channel, question) =>
      new Promise((resolve) => {
        resolve(handlers.get(channel)?.(question));
      });
  });

  it('let read what was chosen, and begin where the last one ended', async () => {
    answers = ['/data/a.h5', '/data/b.h5'];
    const question = { title: 'Open files', several: true, filters: { Events: ['h5'] } };
    expect(await ask('choose-files', question)).toEqual(answers);
    await ask('choose-files', { title: 'Open a file' });
    expect(known.grants).toEqual({ readable: ['/data/a.h5', '/data/b.h5'], writable: [] });
    expect(asked.map((options) => [options.defaultPath, options.properties])).toEqual([
      ['/home/observer', ['openFile', 'multiSelections']],
      ['/data', ['openFile']],
    ]);
  });

  it('let folders be read, or written where that was the question', async () => {
    answers = ['/data'];
    expect(await ask('choose-folder', { title: 'A folder' })).toBe('/data');
    answers = ['/out'];
    expect(await ask('choose-folder', { title: 'Output', forWriting: true })).toBe('/out');
    expect(known.grants).toEqual({ readable: ['/data'], writable: ['/out'] });
    answers = ['/out/x.h5'];
    const target = { title: 'Product', defaultName: 'x.h5' };
    expect(await ask('choose-save-target', target)).toBe('/out/x.h5');
    expect(known.grants.writable).toEqual(['/out/x.h5', '/out']);
    expect(asked.at(-1)?.defaultPath).toBe(path.join('/home/observer', 'x.h5'));
  });

  it('give nothing when the user thinks better of it', async () => {
    expect(await ask('choose-files', { title: 'Open' })).toEqual([]);
    expect(await ask('choose-folder', { title: 'Open' })).toBeUndefined();
    expect(await ask('choose-save-target', { title: 'T', defaultName: 'a' })).toBeUndefined();
    const content = new Uint8Array([1]);
    expect(
      await ask('save-file', { question: { title: 'T', defaultName: 'a' }, content }),
    ).toBeUndefined();
    expect(known.grants).toEqual({ readable: [], writable: [] });
  });

  it('write what the page made, whole, and let the engine do nothing with it', async () => {
    const file = path.join(folder, 'picture.png');
    writeFileSync(file, 'what was there');
    answers = [file];
    const question = { title: 'Save', defaultName: 'picture.png' };
    expect(await ask('save-file', { question, content: new Uint8Array([1, 2, 3]) })).toBe(file);
    expect([...readFileSync(file)]).toEqual([1, 2, 3]);
    expect(known.grants).toEqual({ readable: [], writable: [] });
    answers = [path.join(folder, 'no-folder/picture.png')];
    await expect(ask('save-file', { question, content: new Uint8Array() })).rejects.toThrow(
      /cannot be written/,
    );
    expect(existsSync(path.join(folder, 'no-folder'))).toBe(false);
  });

  it.each([
    ['a path for a name', 'choose-save-target', { title: 'T', defaultName: '../../etc/x' }],
    ['a folder for a name', 'choose-save-target', { title: 'T', defaultName: '..' }],
    [
      'a name with a control character',
      'choose-save-target',
      { title: 'T', defaultName: 'a\u0000b' },
    ],
    ['text for content', 'save-file', { question: { title: 'T', defaultName: 'a' }, content: 'x' }],
    ['a pattern for an ending', 'choose-files', { title: 'T', filters: { A: ['*/../*'] } }],
    ['more than is known', 'choose-folder', { title: 'T', defaultPath: '/etc' }],
    ['no title', 'choose-folder', {}],
  ])('refuse %s', async (_, channel, question) => {
    await expect(ask(channel, question)).rejects.toThrow();
    expect(asked).toEqual([]);
  });
});
