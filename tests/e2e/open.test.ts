import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';
import { accessibilityViolations } from './harness/accessibility.ts';
import { openServed, type OpenWorkbench } from './harness/open-workbench.ts';

describe('the workbench without any data', () => {
  const folder = temporaryFolder();
  let workbench: OpenWorkbench;

  beforeAll(async () => {
    const data = path.join(folder, 'data');
    mkdirSync(data);
    workbench = await openServed({ home: path.join(folder, 'home'), roots: [data] });
  });
  afterAll(async () => {
    await workbench.close();
  });

  it('shows every panel without a complaint or a barrier', async () => {
    const { page, watch } = workbench;
    const rail = page.getByRole('navigation', { name: 'Panels' });
    for (const name of ['Nights', 'Events', 'Cleaning', 'Configurations', 'Provenance', 'Jobs']) {
      await rail.getByRole('button', { name, exact: true }).click();
      await page.getByRole('tab', { name, selected: true }).waitFor();
      expect(await accessibilityViolations(page), name).toEqual([]);
    }
    expect(watch.complaints).toEqual([]);
  });
});
