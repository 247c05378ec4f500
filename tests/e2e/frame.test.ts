import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';
import { accessibilityViolations } from './harness/accessibility.ts';
import { type OpenWorkbench, openWorkbench } from './harness/open-workbench.ts';
import { WorkbenchPage } from './pages/workbench-page.ts';

const folder = temporaryFolder();
const data = path.join(folder, 'data');
const home = path.join(folder, 'home');
let workbench: OpenWorkbench;
let frame: WorkbenchPage;

beforeAll(async () => {
  mkdirSync(data);
  workbench = await openWorkbench('chromium', { home, roots: [data] });
  frame = new WorkbenchPage(workbench.page);
  await frame.waitForEngine();
});
afterAll(async () => {
  await workbench.close();
});
afterEach(() => {
  expect(workbench.watch.complaints).toEqual([]);
});

/** Text of what has the focus. */
function focused(): Promise<string> {
  return workbench.page.evaluate(() => document.activeElement?.textContent.trim() ?? '');
}

describe('the frame by keyboard alone', () => {
  it('finds and does commands', async () => {
    expect((await frame.findCommands('dark'))[0]).toContain('Dark theme');
    await frame.command('Light theme');
    const theme = () => workbench.page.evaluate(() => document.documentElement.dataset['theme']);
    expect(await theme()).toBe('light');
    await frame.command('Theme as the system');
    expect(await theme()).toBeUndefined();
  });

  it('shows all keys at ?, and everything that it opens without a barrier', async () => {
    const { page } = workbench;
    for (const [keys, name] of [
      ['?', 'Keys'],
      ['F1', 'Guide'],
      ['Control+,', 'Settings'],
      ['Control+Shift+M', 'Messages'],
      ['Control+k', 'Commands'],
      ['Control+o', 'Open files'],
    ]) {
      await page.keyboard.press(keys);
      await page.getByRole('dialog', { name, exact: true }).waitFor();
      expect(await accessibilityViolations(page), name).toEqual([]);
      await frame.closeDialog();
    }
  });

  it('leads to panels, splits them and puts them back', async () => {
    const { page } = workbench;
    await page.keyboard.press('Control+Alt+2');
    await page.getByRole('tab', { name: 'Events', selected: true }).waitFor();
    expect(await frame.openPanels()).toEqual(['Events', 'Nights']);
    await frame.command('Put the panel to the right');
    expect(await frame.visiblePanels()).toEqual(['Events', 'Nights']);
    await page.keyboard.press('Alt+3');
    await page.getByRole('tab', { name: 'Cleaning', selected: true }).waitFor();
    await page.keyboard.press('Alt+w');
    await page.getByRole('tab', { name: 'Cleaning' }).waitFor({ state: 'detached' });
    await frame.command('Put the panel back to the others');
    expect((await frame.visiblePanels()).length).toBe(1);
    await page.keyboard.press('F6');
    await page.keyboard.press('F6');
    expect((await frame.visiblePanels()).length).toBe(1);
  });

  it('does what the keys of the settings say', async () => {
    await frame.setKeys('Jobs', 'Control+Shift+J');
    await workbench.page.keyboard.press('Control+Shift+J');
    await workbench.page.getByRole('tab', { name: 'Jobs', selected: true }).waitFor();
  });

  it('opens the guide at the page of the panel and finds words in it', async () => {
    await frame.showPanel('Events');
    expect(await frame.openGuide()).toBe('Events');
    await workbench.page.getByRole('searchbox', { name: 'Find in the guide' }).fill('layout');
    await workbench.page.getByRole('button', { name: /Panels side by side/ }).click();
    expect(await focused()).toBe('Panels side by side');
    await frame.closeDialog();
  });
});

describe('the frame with the mouse', () => {
  it('has the same commands in its menus', async () => {
    await frame.chooseFromMenu('View', 'Layout', 'Layout: Processing');
    await workbench.page.getByRole('tab', { name: 'Configurations' }).waitFor();
    expect(await frame.visiblePanels()).toHaveLength(3);
    expect(await accessibilityViolations(workbench.page)).toEqual([]);
    await frame.closePanel('Provenance');
    expect(await frame.openPanels()).toEqual(['Configurations', 'Jobs', 'Nights']);
  });
});

describe('the sample event', () => {
  it('is opened though its folder was not named', async () => {
    await frame.command('Open the sample event');
    const { page } = workbench;
    await page.getByRole('tab', { name: 'Events', selected: true }).waitFor();
    await page.getByText('Simulated').first().waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
  });
});

describe('what is kept', () => {
  it('comes back when the page is opened again: panels, theme and keys', async () => {
    const { page } = workbench;
    await frame.setTheme('Light');
    const before = await frame.openPanels();
    const sessionFile = path.join(home, 'session.json');
    await expect
      .poll(() => readFileSync(path.join(home, 'settings.json'), 'utf8'))
      .toContain('light');
    await expect.poll(() => readFileSync(sessionFile, 'utf8')).toContain('events');
    await page.reload();
    await frame.waitForEngine();
    await frame.tab('Events').waitFor();
    expect(await frame.openPanels()).toEqual(before);
    expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe('light');
  });

  it('comes back from a session that was kept under a name', async () => {
    await frame.keepSession('three panels');
    const before = await frame.openPanels();
    await workbench.page.keyboard.press('Control+Alt+1');
    await expect.poll(() => frame.openPanels()).toEqual(['Nights']);
    await frame.openSession('three panels');
    await frame.tab('Configurations').waitFor();
    expect(await frame.openPanels()).toEqual(before);
  });
});

describe('an engine that ends', () => {
  it('is told in a sentence with a way on, and the panels stay', async () => {
    const { page, watch } = workbench;
    const before = await frame.openPanels();
    await workbench.killEngine();
    await page.getByRole('alert').getByText('The engine no longer answers').waitFor();
    await page.getByRole('button', { name: 'Try again' }).first().waitFor();
    expect(await frame.openPanels()).toEqual(before);
    expect(await accessibilityViolations(page)).toEqual([]);
    // Attempts to connect are told by the browser itself.
    await page.goto('about:blank');
    while (watch.complaints.length > 0) watch.expectComplaint(/WebSocket connection/);
  });
});

describe('a session that cannot be read', () => {
  it('is put aside and told, and the workbench begins anew', async () => {
    const broken = path.join(folder, 'broken');
    mkdirSync(broken);
    writeFileSync(path.join(broken, 'session.json'), '{"version":1,"parts":');
    const other = await openWorkbench('chromium', { home: broken, roots: [data] });
    const otherFrame = new WorkbenchPage(other.page);
    await otherFrame.readMessage(/could not be understood and was put aside/);
    expect(await otherFrame.openPanels()).toEqual(['Nights']);
    expect(other.watch.complaints).toEqual([]);
    await other.close();
  });
});
