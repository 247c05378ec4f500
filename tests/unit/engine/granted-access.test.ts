import { mkdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { grantedAccess } from '../../../core/engine/granted-access.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

const denied: unknown = expect.objectContaining({ code: 'access-denied' });
const nothing = { readable: [], writable: [] };

describe('access to what the user chose', () => {
  const top = realpathSync(temporaryFolder());
  const at = (...parts: string[]) => path.join(top, ...parts);
  for (const folder of ['root/.hidden', 'chosen', 'out', 'outside']) {
    mkdirSync(at(folder), { recursive: true });
  }
  for (const file of [
    'root/run.h5',
    'root/.hidden/key',
    'chosen/a.h5',
    'outside/b.h5',
    'outside/.c.h5',
  ]) {
    writeFileSync(at(file), '');
  }
  symlinkSync(at('outside/b.h5'), at('chosen/link.h5'));
  const none = () => Promise.resolve([]);

  it('reads the folders of the catalogue as they are now', async () => {
    const folders: string[] = [];
    const access = await grantedAccess(nothing, () => Promise.resolve([...folders]));
    await expect(access.checkRead(at('root/run.h5'))).rejects.toEqual(denied);
    folders.push(at('root'));
    expect(await access.checkRead(at('root/run.h5'))).toBe(at('root/run.h5'));
    expect(access.readableFolders).toEqual([at('root')]);
    await expect(access.checkRead(at('root/.hidden/key'))).rejects.toEqual(denied);
    await expect(access.checkWrite(at('root/new.h5'))).rejects.toEqual(denied);
    folders.pop();
    await access.refresh?.();
    await expect(access.checkRead(at('root/run.h5'))).rejects.toEqual(denied);
  });

  it('reads what was chosen, a hidden file only where it was chosen itself', async () => {
    const access = await grantedAccess({ readable: [at('chosen')], writable: [] }, none);
    expect(await access.checkRead(at('chosen/a.h5'))).toBe(at('chosen/a.h5'));
    await expect(access.checkRead(at('outside/.c.h5'))).rejects.toEqual(denied);
    await access.grant({ readable: [at('outside/.c.h5')], writable: [] });
    expect(await access.checkRead(at('outside/.c.h5'))).toBe(at('outside/.c.h5'));
    await expect(access.checkRead(at('outside/b.h5'))).rejects.toEqual(denied);
  });

  it('follows links before it judges', async () => {
    const access = await grantedAccess({ readable: [at('chosen')], writable: [] }, none);
    await expect(access.checkRead(at('chosen/link.h5'))).rejects.toEqual(denied);
    await access.grant({ readable: [at('chosen/link.h5')], writable: [] });
    expect(await access.checkRead(at('chosen/link.h5'))).toBe(at('outside/b.h5'));
  });

  it('writes only what was chosen for that, and reads it', async () => {
    const access = await grantedAccess({ readable: [at('chosen')], writable: [at('out')] }, none);
    expect(await access.checkWrite(at('out/new/product.h5'))).toBe(at('out/new/product.h5'));
    expect(await access.checkRead(at('out/new/product.h5'))).toBe(at('out/new/product.h5'));
    await expect(access.checkWrite(at('chosen/product.h5'))).rejects.toThrow(
      /choose its folder for output/,
    );
    await access.grant({ readable: [], writable: [at('chosen/product.h5')] });
    expect(await access.checkWrite(at('chosen/product.h5'))).toBe(at('chosen/product.h5'));
    await expect(access.checkWrite(at('chosen/product.h5.other'))).rejects.toEqual(denied);
    expect(access.writableFolders).toEqual([at('out'), at('chosen/product.h5')]);
  });

  it('remembers what is away now, such as a disk that was taken out', async () => {
    const access = await grantedAccess({ readable: [at('away')], writable: [] }, none);
    mkdirSync(at('away'));
    writeFileSync(at('away/a.h5'), '');
    expect(await access.checkRead(at('away/a.h5'))).toBe(at('away/a.h5'));
    rmSync(at('away'), { recursive: true });
  });

  it.each(['', 'relative.h5', 'chosen/a.h5', '/chosen\0'])(
    'refuses %j, which is no place',
    async (asked) => {
      const access = await grantedAccess({ readable: ['/'], writable: [] }, none);
      await expect(access.checkRead(asked)).rejects.toThrow();
    },
  );
});
