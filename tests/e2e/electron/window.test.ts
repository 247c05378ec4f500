import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import path from 'node:path';
import { temporaryFolder } from '../../temporary-folder.ts';
import { type ElectronWindow, launchElectron } from './launch-electron.ts';

describe('the window', () => {
  const home = path.join(temporaryFolder(), 'home');
  let window: ElectronWindow;

  beforeAll(async () => {
    window = await launchElectron({ home });
  });
  afterAll(async () => {
    await window.close();
  });

  it('shows the page of the program without a complaint', async () => {
    const { page, watch } = window;
    await page.getByRole('navigation', { name: 'Panels' }).waitFor();
    expect(watch.complaints).toEqual([]);
  });
});
