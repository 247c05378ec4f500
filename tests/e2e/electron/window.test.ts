import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DesktopBridge } from '../../../renderer/desktop/desktop-bridge.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { askEngine } from './ask-engine.ts';
import { type ElectronWindow, launchElectron, startSecond } from './launch-electron.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const sample = path.join(root, 'resources/samples/history_meta_75.simtel.zst');

describe('the window', () => {
  const folder = temporaryFolder();
  const home = path.join(folder, 'home');
  const data = path.join(folder, 'data');
  const [first, second, third] = ['first', 'second', 'third'].map((name) =>
    path.join(data, `${name}.simtel.zst`),
  );
  let window: ElectronWindow;

  beforeAll(async () => {
    mkdirSync(data);
    for (const file of [first, second, third]) copyFileSync(sample, file);
    window = await launchElectron({ home, files: [first] });
  });
  afterAll(async () => {
    await window.close();
  });

  /** Waits until a file is shown: the title of the window names it. */
  const shown = (file: string) =>
    window.page.waitForFunction((name) => document.title.includes(name), path.basename(file));

  it('shows the file that was named on the command line, without a complaint', async () => {
    // The page was loaded twice: what it was told the first time came back with its session.
    await shown(first);
    expect(window.watch.complaints).toEqual([]);
  });

  it('takes the files of a second start, which ends', async () => {
    await startSecond(window, { files: [`${second}:event=100`] });
    await shown(second);
    const count = await window.app.evaluate(
      ({ BrowserWindow }) => BrowserWindow.getAllWindows().length,
    );
    expect(count).toBe(1);
  });

  it('opens a file that is dropped on it, which may be read from then on', async () => {
    const { page } = window;
    await expect(askEngine(page, 'events.open', { path: third })).rejects.toThrow();
    const session = await page.context().newCDPSession(page);
    const drag = {
      x: 400,
      y: 300,
      data: { items: [], files: [third], dragOperationsMask: 1 },
    };
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      await session.send('Input.dispatchDragEvent', { type, ...drag });
    }
    await shown(third);
    expect(window.watch.complaints).toEqual([]);
  });

  it('gives no path for what a script made', async () => {
    const told = await window.page.evaluate(async () => {
      const { photoelectron } = globalThis as unknown as { photoelectron: DesktopBridge };
      return (await photoelectron.pathOfDropped(new File(['x'], '/etc/hostname'))) ?? null;
    });
    expect(told).toBeNull();
  });

  it("has the page's commands in its menu, and does what is chosen there", async () => {
    const labels = await window.app.evaluate(({ Menu }) =>
      Menu.getApplicationMenu()?.items.map((item) => item.label.replace('&', '')),
    );
    expect(labels).toEqual(expect.arrayContaining(['File', 'Edit', 'View', 'Go', 'Help']));
    await window.app.evaluate(({ Menu }) => {
      Menu.getApplicationMenu()?.getMenuItemById('file.settings')?.click();
    });
    const settings = window.page.getByRole('dialog', { name: 'Settings' });
    await settings.waitFor();
    await window.page.keyboard.press('Escape');
    await settings.waitFor({ state: 'detached' });
  });

  it('saves what the page made where the user says', async () => {
    const target = path.join(folder, 'values.csv');
    await window.app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    }, target);
    const saved = await window.page.evaluate(() => {
      const { photoelectron } = globalThis as unknown as { photoelectron: DesktopBridge };
      const content = new TextEncoder().encode('pixel,charge\n0,1.5\n');
      return photoelectron.saveFile({ title: 'Save values', defaultName: 'values.csv' }, content);
    });
    expect(saved).toBe(target);
    expect(readFileSync(target, 'utf8')).toBe('pixel,charge\n0,1.5\n');
  });

  it('follows the theme that is chosen in the page', async () => {
    const isDark = () => window.app.evaluate(({ nativeTheme }) => nativeTheme.shouldUseDarkColors);
    const choose = (theme: 'dark' | 'light') =>
      window.page.evaluate((chosen) => {
        (globalThis as unknown as { photoelectron: DesktopBridge }).photoelectron.setTheme(chosen);
      }, theme);
    await choose('light');
    await expect.poll(isDark).toBe(false);
    await choose('dark');
    await expect.poll(isDark).toBe(true);
  });

  it('comes back where it was, with what it showed', async () => {
    const bounds = { x: 60, y: 40, width: 1150, height: 720 };
    await window.app.evaluate(({ BrowserWindow }, wanted) => {
      BrowserWindow.getAllWindows()[0].setBounds(wanted);
    }, bounds);
    await window.close();
    window = await launchElectron({ home, resizes: false });
    const found = await window.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0].getNormalBounds(),
    );
    expect(found).toEqual(bounds);
    await shown(third);
    expect(window.watch.complaints).toEqual([]);
  });
});

describe('a page that ends unexpectedly', () => {
  it('is loaded again, and says so', async () => {
    const { app, close } = await launchElectron({ home: path.join(temporaryFolder(), 'home') });
    await app.evaluate(({ webContents }) => {
      webContents.getAllWebContents()[0].forcefullyCrashRenderer();
    });
    // Playwright knows the page no more; the main process still does.
    const text = () =>
      app.evaluate(async ({ webContents }) => {
        const [contents] = webContents.getAllWebContents();
        if (contents.isCrashed() || contents.isLoading()) return '';
        // A page that goes away meanwhile does not answer.
        const silence = new Promise((resolve) => setTimeout(resolve, 1000, ''));
        return String(
          await Promise.race([contents.executeJavaScript('document.body.innerText'), silence]),
        );
      });
    await expect
      .poll(text, { timeout: 20_000 })
      .toMatch(/ended unexpectedly and was loaded again; what the engine does went on/);
    await close();
  });
});
