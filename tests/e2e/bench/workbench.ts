/**
 * Times what is felt in the workbench, through its real page in Chromium on `pe serve`; frames come from
 * the browser's own tracing. Prints a section of RESULTS.md.
 *
 * node tests/e2e/bench/workbench.ts [size of the large product in MiB, default 2048]
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { Catalogue } from '../../../core/catalogue/catalogue.ts';
import { electronIn, findElectron } from '../../../scripts/find-electron.ts';
import { launchBrowser } from '../../browser/launch-browser.ts';
import { servePage } from '../../browser/page-server.ts';
import { launchElectron } from '../electron/launch-electron.ts';
import { serveWorkbench } from '../harness/serve-workbench.ts';
import { CleaningPage } from '../pages/cleaning-page.ts';
import { EventsPage } from '../pages/events-page.ts';
import {
  frameIntervals,
  inputToFrames,
  lastInputToLastFrame,
  mainThreadTasks,
  median,
  traceFrames,
} from './frame-trace.ts';
import { writeLargeProduct } from '../../bench/large-product.ts';
import { storeManyRuns } from '../../bench/many-runs.ts';

const ROUNDS = 20;
const sizeMiB = Number(process.argv[2] ?? 2048);
/** Events that are stepped through for the memory. */
const MANY_EVENTS = 10_000;

interface Row {
  readonly action: string;
  /** [ms] */
  readonly times: readonly number[];
  readonly wanted: string;
  readonly remark?: string;
}

const rows: Row[] = [];
const remarks: string[] = [];
const [load] = os.loadavg();
const folder = mkdtempSync(path.join(os.tmpdir(), 'photoelectron-bench-'));
const data = path.join(folder, 'data');
const product = path.join(data, 'large.dl1.h5');

/** A page of a served workbench of its own. */
async function withServed(
  home: string,
  root: string,
  work: (browser: Browser, page: Page) => Promise<void>,
): Promise<void> {
  const served = await serveWorkbench({ home: path.join(folder, home), roots: [root] });
  const browser = await launchBrowser();
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  page.setDefaultTimeout(60_000);
  try {
    await page.goto(served.url);
    await page.getByRole('navigation', { name: 'Panels' }).waitFor();
    await work(browser, page);
  } finally {
    await browser.close();
    await served.stop();
  }
}

/** Waits until nothing is drawn any more. */
async function quiet(page: Page): Promise<void> {
  await page.waitForTimeout(500);
}

/** The window from its start until its page can be used. */
async function timeStart(): Promise<void> {
  const found = findElectron(process.env);
  if (found === undefined || !existsSync(electronIn(found))) {
    remarks.push('The start of the window was not measured: no Electron was found.');
    return;
  }
  const times: number[] = [];
  for (let round = 0; round < 5; round++) {
    const home = path.join(folder, 'window');
    const begin = performance.now();
    const window = await launchElectron({ home, reloads: false });
    await window.page
      .getByRole('button', { name: 'Engine ready' })
      .or(window.page.getByText('Engine ready'))
      .first()
      .waitFor();
    times.push(performance.now() - begin);
    await window.close();
  }
  rows.push({
    action: 'window usable after start, engine ready',
    times,
    wanted: '≤ 2 s',
    remark:
      'from the start of the program, under a virtual display; median of 5, with the first start',
  });
}

/** Opening the large product, stepping through it. */
async function timeEvents(): Promise<void> {
  await withServed('events', data, async (browser, page) => {
    const events = new EventsPage(page);
    await events.show();
    const opening = await traceFrames(browser, page, async () => {
      await events.openFile(product);
      await firstTitle(events);
      await drawn(page);
    });
    rows.push({
      action: `open a ${(sizeMiB / 1024).toFixed(1)} GB DL1 file and show the first event`,
      times: [lastInputToLastFrame(opening, 'click')],
      wanted: '≤ 1 s',
      remark: 'once, from the button of the dialog to the frame with the camera',
    });
    await quiet(page);
    await events.press();
    const stepping = await traceFrames(browser, page, async () => {
      for (let step = 0; step < ROUNDS; step++) {
        await page.keyboard.press('ArrowRight');
        await quiet(page);
      }
    });
    rows.push({
      action: 'next event, 1855-pixel camera, all overlays',
      times: inputToFrames(stepping, 'keydown'),
      wanted: '≤ 16 ms',
      remark: 'from the key to the last frame that changed',
    });
    await stepThroughMany(browser, page);
  });
}

/** Waits until what is on the page has been drawn. */
async function drawn(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise((resolve) => {
        requestAnimationFrame(() => requestAnimationFrame(resolve));
      }),
  );
}

async function firstTitle(events: EventsPage): Promise<string> {
  await events.wall.getByRole('figure').first().waitFor();
  return (await events.cameraTitles())[0] ?? '';
}

/** Memory and long tasks while thousands of events are stepped through by a held key. */
async function stepThroughMany(browser: Browser, page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const heapMiB = async () => {
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = (await session.send('Runtime.getHeapUsage')) as {
      readonly usedSize: number;
    };
    return usedSize / 2 ** 20;
  };
  const before = await heapMiB();
  const begin = performance.now();
  for (let step = 0; step < MANY_EVENTS; step++) await page.keyboard.press('ArrowRight');
  await quiet(page);
  const seconds = (performance.now() - begin) / 1000;
  const after = await heapMiB();
  remarks.push(
    `Memory of the page's JavaScript after ${MANY_EVENTS.toLocaleString('en')} events stepped through: ${after.toFixed(1)} MiB, before: ${before.toFixed(1)} MiB (${(MANY_EVENTS / seconds).toFixed(0)} keys a second).`,
  );
  const held = await traceFrames(browser, page, async () => {
    for (let step = 0; step < 200; step++) await page.keyboard.press('ArrowRight');
    await quiet(page);
  });
  const tasks = mainThreadTasks(held);
  remarks.push(
    `Longest task of the page's main thread in 200 steps: ${Math.max(...tasks).toFixed(0)} ms; ${tasks.filter((task) => task > 50).length} above 50 ms.`,
  );
}

