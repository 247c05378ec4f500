import { copyFileSync, mkdirSync, renameSync, rmSync, truncateSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { dataFile } from '../data-folder.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { type OpenWorkbench, openWorkbench, shells } from './harness/open-workbench.ts';
import { scanFolder } from './harness/scan-folder.ts';
import { type ServedWorkbench, serveWorkbench } from './harness/serve-workbench.ts';
import { CleaningPage } from './pages/cleaning-page.ts';
import { EventsPage } from './pages/events-page.ts';
import { NightsPage } from './pages/nights-page.ts';
import { WorkbenchPage } from './pages/workbench-page.ts';

// Their README tells: run 7 has the events 1000, 1500, 1700 and 1900, run 1 has 400, 401, 403 and 500.
const gamma = dataFile(
  'simtools-tests/simtel/gamma_run000007_za40deg_azm180deg_South_lsts_7.0.0_v0.36.simtel.zst',
);
const proton = dataFile(
  'simtools-tests/simtel/proton_run000001_za20deg_azm180deg_North_alpha_6.0.2.simtel.zst',
);
const GAMMA_BYTES = 1_927_847;

describe.each(shells)('what happens to files while they are looked at (%s)', (shell) => {
  const folder = temporaryFolder();
  const home = path.join(folder, 'home');
  const data = path.join(folder, 'data');
  const away = path.join(folder, 'unplugged');
  const file = path.join(data, 'gamma.simtel.zst');
  let workbench: OpenWorkbench;
  let nights: NightsPage;
  let events: EventsPage;
  let cleaning: CleaningPage;

  beforeAll(async () => {
    mkdirSync(data);
    copyFileSync(gamma, file);
    await scanFolder(home, data);
    workbench = await openWorkbench(shell, { home, roots: [data] });
    nights = new NightsPage(workbench.page);
    events = new EventsPage(workbench.page);
    cleaning = new CleaningPage(workbench.page);
  });
  afterAll(async () => {
    await workbench.close();
  });
  afterEach(() => {
    expect(workbench.watch.complaints).toEqual([]);
  });

  const readAgain = () => events.panel.getByRole('button', { name: 'Read the file again' }).click();

  it('shows the events of a run', async () => {
    await nights.show();
    await nights.choose(7);
    await nights.sheet(7).getByRole('button', { name: 'Events', exact: true }).click();
    await events.sees(1000);
    await events.canStep();
    await events.isAt(1, 4);
  });

  it('tells of a file that was cut, and shows what is before the cut', async () => {
    truncateSync(file, Math.floor(GAMMA_BYTES * 0.75));
    await readAgain();
    await events.panel
      .getByRole('list', { name: 'Warnings about the file' })
      .getByText(/end/)
      .waitFor();
    await events.sees(1000);
    copyFileSync(gamma, file);
    await readAgain();
    await events.isAt(1, 4);
    await events.press('ArrowRight');
    await events.sees(1500);
  });

  it('tells of a file that has nothing any more', async () => {
    truncateSync(file, 0);
    await readAgain();
    await events.failure.waitFor();
    await events.sees(1500);
    copyFileSync(gamma, file);
    await events.failure.getByRole('button', { name: 'Try again' }).click();
    await events.canStep();
    await events.press('ArrowRight');
    await events.sees(1700);
  });

  it('shows what is in the place of a file that was replaced', async () => {
    copyFileSync(proton, file);
    await readAgain();
    await events.panel.getByRole('gridcell', { name: '400', exact: true }).waitFor();
    await events.press('Home');
    await events.sees(400);
    copyFileSync(gamma, file);
    await readAgain();
    await events.panel.getByRole('gridcell', { name: '1000', exact: true }).waitFor();
    await events.press('Home');
    await events.sees(1000);
  });

  it('keeps the event when its folder is unplugged, and goes on when it is back', async () => {
    renameSync(data, away);
    await readAgain();
    await events.failure.getByText(/no file/).waitFor();
    await events.sees(1000);
    expect(await events.cameraTitles()).not.toEqual([]);
    renameSync(away, data);
    await events.failure.getByRole('button', { name: 'Try again' }).click();
    await events.canStep();
    await events.press('ArrowRight');
    await events.sees(1500);
  });

  it('keeps runs whose folder is unplugged, says so, and finds them again', async () => {
    await nights.show();
    await nights.showFiles();
    renameSync(data, away);
    const lookAgain = () =>
      nights.panel.getByRole('button', { name: `Look through ${data} again` }).click();
    await lookAgain();
    const sentence = nights.panel.getByText(/not there now/);
    await sentence.waitFor();
    await nights.showRuns();
    await nights.row(7).waitFor();
    renameSync(away, data);
    await nights.showFiles();
    await lookAgain();
    await sentence.waitFor({ state: 'detached' });
    await nights.showRuns();
    await nights.choose(7);
  });

  it('cleans on when the file of the images is gone, and shows images when it is back', async () => {
    await nights.show();
    await nights.choose(7);
    await nights.sheet(7).getByRole('button', { name: 'Cleaning', exact: true }).click();
    await cleaning.table().waitFor();
    await cleaning.camera('Difference').waitFor();
    await expect.poll(() => cleaning.number('Pixels', 'B')).toBeGreaterThan(0);
    const pixels = await cleaning.number('Pixels', 'B');
    rmSync(file);
    await cleaning.type('B', 'Picture threshold', 15);
    await expect.poll(() => cleaning.number('Pixels', 'B')).toBeLessThan(pixels);
    copyFileSync(gamma, file);
    await cleaning.nextImage();
    await cleaning.camera('A').waitFor();
  });

  it('goes on where it was when the engine was killed', async () => {
    await events.show();
    await events.sees(1500);
    const titles = await events.cameraTitles();
    await workbench.killEngine();
    let again: ServedWorkbench | undefined;
    if (shell === 'electron') {
      const banner = workbench.page.getByRole('alert').filter({ hasText: /engine/ });
      await banner.getByText(/ended unexpectedly/).waitFor();
      await banner.waitFor({ state: 'detached' });
    } else {
      await workbench.page.getByRole('alert').getByText('The engine no longer answers').waitFor();
      await events.sees(1500);
      expect(await events.cameraTitles()).toEqual(titles);
      const port = Number(new URL(workbench.page.url()).port);
      again = await serveWorkbench({ home, roots: [data], port });
      await workbench.page.goto(again.url);
      const { watch } = workbench;
      while (watch.complaints.length > 0) watch.expectComplaint(/WebSocket connection/);
    }
    await events.show();
    await events.sees(1500);
    await events.canStep();
    expect(await events.cameraTitles()).toEqual(titles);
    await events.press('ArrowRight');
    await events.sees(1700);
    await cleaning.open();
    await new WorkbenchPage(workbench.page).waitForEngine();
    await cleaning.table().waitFor();
    if (again === undefined) return;
    // A page without an engine would go on asking for one.
    await workbench.page.goto('about:blank');
    await again.stop();
  });
});
