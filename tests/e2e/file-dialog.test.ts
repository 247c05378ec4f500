import { copyFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleFile } from '../simtel-sample.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { type OpenWorkbench, openWorkbench } from './harness/open-workbench.ts';
import { EventsPage } from './pages/events-page.ts';
import { WorkbenchPage } from './pages/workbench-page.ts';

describe('the dialog for files in a browser', () => {
  const folder = temporaryFolder();
  const data = path.join(folder, 'data');
  const file = path.join(data, 'sample.simtel.zst');
  let workbench: OpenWorkbench;

  beforeAll(async () => {
    mkdirSync(data);
    copyFileSync(sampleFile, file);
    workbench = await openWorkbench('chromium', { home: path.join(folder, 'home'), roots: [data] });
    await new WorkbenchPage(workbench.page).waitForEngine();
  });
  afterAll(async () => {
    expect(workbench.watch.complaints).toEqual([]);
    await workbench.close();
  });

  it('keeps a path that is typed at once, and opens the file at Enter', async () => {
    const { page } = workbench;
    await new WorkbenchPage(page).command('Open files…');
    const dialog = page.getByRole('dialog', { name: 'Open' });
    const place = dialog.getByRole('textbox', { name: 'Folder' });
    await place.fill(file);
    await dialog.getByRole('option', { name: 'data' }).waitFor();
    expect(await place.inputValue()).toBe(file);
    await place.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await new EventsPage(page).sees(100);
  });

  it('says what is wrong with a path that leads nowhere', async () => {
    const { page } = workbench;
    await new WorkbenchPage(page).command('Open files…');
    const dialog = page.getByRole('dialog', { name: 'Open' });
    const place = dialog.getByRole('textbox', { name: 'Folder' });
    await place.fill(path.join(data, 'none'));
    await place.press('Enter');
    await dialog
      .getByRole('alert')
      .getByText(/does not exist/)
      .waitFor();
    await place.fill(data);
    await place.press('Enter');
    await dialog.getByRole('option', { name: 'sample.simtel.zst' }).waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
  });
});
