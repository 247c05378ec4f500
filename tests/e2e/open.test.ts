import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';
import { accessibilityViolations } from './harness/accessibility.ts';
import { type OpenWorkbench, openWorkbench, shells } from './harness/open-workbench.ts';

describe.each(shells)('the workbench without any data (%s)', (shell) => {
  const folder = temporaryFolder();
  let workbench: OpenWorkbench;

  beforeAll(async () => {
    const data = path.join(folder, 'data');
    mkdirSync(data);
    workbench = await openWorkbench(shell, { home: path.join(folder, 'home'), roots: [data] });
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
