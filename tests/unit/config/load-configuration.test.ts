import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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

  it('finds step modules beside the file or among the shipped ones', async () => {
    const file = path.join(folder, 'a.yaml');
    const mine = path.join(folder, 'steps/mine.ts');
    mkdirSync(path.dirname(mine));
    writeFileSync(mine, '');
    writeFileSync(file, 'custom_steps: [steps/mine.ts, neighbor-sum-cleaner.ts]\n');
    const { stepModules, name } = await loadConfiguration(file);
    const shipped = new URL('../../../resources/steps/neighbor-sum-cleaner.ts', import.meta.url);
    expect(stepModules).toEqual([mine, shipped.pathname]);
    expect(name).toBe(file);
    writeFileSync(file, 'custom_steps: [other.ts]\n');
    await expect(loadConfiguration(file)).rejects.toThrow('the step module "other.ts" is neither');
  });

  it('names the shipped configurations when there is no such file', async () => {
    await expect(loadConfiguration('ctapipe-default')).rejects.toThrow(
      'There is no configuration "ctapipe-default": neither a file nor one of the shipped ones (default, ctapipe-defaults, ctao, lst-1, magic, sst-1m, fact). Did you mean "ctapipe-defaults"?',
    );
    await expect(loadConfiguration(folder)).rejects.toMatchObject({ code: 'file-unreadable' });
  });
});
