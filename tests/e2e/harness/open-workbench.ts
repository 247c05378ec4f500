import type { Page } from 'playwright-core';
import { launchBrowser } from '../../browser/launch-browser.ts';
import { launchElectron } from '../electron/launch-electron.ts';
import { WorkbenchPage } from '../pages/workbench-page.ts';
import { serveWorkbench } from './serve-workbench.ts';
import { type PageWatch, watchPage } from './watch-page.ts';

/** Where the workbench runs: served by `pe serve`, or in the window. */
export type Shell = 'chromium' | 'electron';

export const shells: readonly Shell[] = ['chromium', 'electron'];

/** What the workbench is opened with. */
export interface WorkbenchOptions {
  /** Folder of catalogue, session and configurations. */
  readonly home: string;
  /** Folders that are in the catalogue from the start. */
  readonly roots: readonly string[];
  /** Folders that products may be written to. */
  readonly outputs?: readonly string[];
  readonly width?: number;
  readonly height?: number;
  readonly theme?: 'dark' | 'light';
}

/** A workbench that a person sees. */
export interface OpenWorkbench {
  readonly page: Page;
  readonly watch: PageWatch;
  /**
   * Chooses a folder in the dialog that something in the page leads to: the system's in the window, in a
   * browser the page's own.
   *
   * @param press what leads to the dialog
   */
  readonly chooseFolder: (folder: string, press: () => Promise<void>) => Promise<void>;
  /** Closes page and engine. */
  readonly close: () => Promise<void>;
  /** Ends the engine at once, as a crash does. */
  readonly killEngine: () => Promise<void>;
}

/** Opens the workbench in one of its shells. */
export function openWorkbench(shell: Shell, options: WorkbenchOptions): Promise<OpenWorkbench> {
  return shell === 'chromium' ? openServed(options) : launchElectron(options);
}

async function openServed(options: WorkbenchOptions): Promise<OpenWorkbench> {
  const { home, roots, outputs = [], width = 1280, height = 800, theme = 'dark' } = options;
  const served = await serveWorkbench({ home, roots, outputs });
  const browser = await launchBrowser();
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: theme,
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const watch = await watchPage(page);
  await page.goto(served.url);
  return {
    page,
    watch,
    chooseFolder: async (folder, press) => {
      await press();
      await new WorkbenchPage(page).chooseInFolder(folder);
    },
    close: async () => {
      await browser.close();
      await served.stop();
    },
    killEngine: served.kill,
  };
}
