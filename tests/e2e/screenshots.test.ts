import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';
import { accessibilityViolations } from './harness/accessibility.ts';
import { layoutProblems } from './harness/layout-problems.ts';
import { type OpenWorkbench, openWorkbench } from './harness/open-workbench.ts';
import { makeRealNights, type RealNights } from './harness/real-nights.ts';
import { CleaningPage } from './pages/cleaning-page.ts';
import { ConfigurationsPage } from './pages/configurations-page.ts';
import { EventsPage } from './pages/events-page.ts';
import { JobsPage } from './pages/jobs-page.ts';
import { NightsPage } from './pages/nights-page.ts';
import { ProvenancePage } from './pages/provenance-page.ts';
import { WorkbenchPage } from './pages/workbench-page.ts';

const pictures = path.resolve(
  path.dirname(fileURLToPath(import.meta.url)),
  '../../.cache/screenshots',
);
const sizes = [
  { width: 1280, height: 800 },
  { width: 2560, height: 1440 },
] as const;
const themes = ['dark', 'light'] as const;

// What is shown in the guide is made here; `npm run screenshots` puts it there.
describe('pictures of the workbench with real data', () => {
  const folder = temporaryFolder();
  let nights: RealNights;
  let workbench: OpenWorkbench;
  let frame: WorkbenchPage;

  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    nights = await makeRealNights(folder);
    workbench = await openWorkbench('chromium', { home: nights.home, roots: [nights.data] });
    frame = new WorkbenchPage(workbench.page);
    await frame.waitForEngine();
  });
  afterAll(async () => {
    await workbench.close();
  });

  /** Looks at what is shown in both sizes and themes, and takes a picture of each. */
  async function look(name: string): Promise<void> {
    const { page } = workbench;
    const problems: string[] = [];
    for (const size of sizes) {
      await page.setViewportSize(size);
      for (const colorScheme of themes) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        const look = `${name}-${colorScheme}-${size.width}`;
        writeFileSync(path.join(pictures, `${look}.png`), await calmPicture(page));
        const found = [...(await layoutProblems(page)), ...(await accessibilityViolations(page))];
        problems.push(...found.map((problem) => `${look}: ${problem}`));
      }
    }
    expect(problems).toEqual([]);
  }

  it('Nights', async () => {
    const panel = new NightsPage(workbench.page);
    await panel.show();
    await panel.choose(57993);
    await panel.sheet(57993).getByRole('figure').first().waitFor();
    await look('nights');
    await panel.showFiles();
    await look('files');
    await panel.showRuns();
  });

  it('Events', async () => {
    const panel = new EventsPage(workbench.page);
    await panel.show();
    await panel.openFile(nights.shower);
    await panel.sees(100);
    await panel.showDetails('Array');
    await look('events');
    const [title] = await panel.cameraTitles();
    await panel.holdBrightest(title);
    await panel.showDetails('Pixels');
    await panel.panel.getByRole('figure', { name: /Waveforms/ }).waitFor();
    await look('waveform');
    await panel.showDetails('Sky');
    await look('sky');
    await panel.showDetails('Values');
    await look('values');
  });

  it('Cleaning', async () => {
    const panel = new CleaningPage(workbench.page);
    await panel.open();
    await panel.load({
      folder: nights.data,
      files: [
        'history_meta_75.simtel.zst',
        'proton_run000201_North_alpha_6.0.0.simtel.zst',
        'proton_run202_za20deg_azm0deg_North_test_layout.simtel.zst',
        'proton_run000001_za20deg_azm180deg_North_alpha_6.0.2.simtel.zst',
      ],
    });
    await panel.type('B', 'Picture threshold', 12);
    await panel.camera('Difference').waitFor();
    await panel.showImage(904, 7);
    // Looked for, the image is not there yet, and nothing moves.
    await expect.poll(async () => (await panel.keptPixels())[0]).toBeGreaterThan(0);
    await look('cleaning');
    // The long name of its telescope type is shortened, and whole in the list.
    await panel.load({ folder: nights.data, files: [path.basename(nights.longNames)] });
    await look('long-names');
  });

  it('Configurations', async () => {
    const panel = new ConfigurationsPage(workbench.page);
    await panel.open();
    await panel.choose('default');
    await look('configurations');
    await panel.show('Text');
    await look('configuration-text');
  });

  it('Provenance', async () => {
    const panel = new ProvenancePage(workbench.page);
    await panel.open();
    await panel.choose('gamma.default.dl2.h5');
    await panel.node(/^Activity, pe process/).waitFor();
    await look('provenance');
    await panel.chooseNode(/^Activity, pe process/);
    await look('activity');
    await panel.compareWith('gamma.ctapipe-defaults.dl2.h5');
    await look('comparison');
  });

  it('Jobs', async () => {
    const panel = new JobsPage(workbench.page);
    await panel.open();
    await panel.choose('Process run');
    await panel.log().getByText('Completed.').waitFor();
    await look('jobs');
  });

  it('dialogs', async () => {
    const { page } = workbench;
    const shown = async (name: string, title: string) => {
      await page.getByRole('dialog', { name: title }).waitFor();
      await look(name);
      await frame.closeDialog();
    };
    await frame.command('Settings…');
    await shown('settings', 'Settings');
    await frame.command('About Photoelectron…');
    await shown('about', 'About Photoelectron');
    await frame.command('Keys…');
    await shown('keys', 'Keys');
    await frame.openGuide();
    await page.getByRole('dialog', { name: 'Guide' }).getByRole('heading', { level: 1 }).waitFor();
    await shown('guide', 'Guide');
    await page.keyboard.press('Control+k');
    await shown('palette', 'Commands');
    await frame.command('Open files…');
    await page
      .getByRole('listbox', { name: 'Files and folders' })
      .getByRole('option')
      .first()
      .waitFor();
    await shown('open-file', 'Open');
    const runs = new NightsPage(page);
    await runs.show();
    await runs.choose(7);
    await runs.panel.getByRole('button', { name: 'Process…' }).click();
    await shown('process', 'Process');
    await new CleaningPage(page).open();
    await page.getByRole('button', { name: 'Save as…' }).click();
    await shown('save', 'Save as configuration');
    await page.getByRole('button', { name: 'Suggest…' }).click();
    await shown('suggest', 'Suggest');
  });

  it('never complained', () => {
    expect(workbench.watch.complaints).toEqual([]);
  });
});

/** A picture of the page once it does not change any more. */
async function calmPicture(page: OpenWorkbench['page']): Promise<Buffer> {
  let last = await page.screenshot({ caret: 'hide' });
  for (;;) {
    const next = await page.screenshot({ caret: 'hide' });
    if (next.equals(last)) return next;
    last = next;
  }
}
