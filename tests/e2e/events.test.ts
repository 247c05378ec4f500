import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dataFile } from '../data-folder.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { accessibilityViolations } from './harness/accessibility.ts';
import { type OpenWorkbench, openWorkbench } from './harness/open-workbench.ts';
import { EventsPage } from './pages/events-page.ts';

// Its README tells: four telescopes, events 1000, 1500, 1700 and 1900, telescopes 2 to 4 in most.
const shown = dataFile(
  'simtools-tests/simtel/gamma_run000007_za40deg_azm180deg_South_lsts_7.0.0_v0.36.simtel.zst',
);

describe('looking at the events of a file', () => {
  const folder = temporaryFolder();
  const file = path.join(folder, 'data', 'gamma.simtel.zst');
  let workbench: OpenWorkbench;
  let events: EventsPage;

  beforeAll(async () => {
    mkdirSync(path.dirname(file));
    copyFileSync(shown, file);
    workbench = await openWorkbench('chromium', {
      home: path.join(folder, 'home'),
      roots: [path.dirname(file)],
    });
    events = new EventsPage(workbench.page);
    await events.show();
    await events.openFile(file);
    await events.sees(1000);
  });
  afterAll(async () => {
    await workbench.close();
  });

  it('shows the first event and says that it is simulated', async () => {
    await events.isAt(1, 4);
    await events.panel.getByText('Simulated', { exact: true }).first().waitFor();
  });

  it('steps with the keys, and stops at the ends', async () => {
    await events.press('ArrowRight');
    await events.sees(1500);
    await events.press('End');
    await events.sees(1900);
    await events.press('Shift+ArrowLeft');
    await events.sees(1000);
    await events.press('ArrowLeft');
    await events.panel.getByText('First event of the list').waitFor();
    await events.goTo(1700);
    await events.isAt(3, 4);
  });

  it('takes every press of a key that is held', async () => {
    await events.press('Home');
    await events.sees(1000);
    await events.press('ArrowRight', 'ArrowRight', 'ArrowRight');
    await events.sees(1900);
    await events.press('Home');
    await events.sees(1000);
  });

  it('steps through what passes a filter, and says where a filter is wrong', async () => {
    await events.filter('event_id > 1500');
    await events.panel.getByText('2 of 4 events pass').waitFor();
    await events.press('Home');
    await events.sees(1700);
    await events.press('ArrowRight');
    await events.sees(1900);
    await events.filter('event_id >> 1500');
    // The second ">" stands in column 11.
    await events.panel
      .getByRole('alert')
      .getByText(/column 11/)
      .waitFor();
    await events.isAt(2, 2);
    await events.filter('');
    await events.isAt(4, 4);
  });

  it('holds a pixel and shows its values, also of the next event', async () => {
    await events.press('Home');
    await events.sees(1000);
    const [title] = await events.cameraTitles();
    await events.holdBrightest(title);
    await events.showDetails('Pixels');
    await events.panel.getByRole('figure', { name: /Waveforms/ }).waitFor();
    const header = events.panel.getByRole('rowheader');
    const pixel = Number(await header.innerText());
    const before = await events.heldPixel(pixel);
    expect(Number(before.charge)).toBeGreaterThan(10);
    await events.press('End');
    await events.sees(1900);
    expect(await events.heldPixel(pixel)).not.toEqual(before);
    await events.press('Shift+P');
    await header.waitFor({ state: 'detached' });
  });

  it('selects a telescope among cameras and details alike', async () => {
    const titles = await events.cameraTitles();
    await events.press('ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowDown');
    await events.findValues('hillas_intensity');
    await events.panel.getByRole('gridcell', { name: titles[1], exact: true }).first().waitFor();
  });

  it('has no barrier in any of its views', async () => {
    for (const details of ['Pixels', 'Array', 'Sky', 'Values'] as const) {
      await events.showDetails(details);
      expect(await accessibilityViolations(workbench.page), details).toEqual([]);
    }
  });

  it('keeps what is known when the file is gone, and goes on when it is back', async () => {
    rmSync(file);
    await events.panel.getByRole('button', { name: 'Read the file again' }).click();
    await events.failure.getByText(/no file/).waitFor();
    await events.sees(1900);
    copyFileSync(shown, file);
    await events.failure.getByRole('button', { name: 'Try again' }).click();
    await events.canStep();
    await events.press('ArrowLeft');
    await events.sees(1700);
  });

  it('comes back to the same event', async () => {
    await workbench.page.reload();
    await events.sees(1700);
    await events.isAt(3, 4);
  });

  it('opens more files than the engine may hold open, one after the other', async () => {
    for (let i = 0; i < 9; i++) {
      const copy = path.join(path.dirname(file), `gamma-${i}.simtel.zst`);
      copyFileSync(shown, copy);
      await events.openFile(copy);
      await events.sees(1000);
    }
  });

  it('never complained', () => {
    expect(workbench.watch.complaints).toEqual([]);
  });
});
