import { copyFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { dataFile } from '../data-folder.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { type OpenWorkbench, openWorkbench } from './harness/open-workbench.ts';
import { CleaningPage } from './pages/cleaning-page.ts';
import { EventsPage } from './pages/events-page.ts';
import { WorkbenchPage } from './pages/workbench-page.ts';

// Four events, 1000, 1500, 1700 and 1900, of four telescopes.
const shown = dataFile(
  'simtools-tests/simtel/gamma_run000007_za40deg_azm180deg_South_lsts_7.0.0_v0.36.simtel.zst',
);

/** Eight of these may share a machine with two cores. */
const patient = { timeout: 60_000 };

describe('Events and Cleaning without a mouse', () => {
  const folder = temporaryFolder();
  const data = path.join(folder, 'data');
  let workbench: OpenWorkbench;
  let events: EventsPage;
  let cleaning: CleaningPage;

  const press = async (...keys: readonly string[]) => {
    for (const key of keys) await workbench.page.keyboard.press(key);
  };
  const type = (text: string) => workbench.page.keyboard.type(text);

  /** What the focus is on: its name, and whether it is to be seen there. */
  const focus = () =>
    workbench.page.evaluate(() => {
      const element = document.activeElement;
      if (!(element instanceof HTMLElement)) return { name: '', isSeen: false };
      const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : [];
      const own = labels.map(({ textContent }) => textContent).join(' ');
      const name = element.getAttribute('aria-label') ?? (own === '' ? element.textContent : own);
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      const inside = [...element.children].some(
        (child) => getComputedStyle(child).outlineStyle !== 'none',
      );
      const isOutlined = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0;
      return { name: name.trim(), isSeen: isOutlined || inside };
    });
  /** Waits for the focus on something of a name, where it can be seen. */
  const isOn = async (name: string | RegExp) => {
    await expect.poll(async () => (await focus()).name, patient).toMatch(name);
    expect((await focus()).isSeen, String(name)).toBe(true);
  };
  /** Goes on with Tab until the focus is on something of a name. */
  async function tabTo(name: string | RegExp): Promise<void> {
    for (let i = 0; i < 100; i++) {
      const now = await focus();
      expect(now.isSeen, `Tab ${i}: ${now.name}`).toBe(true);
      if (new RegExp(name).test(now.name)) return;
      await press('Tab');
    }
    throw new Error(`Tab does not lead to ${String(name)}.`);
  }
  /** Takes the only file of the only folder in the page's dialog. */
  async function chooseFile(): Promise<void> {
    const { page } = workbench;
    const dialog = page.getByRole('dialog').last();
    await dialog.getByRole('option').first().waitFor();
    if ((await dialog.getByRole('option', { name: 'gamma' }).count()) === 0) {
      await isOn('Files and folders');
      await press('Enter');
      await dialog.getByRole('option', { name: 'gamma' }).waitFor();
    }
    await isOn('Files and folders');
    await type('gam');
    await press('Enter');
  }

  beforeAll(async () => {
    mkdirSync(data);
    copyFileSync(shown, path.join(data, path.basename(shown)));
    workbench = await openWorkbench('chromium', { home: path.join(folder, 'home'), roots: [data] });
    workbench.page.setDefaultTimeout(patient.timeout);
    events = new EventsPage(workbench.page);
    cleaning = new CleaningPage(workbench.page);
    await new WorkbenchPage(workbench.page).waitForEngine();
  });
  afterAll(async () => {
    await workbench.close();
  });
  afterEach(() => {
    expect(workbench.watch.complaints).toEqual([]);
  });

  it('opens a file by the palette and steps', async () => {
    await press('Alt+2');
    await workbench.page.getByRole('tab', { name: 'Events', selected: true }).waitFor();
    await press('Control+k');
    await isOn('Find a command');
    await type('Open file in Events');
    await press('Enter');
    await chooseFile();
    await events.sees(1000);
    await events.canStep();
    await isOn('Cameras');
    await press('ArrowRight');
    await events.sees(1500);
    await press('End');
    await events.sees(1900);
    await press('Home');
    await events.sees(1000);
  });

  it('holds a pixel and shows another quantity', async () => {
    await press('Control+k');
    await isOn('Find a command');
    await type('Pixels and waveforms');
    await press('Enter');
    await events.panel.getByRole('tab', { name: 'Pixels', selected: true }).waitFor();
    await press('p');
    await events.showsHeldPixel();
    await press('Shift+P');
    await events.panel.getByRole('rowheader').waitFor({ state: 'detached' });
    await tabTo(/^Camera image/);
    await press('b', 'Enter');
    await events.showsHeldPixel();
    await press('t');
    await events.panel
      .getByRole('slider', { name: /^Upper limit of .*peak time/i })
      .first()
      .waitFor();
    await press('t');
  });

  it('filters, and goes back to the cameras', async () => {
    await press('/');
    await isOn('Filter expression');
    await type('event_id > 1500');
    await press('Enter');
    await events.panel.getByText('2 of 4 events pass').waitFor();
    await tabTo(/^Camera image/);
    await press('End');
    await events.sees(1900);
  });

  it('loads images in Cleaning, moves a slider and saves', async () => {
    await press('Alt+3');
    await workbench.page.getByRole('tab', { name: 'Cleaning', selected: true }).waitFor();
    await press('i');
    const dialog = workbench.page.getByRole('dialog', { name: 'Images to clean' });
    await dialog.waitFor();
    await tabTo('Add files…');
    await press('Enter');
    await chooseFile();
    await dialog.getByRole('listitem').waitFor();
    await tabTo('^Load$');
    await press('Enter');
    await cleaning.table().waitFor();
    await cleaning.slider('A', 'Picture threshold').waitFor();
    await press('a');
    await isOn(/^Picture threshold/);
    const [first, before] = [
      await cleaning.value('A', 'Picture threshold'),
      await cleaning.number('Pixels', 'A'),
    ];
    await press('PageUp', 'ArrowRight');
    await expect
      .poll(() => cleaning.value('A', 'Picture threshold'), patient)
      .toBeGreaterThan(first);
    await expect.poll(() => cleaning.number('Pixels', 'A'), patient).toBeLessThan(before);
    await press('s');
    const saving = workbench.page.getByRole('dialog', { name: 'Save as configuration' });
    await saving.getByRole('list', { name: 'Differences' }).getByRole('listitem').first().waitFor();
    await tabTo('^Name');
    await press('Control+a');
    await type('by-keys');
    await tabTo('^Save$');
    await press('Enter');
    await workbench.page.getByText('The configuration by-keys was saved.').first().waitFor();
  });
});
