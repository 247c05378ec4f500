import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { Catalogue } from '../../../core/catalogue/catalogue.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

describe('Catalogue', () => {
  it('keeps what it was given when it is opened again', async () => {
    const file = path.join(temporaryFolder(), 'home', 'catalogue.sqlite');
    const added = '2026-11-20T10:00:00.000Z';
    const first = await Catalogue.open(file);
    const root = await first.ask('addRoot', { path: '/data', added });
    await first.close();

    const second = await Catalogue.open(file);
    expect(await second.ask('listRoots', undefined)).toEqual([
      { id: root.id, path: '/data', added, lastScan: null, nFiles: 0, nUnrecognised: 0 },
    ]);
    expect(await second.ask('removeRoot', { id: root.id })).toBe(true);
    expect(await second.ask('listRoots', undefined)).toEqual([]);
    await second.close();
  });

  it('refuses work after it was closed', async () => {
    const catalogue = await Catalogue.open(path.join(temporaryFolder(), 'catalogue.sqlite'));
    await catalogue.close();
    await expect(catalogue.ask('listRoots', undefined)).rejects.toMatchObject({
      code: 'state-conflict',
    });
  });
});
