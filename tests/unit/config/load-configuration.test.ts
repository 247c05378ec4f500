import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadConfiguration } from '../../../core/config/load-configuration.ts';

describe('loadConfiguration', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'photoelectron-config-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('resolves step modules from the folder of the file', async () => {
    const file = path.join(folder, 'a.yaml');
    writeFileSync(file, 'custom_steps: [steps/mine.ts]\n');
    const { stepModules, name } = await loadConfiguration(file);
    expect(stepModules).toEqual([path.join(folder, 'steps/mine.ts')]);
    expect(name).toBe(file);
  });

  it('names the shipped configurations when there is no such file', async () => {
    await expect(loadConfiguration('ctapipe-default')).rejects.toThrow(
      'There is no configuration "ctapipe-default": neither a file nor one of the shipped ones (default, ctapipe-defaults). Did you mean "ctapipe-defaults"?',
    );
    await expect(loadConfiguration(folder)).rejects.toMatchObject({ code: 'file-unreadable' });
  });
});
