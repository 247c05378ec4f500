import { copyFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventImage } from '../../core/processing/event-image.ts';
import { dataFile } from '../data-folder.ts';
import { type ImageCounts, imageCounts } from '../image-counts.ts';
import { runPe } from '../integration/run-pe.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { accessibilityViolations } from './harness/accessibility.ts';
import { type OpenWorkbench, openWorkbench, shells } from './harness/open-workbench.ts';
import { CleaningPage } from './pages/cleaning-page.ts';
import { EventsPage } from './pages/events-page.ts';
import { JobsPage } from './pages/jobs-page.ts';
import { NightsPage } from './pages/nights-page.ts';
import { ProcessDialog } from './pages/process-dialog.ts';
import { ProvenancePage } from './pages/provenance-page.ts';
import { WorkbenchPage } from './pages/workbench-page.ts';

// Run 7: four LSTs, events 1000, 1500, 1700 and 1900. Run 10: two events of other telescopes.
const files = {
  run7: 'gamma_run000007_za40deg_azm180deg_South_lsts_7.0.0_v0.36.simtel.zst',
  run10: 'gamma_diffuse_run000010_za20deg_azm000deg_North_alpha_6.0.0.simtel.zst',
};
const configuration = 'harder';
/** Eight of these may share a machine with two cores. */
const patient = { timeout: 60_000 };
const filter = 'hillas_intensity > 150';