/** Pan and zoom of a camera of 11 328 pixels, on the page of camera examples. */
async function timePanning(): Promise<void> {
  const server = await servePage();
  const browser = await launchBrowser();
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(`${server.origin}/camera-examples.html`);
  await page.getByRole('figure').waitFor();
  await page
    .getByRole('combobox', { name: 'Image' })
    .selectOption({ label: 'Modules with 11 328 pixels' })
    .catch(() => undefined);
  await quiet(page);
  const box = await page.getByRole('application').boundingBox();
  if (box === null) throw new Error('There is no camera.');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const trace = await traceFrames(browser, page, async () => {
    await page.mouse.move(x, y);
    for (let step = 0; step < 30; step++) {
      await page.mouse.wheel(0, step < 15 ? -60 : 60);
      await page.waitForTimeout(16);
    }
    await page.mouse.down();
    for (let step = 0; step < 60; step++) {
      await page.mouse.move(x + 100 * Math.sin(step / 5), y + 60 * Math.cos(step / 5));
      await page.waitForTimeout(16);
    }
    await page.mouse.up();
  });
  // Longer gaps are those before the first and after the last movement.
  const intervals = frameIntervals(trace).filter((interval) => interval < 100);
  rows.push({
    action: '11 328-pixel camera, pan and zoom: time between frames',
    times: intervals,
    wanted: '16.7 ms',
    remark: `${intervals.length} frames`,
  });
  await browser.close();
  await server.close();
}

/** A slider of Cleaning over ten thousand images. */
async function timeSlider(): Promise<void> {
  await withServed('cleaning', data, async (browser, page) => {
    const cleaning = new CleaningPage(page);
    await cleaning.open();
    await cleaning.load({ folder: data, files: [path.basename(product)] });
    await quiet(page);
    const slider = cleaning.slider('A', 'Picture threshold');
    await slider.focus();
    const trace = await traceFrames(browser, page, async () => {
      for (let step = 0; step < ROUNDS; step++) {
        await slider.press(step % 2 === 0 ? 'ArrowRight' : 'ArrowLeft');
        await page.waitForTimeout(800);
      }
    });
    rows.push({
      action: `slider in Cleaning, ${(await cleaning.number('Images', 'A')).toLocaleString('en')} images of 1855 pixels`,
      times: inputToFrames(trace, 'keydown'),
      wanted: '≤ 100 ms',
      remark: 'from the key to the last frame, all plots and both cameras drawn',
    });
    const tasks = mainThreadTasks(trace);
    remarks.push(
      `Longest task of the page's main thread while the slider moved: ${Math.max(...tasks).toFixed(0)} ms.`,
    );
  });
}

/** The filter of Nights on ten thousand runs. */
async function timeFilter(): Promise<void> {
  const runs = path.join(folder, 'runs');
  const home = path.join(folder, 'nights');
  mkdirSync(runs);
  mkdirSync(home, { recursive: true });
  const catalogue = await Catalogue.open(path.join(home, 'catalogue.sqlite'));
  await storeManyRuns(catalogue, runs);
  await catalogue.close();
  // A folder of its own is served: a scan would find that the made-up files are not there.
  const empty = path.join(folder, 'empty');
  mkdirSync(empty);
  await withServed('nights', empty, async (browser, page) => {
    const field = page.getByRole('searchbox').first();
    await field.waitFor();
    await quiet(page);
    await field.focus();
    const trace = await traceFrames(browser, page, async () => {
      for (const key of 'mrk 501 pks 2155 crab'.slice(0, ROUNDS)) {
        await page.keyboard.press(key === ' ' ? 'Space' : key);
        await quiet(page);
      }
    });
    rows.push({
      action: 'catalogue of 10 000 runs, filter typed',
      times: inputToFrames(trace, 'keydown'),
      wanted: '≤ 50 ms',
      remark: 'from the key to the last frame that changed',
    });
  });
}

const round = (ms: number) => `${ms.toFixed(0)} ms`;

try {
  mkdirSync(data);
  await timeStart();
  await timePanning();
  await timeFilter();
  await writeLargeProduct(product, sizeMiB * 2 ** 20);
  await timeEvents();
  await timeSlider();
  const lines = [
    `${os.availableParallelism()} cores, on which ${load.toFixed(1)} programs were at work when it began; headless Chromium without a GPU at 1280×800, on \`pe serve\`. Medians of ${ROUNDS} where nothing else is said. A frame is drawn at the next of 60 beats a second, and takes part of one: nothing can be measured below that.`,
    '',
    '| action | median | longest | wanted | |',
    '| --- | ---: | ---: | ---: | --- |',
    ...rows.map(
      ({ action, times, wanted, remark = '' }) =>
        `| ${action} | **${round(median(times))}** | ${round(Math.max(...times))} | ${wanted} | ${remark} |`,
    ),
    '',
    ...remarks.map((remark) => `- ${remark}`),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
