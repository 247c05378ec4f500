import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ShellStateFile } from '../../../electron/shell-state.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

const folder = temporaryFolder();

function stateOf(content: string): ShellStateFile['state'] {
  const file = path.join(folder, 'window.json');
  writeFileSync(file, content);
  return new ShellStateFile(file, (error) => {
    throw error;
  }).state;
}

test('leaves out paths that no engine could be started with', () => {
  const { readable, writable } = stateOf(
    JSON.stringify({ readable: ['/data', '', 5, 'a\0b'], writable: 'no list' }),
  );
  expect({ readable, writable }).toEqual({ readable: ['/data'], writable: [] });
});

test.each(['', '[]', '{"window": 4, "theme": "pink"}', '{"readable"'])(
  'begins anew where the file says %j',
  (content) => {
    expect(stateOf(content)).toEqual({
      window: { isMaximized: false, isFullScreen: false },
      theme: 'system',
      readable: [],
      writable: [],
      dialogFolders: {},
    });
  },
);