describe.each(shells)('from a night to a product (%s)', (shell) => {
  const folder = temporaryFolder();
  const home = path.join(folder, 'home');
  // Served, a folder is all that may be read and written; the window asks for both.
  const place = path.join(folder, 'place');
  const data = path.join(place, 'data');
  const products = path.join(place, 'products');
  const input = path.join(data, files.run7);
  const outputs = shell === 'chromium' ? [place] : [];
  let workbench: OpenWorkbench;
  let frame: WorkbenchPage;
  let nights: NightsPage;
  let events: EventsPage;
  let cleaning: CleaningPage;
  let jobs: JobsPage;
  let provenance: ProvenancePage;

  async function open(): Promise<void> {
    workbench = await openWorkbench(shell, { home, roots: [], outputs });
    const { page } = workbench;
    page.setDefaultTimeout(patient.timeout);
    frame = new WorkbenchPage(page);
    nights = new NightsPage(page);
    events = new EventsPage(page);
    cleaning = new CleaningPage(page);
    jobs = new JobsPage(page);
    provenance = new ProvenancePage(page);
    await frame.waitForEngine();
  }
  const barriers = () => accessibilityViolations(workbench.page);

  /** What `pe process` makes of the run, with another home or with that of the workbench. */
  async function processed(config: string, ownHome: string): Promise<ImageCounts> {
    const output = path.join(folder, `${config}.h5`);
    const { code, err } = await runPe(
      ['process', input, '-o', output, '-c', config, '--write-images', '--quiet'],
      undefined,
      { PHOTOELECTRON_HOME: ownHome },
    );
    expect([code, err]).toEqual([0, '']);
    return imageCounts(output);
  }

  beforeAll(async () => {
    for (const each of [data, products]) mkdirSync(each, { recursive: true });
    for (const name of Object.values(files)) {
      copyFileSync(dataFile(`simtools-tests/simtel/${name}`), path.join(data, name));
    }
    await open();
  });
  afterAll(async () => {
    await workbench.close();
  });
  afterEach(() => {
    expect(workbench.watch.complaints).toEqual([]);
  });

  it('adds a folder and lists its runs', async () => {
    await nights.show();
    await workbench.chooseFolder(data, () => nights.askForFolder());
    await nights.hasRuns(2);
    await nights.row(10).waitFor();
    expect(await barriers()).toEqual([]);
  });

  it('finds the run and opens it in Events', async () => {
    await nights.find('7');
    await nights.hasRuns(1);
    await nights.choose(7);
    expect(await barriers()).toEqual([]);
    await nights.openEvents();
    await events.sees(1000);
    await events.isAt(1, 4);
    await events.canStep();
    expect(await barriers()).toEqual([]);
  });

  it('steps with the keys', async () => {
    await events.press('ArrowRight');
    await events.sees(1500);
    await events.press('ArrowLeft');
    await events.sees(1000);
    await events.press('End');
    await events.sees(1900);
    await events.press('Home');
    await events.sees(1000);
  });

  it('filters events as the program without a window has them', async () => {
    const { images } = await processed('default', path.join(folder, 'other-home'));
    const passing = new Set(
      images.filter(({ intensity }) => intensity > 150).map(({ eventId }) => eventId),
    );
    expect(passing.size).toBeGreaterThan(1);
    expect(passing.size).toBeLessThan(4);
    await events.filter(filter);
    await events.panel.getByText(`${passing.size} of 4 events pass`).waitFor();
    await events.press('End');
    await events.isAt(passing.size, passing.size);
    await events.press('Home');
    const [first = NaN] = [...passing].sort((x, y) => x - y);
    await events.sees(first);
    await events.isAt(1, passing.size);
  });

  it('holds the brightest pixel and tells its charge and peak time', async () => {
    const [title = ''] = await events.cameraTitles();
    const telId = Number(/\d+$/.exec(title)?.[0]);
    const { image, peakTime } = await eventImage({ input, eventId: 1000, telId });
    const brightest = image.indexOf(image.reduce((most, charge) => Math.max(most, charge), 0));
    await events.holdBrightest(title);
    await events.showDetails('Pixels');
    await events.panel.getByRole('figure', { name: /Waveforms/ }).waitFor();
    const { charge, peak } = await events.heldPixel(brightest);
    // Values are shown with four significant digits.
    expect(Number(charge)).toBe(Number(image[brightest].toPrecision(4)));
    expect(Number(peak)).toBe(Number(peakTime[brightest].toPrecision(4)));
    expect(await barriers()).toEqual([]);
  });

  it('drags the end of the colour bar', async () => {
    const [low = NaN, high = NaN] = await events.limits();
    await events.dragLimit('Upper', -60);
    await expect.poll(async () => (await events.limits())[1], patient).toBeLessThan(high);
    const [lowAfter, highAfter] = await events.limits();
    expect(lowAfter).toBeCloseTo(low, 6);
    expect(highAfter).toBeGreaterThan(low);
    expect(await barriers()).toEqual([]);
  });

  it('moves a threshold, and sees the outline and the counts of pe process', async () => {
    await nights.show();
    await nights.openCleaning();
    await cleaning.table().waitFor();
    await cleaning.kept('A').waitFor();
    const before = await cleaning.number('Pixels', 'A');
    const first = await cleaning.value('A', 'Picture threshold');
    await cleaning.move('A', 'Picture threshold', 5);
    await expect
      .poll(() => cleaning.value('A', 'Picture threshold'), patient)
      .toBeGreaterThan(first);
    const moved = await cleaning.value('A', 'Picture threshold');
    await cleaning.drag('A', 'Picture threshold', 0.1);
    await expect
      .poll(() => cleaning.value('A', 'Picture threshold'), patient)
      .toBeGreaterThan(moved);
    await expect.poll(() => cleaning.number('Pixels', 'A'), patient).toBeLessThan(before);
    expect(await barriers()).toEqual([]);

    const differences = await cleaning.saveAs(configuration, 'A');
    expect(differences.join('\n')).toContain('picture_threshold_pe');
    const counts = await processed(configuration, home);
    const expected = [counts.nImages, counts.nSurviving, counts.nParametrised, counts.nPixels];
    const quantities = ['Images', 'Surviving', 'Parametrised', 'Pixels'];
    const numbers = () => Promise.all(quantities.map((each) => cleaning.number(each, 'A')));
    await expect.poll(numbers, patient).toEqual(expected);
    const { eventId, telId } = await cleaning.shownImage();
    const shown = counts.images.find((each) => each.eventId === eventId && each.telId === telId);
    await expect
      .poll(() => cleaning.kept('A').innerText(), patient)
      .toMatch(new RegExp(`^${shown?.nKept ?? NaN} pixels?, `));
  });

  it('processes the run with the saved configuration and follows the job to its end', async () => {
    await nights.show();
    await nights.process();
    const dialog = new ProcessDialog(workbench.page);
    await dialog.chooseConfiguration(configuration);
    await workbench.chooseFolder(products, () => dialog.askForFolder());
    await dialog.hasFolder(products);
    await dialog.writeImages();
    expect(await barriers()).toEqual([]);
    await dialog.process();
    await jobs.open();
    await jobs.waitFor(/Process/, 'completed');
    await jobs.choose(/Process/);
    expect(await barriers()).toEqual([]);
    const [product = ''] = readdirSync(products).filter((name) => name.endsWith('.h5'));
    const made = await imageCounts(path.join(products, product));
    const expected = await imageCounts(path.join(folder, `${configuration}.h5`));
    expect(made).toEqual(expected);
  });

  it('shows how the product came to be', async () => {
    await jobs.openProduct('Provenance');
    await provenance.node(new RegExp(`^File, ${files.run7.slice(0, 8)}.*origin`)).waitFor();
    await provenance.chooseNode(new RegExp(`^Activity, pe process, ${configuration} `));
    await provenance.sheet().getByText(configuration).first().waitFor();
    expect(await barriers()).toEqual([]);
  });

  it('opens the product in Events', async () => {
    await jobs.open();
    await jobs.openProduct('Events');
    await events.canStep();
    await events.filter('event_id > 1000');
    await events.panel.getByText('3 of 4 events pass').waitFor();
    await events.press('End');
    await events.sees(1900);
    await events.press('ArrowLeft');
    await events.sees(1700);
    await events.isAt(2, 3);
    expect(await barriers()).toEqual([]);
  });

  it('comes back to the same place', async () => {
    const before = await frame.openPanels();
    // A browser that is ended by a program, unlike one that is closed, does not tell its page.
    const session = () => readFileSync(path.join(home, 'session.json'), 'utf8');
    await expect.poll(session, patient).toMatch(/eventId\W+1700\b/);
    await workbench.close();
    await open();
    await events.sees(1700);
    await events.isAt(2, 3);
    expect(await events.filterField.inputValue()).toBe('event_id > 1000');
    await events.panel.getByText('3 of 4 events pass').waitFor();
    expect(await frame.openPanels()).toEqual(before);
    expect(await frame.visiblePanels()).toEqual(['Events']);
    expect(await barriers()).toEqual([]);
  });
});
