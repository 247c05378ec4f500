import { createHash } from 'node:crypto';
import { closeSync, ftruncateSync, mkdtempSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { identifyFile, WHOLE_FILE_LIMIT } from '../../../core/provenance/identify-file.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'identify-'));

/** A file of zeros with one byte set. */
function sparse(name: string, size: number, at: number): string {
  const file = path.join(folder, name);
  const handle = openSync(file, 'w');
  ftruncateSync(handle, size);
  writeSync(handle, Uint8Array.of(7), 0, 1, at);
  closeSync(handle);
  return file;
}

it('hashes files up to the limit whole', async () => {
  const bytes = Uint8Array.from({ length: 200_000 }, (_, i) => i % 251);
  const file = path.join(folder, 'small');
  writeFileSync(file, bytes);
  expect(await identifyFile(file)).toEqual({
    size_bytes: 200_000,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  });
  const empty = path.join(folder, 'empty');
  writeFileSync(empty, '');
  // FIPS 180-4: the digest of nothing.
  expect(await identifyFile(empty)).toEqual({
    size_bytes: 0,
    sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  });
});

it('tells large files apart by size, beginning and end', async () => {
  const size = WHOLE_FILE_LIMIT + 1000;
  const first = await identifyFile(sparse('first', size, 0));
  const last = await identifyFile(sparse('last', size, size - 1));
  const longer = await identifyFile(sparse('longer', size + 1, 0));
  expect(first).toHaveProperty('sha256_of_64_pieces');
  expect(last).not.toEqual(first);
  expect(longer).not.toEqual(first);
  expect(await identifyFile(sparse('again', size, 0))).toEqual(first);
});

it('tells what cannot be read', async () => {
  await expect(identifyFile(folder)).rejects.toMatchObject({ code: 'file-unreadable' });
  const missing = path.join(folder, 'missing');
  await expect(identifyFile(missing)).rejects.toMatchObject({ code: 'file-not-found' });
  const file = path.join(folder, 'small');
  await expect(identifyFile(file, AbortSignal.abort())).rejects.toMatchObject({
    code: 'cancelled',
  });
});
