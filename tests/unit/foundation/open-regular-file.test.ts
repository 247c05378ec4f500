import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { openRegularFile } from '../../../core/foundation/open-regular-file.ts';
import { makePipe } from '../../make-pipe.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

const folder = temporaryFolder();

it('opens files', async () => {
  const file = path.join(folder, 'file');
  writeFileSync(file, 'text');
  const handle = await openRegularFile(file);
  expect(await handle.readFile('utf8')).toBe('text');
  await handle.close();
});

it('refuses folders and pipes without waiting for a writer', async () => {
  const pipe = path.join(folder, 'pipe');
  makePipe(pipe);
  for (const place of [folder, pipe]) {
    await expect(openRegularFile(place)).rejects.toMatchObject({
      code: 'file-unreadable',
      message: `${place} is not a regular file; name one that holds data.`,
    });
  }
});

it('leaves errors of the system as they are', async () => {
  await expect(openRegularFile(path.join(folder, 'none'))).rejects.toMatchObject({
    code: 'ENOENT',
  });
});
