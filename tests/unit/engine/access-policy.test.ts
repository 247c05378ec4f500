import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  type AccessPolicy,
  rootsOnly,
  unrestrictedAccess,
} from '../../../core/engine/access-policy.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

const denied: unknown = expect.objectContaining({ code: 'access-denied' });

describe('access to roots only', () => {
  let top: string;
  let policy: AccessPolicy;
  const inside = (...parts: string[]) => path.join(top, 'data', ...parts);

  beforeAll(async () => {
    top = await realpath(temporaryFolder());
    for (const folder of ['data/night', 'data/.git', 'data-2', 'out', 'outside/deep']) {
      mkdirSync(path.join(top, folder), { recursive: true });
    }
    for (const file of [
      'data/night/run.h5',
      'data/.git/config',
      'data/..run.h5',
      'outside/secret',
    ]) {
      writeFileSync(path.join(top, file), '');
    }
    const link = (target: string, name: string) => {
      symlinkSync(path.join(top, target), path.join(top, name));
    };
    link('outside/secret', 'data/link-to-file');
    link('outside', 'data/link-to-folder');
    link('outside/nothing', 'data/link-to-nothing');
    link('data/night', 'data/link-within');
    link('data/.git', 'data/link-to-hidden');
    link('data/circle', 'data/circle');
    link('data', 'link-to-root');
    policy = await rootsOnly({
      readable: [path.join(top, 'link-to-root')],
      writable: [path.join(top, 'out')],
    });
  });

  test('tells the folders by their real paths, those for writing readable as well', () => {
    expect(policy.readableFolders).toEqual([inside(), path.join(top, 'out')]);
    expect(policy.writableFolders).toEqual([path.join(top, 'out')]);
  });

  test.each([
    ['a file', ['night', 'run.h5'], ['night', 'run.h5']],
    ['the folder itself', [], []],
    ['a file that is not there', ['night', 'later.h5'], ['night', 'later.h5']],
    ['a file in folders that are not there', ['a', 'b', 'c.h5'], ['a', 'b', 'c.h5']],
    ['a way out and in again', ['night', '..', 'night', 'run.h5'], ['night', 'run.h5']],
    ['a link that stays within', ['link-within', 'run.h5'], ['night', 'run.h5']],
  ])('reads %s', async (_, asked, real) => {
    expect(await policy.checkRead([inside(), ...asked].join(path.sep))).toBe(inside(...real));
  });

  test('takes a way up as it is written, whichever links are on it', async () => {
    const asked = inside('x') + '/../link-to-folder/../outside/secret'.replaceAll('/', path.sep);
    expect(await policy.checkRead(asked)).toBe(inside('outside', 'secret'));
  });

  test('reads through a link to the folder', async () => {
    const asked = path.join(top, 'link-to-root', 'night', 'run.h5');
    expect(await policy.checkRead(asked)).toBe(inside('night', 'run.h5'));
  });

  test.each([
    ['a file outside', ['..', 'outside', 'secret']],
    ['a folder of which the name begins alike', ['..', 'data-2', 'x']],
    ['a link to a file outside', ['link-to-file']],
    ['a link to a folder outside', ['link-to-folder']],
    ['a file behind a link to a folder outside', ['link-to-folder', 'secret']],
    ['what is not there behind a link outside', ['link-to-folder', 'deep', 'nothing']],
    ['a way up from behind a link', ['link-to-folder', '..', '..', 'outside', 'secret']],
    ['a link to nothing', ['link-to-nothing']],
    ['a file behind a link to nothing', ['link-to-nothing', 'x']],
    ['a link in a circle', ['circle']],
    ['a hidden folder', ['.git', 'config']],
    ['a hidden file that is not there', ['.env']],
    ['a hidden folder by a link', ['link-to-hidden', 'config']],
    ['a name that only looks like a way up', ['..run.h5']],
    ['a file as if it were a folder', ['night', 'run.h5', 'x']],
  ])('does not read %s', async (_, asked) => {
    await expect(policy.checkRead([inside(), ...asked].join(path.sep))).rejects.toThrow(denied);
  });

  test.each(['night/run.h5', './night', '~', 'file:///etc/passwd'])(
    'does not read %s, which is no absolute path',
    async (asked) => {
      await expect(policy.checkRead(asked)).rejects.toThrow(denied);
    },
  );

  test.each(['', `${path.sep}data\0.h5`])('takes %j for no path', async (asked) => {
    await expect(policy.checkRead(asked)).rejects.toMatchObject({ code: 'argument-invalid' });
  });

  test('writes only where that was allowed', async () => {
    const product = path.join(top, 'out', 'night', 'run.dl1.h5');
    expect(await policy.checkWrite(product)).toBe(product);
    await expect(policy.checkWrite(inside('night', 'run.h5'))).rejects.toThrow(denied);
  });

  test('tells the same of a file outside, whether it exists or not', async () => {
    const message = async (asked: string) => {
      const error = await policy
        .checkRead(path.join(top, 'outside', asked))
        .catch((e: unknown) => e);
      return String(error).replaceAll(asked, '…');
    };
    expect(await message('secret')).toBe(await message('nothing-such'));
  });

  test('does not begin without its folders', async () => {
    const missing = path.join(top, 'nothing');
    await expect(rootsOnly({ readable: [missing], writable: [] })).rejects.toMatchObject({
      code: 'file-not-found',
      place: { path: missing },
    });
  });
});

test('where the user names files, every path is taken as it is', async () => {
  const policy = unrestrictedAccess();
  expect(await policy.checkRead('some/file.h5')).toBe(path.resolve('some/file.h5'));
  expect(policy.readableFolders).toBeNull();
  await expect(policy.checkWrite('a\0b')).rejects.toMatchObject({ code: 'argument-invalid' });
});
