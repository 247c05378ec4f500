import { readFileSync } from 'node:fs';
import type { Browser, Download, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { axeViolations } from './axe-violations.ts';
import { launchBrowser } from './launch-browser.ts';
import { type PageServer, servePage } from './page-server.ts';

let server: PageServer;
let browser: Browser;
let page: Page;
/** Whatever the page complains about: must stay empty. */
let complaints: string[];

beforeAll(async () => {
  [server, browser] = await Promise.all([servePage(), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await server.close();
});
beforeEach(async () => {
  complaints = [];
  page = await open();
});
afterEach(async () => {
  await page.close();
  expect(complaints).toEqual([]);
});

async function open(): Promise<Page> {
  const opened = await browser.newPage({
    viewport: { width: 1280, height: 800 },
    colorScheme: 'dark',
  });
  opened.setDefaultTimeout(10_000);
  opened.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  opened.on('pageerror', (error) => complaints.push(error.message));
  await opened.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      console.error(`content policy: ${event.violatedDirective} ${event.blockedURI}`);
    });
  });
  await opened.goto(`${server.origin}/drawing-examples.html`);
  // The plots are drawn when the last of them stands.
  await opened.getByRole('figure', { name: 'Copy 8' }).locator('canvas').waitFor();
  return opened;
}

const chart = (name: string): Locator => page.getByRole('figure', { name, exact: true });
/** Chooses from the menu of a plot. */
async function choose(of: string, item: string): Promise<void> {
  await page.getByRole('button', { name: `Menu of ${of}`, exact: true }).click();
  await page.getByRole('menuitem', { name: item }).click();
}
async function save(of: string, item: string): Promise<{ name: string; content: Buffer }> {
  const [download] = await Promise.all<Download | undefined>([
    page.waitForEvent('download'),
    choose(of, item).then(() => undefined),
  ]);
  const file = await download!.path();
  return { name: download!.suggestedFilename(), content: readFileSync(file) };
}

describe('a table', () => {
  const grid = () => page.getByRole('grid', { name: 'A thousand numbers' });
  const row = (number: number) => grid().locator(`[aria-rowindex="${number + 2}"]`);
  const said = () => page.getByText(/selected · current/);

  it('walks over rows and selects them with the keys', async () => {
    await row(2).click();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    expect(await said().textContent()).toContain('3 selected · current 5');
    await page.keyboard.press('Control+ArrowDown');
    await page.keyboard.press('Space');
    expect(await said().textContent()).toContain('4 selected · current 6');
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    expect(await said().textContent()).toContain('1 selected · current 999 · opened 999');
    await row(999).waitFor();
    await page.keyboard.press('Control+a');
    expect(await said().textContent()).toContain('1000 selected');
    await page.keyboard.press('Escape');
    expect(await said().textContent()).toContain('0 selected');
  });

  it('tells assistive technology where one is', async () => {
    await row(3).click();
    expect(await grid().getAttribute('aria-rowcount')).toBe('1001');
    const active = await grid().getAttribute('aria-activedescendant');
    expect(await row(3).getAttribute('id')).toBe(active);
    expect(await row(3).getAttribute('aria-selected')).toBe('true');
    expect(await row(4).getAttribute('aria-selected')).toBe('false');
  });

  it('is sorted from the header, and keeps the current row in sight', async () => {
    await row(1).click();
    const sine = grid().getByRole('columnheader', { name: 'Sine [m]' });
    await sine.click();
    expect(await sine.getAttribute('aria-sort')).toBe('ascending');
    await page.keyboard.press('Enter');
    expect(await sine.getAttribute('aria-sort')).toBe('descending');
    const current = grid().locator('.current');
    expect(await current.getByRole('gridcell').first().textContent()).toBe('1');
    await grid().evaluate((element) => {
      element.scrollTop = 0;
    });
    // Of n / 100 below 10, 1.57 is nearest to where the sine is highest, π/2.
    expect(await row(0).getByRole('gridcell').first().textContent()).toBe('157');
  });

  it('has columns that are made wider and chosen', async () => {
    const number = grid().getByRole('columnheader', { name: 'Number' });
    await number.focus();
    const before = (await number.boundingBox())!.width;
    await page.keyboard.press('Shift+ArrowRight');
    expect((await number.boundingBox())!.width).toBe(before + 8);
    await page.getByRole('button', { name: 'Choose columns' }).first().click();
    await page.getByRole('checkbox', { name: 'Hexadecimal' }).check();
    await page.getByRole('checkbox', { name: /^Root/ }).uncheck();
    await page.keyboard.press('Escape');
    const titles = await grid().getByRole('columnheader').allTextContents();
    expect(titles).toEqual(['Number', 'Sine [m]', 'Square', 'Hexadecimal']);
  });

  it('is copied as text for a spreadsheet', async () => {
    await row(0).click();
    await page.keyboard.press('Shift+ArrowDown');
    const copied = await grid().evaluate((element) => {
      const clipboardData = new DataTransfer();
      element.dispatchEvent(new ClipboardEvent('copy', { clipboardData, bubbles: true }));
      return clipboardData.getData('text/plain');
    });
    expect(copied).toBe(
      'Number\tSine [m]\tRoot [s]\tSquare\n0\t0.0000\t0.000\tyes\n1\t0.0100\t1.000\tyes',
    );
  });

  it('reaches the last of a million rows, and draws only those that are seen', async () => {
    const million = page.getByRole('grid', { name: 'A million numbers' });
    await million.getByRole('gridcell').first().click();
    await page.keyboard.press('End');
    await page.getByText('Current 999999').waitFor();
    const last = million.locator('[aria-rowindex="1000001"]');
    expect(await last.getByRole('gridcell').first().textContent()).toBe('999999');
    expect(await million.getByRole('row').count()).toBeLessThan(60);
  });

  it('says what to do where there is nothing', async () => {
    const nothing = page.getByText('No number passes the filter. Take a term away.');
    expect(await nothing.isVisible()).toBe(true);
  });
});

describe('a histogram', () => {
  const range = () => chart('Intensity').getByRole('group', { name: /^Range of Intensity/ });
  const end = (name: string) => chart('Intensity').getByRole('slider', { name });
  const said = () => page.getByText(/^(Chosen|Nothing chosen)/);

  it('lets a range of bins be dragged', async () => {
    const box = (await range().boundingBox())!;
    const at = (value: number) => box.x + (box.width * value) / 100;
    await page.mouse.move(at(40.2), box.y + 40);
    await page.mouse.down();
    await page.mouse.move(at(70.3), box.y + 40, { steps: 4 });
    await page.mouse.up();
    expect(await said().textContent()).toBe('Chosen 40.00 to 70.00');
    await page.mouse.move(at(70), box.y + 60);
    await page.mouse.down();
    await page.mouse.move(at(55), box.y + 60, { steps: 4 });
    await page.mouse.up();
    expect(await said().textContent()).toBe('Chosen 40.00 to 55.00');
    await page.mouse.click(at(10), box.y + 60);
    expect(await said().textContent()).toBe('Nothing chosen');
  });

  it('lets a range be chosen with the keys', async () => {
    await range().focus();
    await page.keyboard.press('Enter');
    expect(await said().textContent()).toBe('Chosen 0.00 to 100.00');
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('ArrowRight');
    await end('Intensity, upper end').focus();
    await page.keyboard.press('PageDown');
    expect(await said().textContent()).toBe('Chosen 11.00 to 90.00');
    expect(await end('Intensity, lower end').getAttribute('aria-valuetext')).toBe('11.00 p.e.');
    await page.keyboard.press('Escape');
    expect(await said().textContent()).toBe('Nothing chosen');
  });

  it('says what is not in its bins, and that it is simulated', async () => {
    expect(await chart('Intensity').textContent()).toContain('A: 12 above, 3 undefined');
    expect(await chart('Intensity').getByText('Simulated').isVisible()).toBe(true);
  });

  it('is described to those who do not see it, and can be read as a table', async () => {
    const picture = chart('Intensity').getByRole('img');
    expect(await picture.getAttribute('aria-label')).toMatch(
      /^Intensity, histogram of Intensity \[p\.e\.\]\. A has \d+ entries in 100 bins/,
    );
    await page.getByRole('button', { name: 'Menu of Intensity' }).click();
    await page.getByRole('menuitemcheckbox', { name: 'Show as table' }).click();
    const numbers = page.getByRole('grid', { name: 'Numbers of Intensity' });
    const titles = await numbers.getByRole('columnheader').allTextContents();
    expect(titles).toEqual([
      'Intensity from [p.e.]',
      'Intensity to [p.e.]',
      'Images A',
      'Images B',
    ]);
  });

  it('says what to do where there is nothing to count', async () => {
    expect(await chart('Empty').textContent()).toContain('There is nothing to count.');
  });

  it('shows new numbers', async () => {
    const describe = () => chart('Copy 1').getByRole('img').getAttribute('aria-label');
    const before = await describe();
    await page.getByRole('slider', { name: 'Mean' }).fill('20');
    await page.waitForFunction(
      (old) =>
        document.querySelector('[aria-label="Copy 1"] [role="img"]')?.getAttribute('aria-label') !==
        old,
      before,
    );
    // The highest bins of the normal distribution around 20 are those at its mean.
    expect(await describe()).toMatch(/A has .* from (19\.00 to 20\.00|20\.00 to 21\.00)\./);
  });
});

describe('what can be taken away of a plot', () => {
  it('is a picture of twice as many pixels', async () => {
    const { name, content } = await save('Rate', 'Save as PNG…');
    expect(name).toBe('rate.png');
    expect(content.subarray(1, 4).toString()).toBe('PNG');
    const box = (await chart('Rate').locator('canvas').first().boundingBox())!;
    expect(content.readUInt32BE(16)).toBe(Math.round(box.width) * 2);
  });

  it('is a drawing with title, axes and legend on the ground of the theme', async () => {
    const dark = (await save('Rate', 'Save as SVG…')).content.toString();
    for (const text of ['Rate', 'Time', 'Rate [Hz]', 'Trigger rate', 'Model']) {
      expect(dark).toContain(`>${text}`);
    }
    expect(dark).toContain('#141a22');
    await page.getByRole('combobox', { name: 'Theme' }).selectOption('light');
    const light = (await save('Rate', 'Save as SVG…')).content.toString();
    expect(light).not.toContain('#141a22');
  });

  it('is its numbers', async () => {
    const { name, content } = await save('Rate', 'Save numbers as CSV…');
    expect(name).toBe('rate.csv');
    const lines = content.toString().split('\r\n');
    expect(lines[0]).toBe(
      'Time [UTC],Trigger rate [Hz],Trigger rate lower [Hz],Trigger rate upper [Hz],Model [Hz]',
    );
    expect(lines[1]).toBe('2026-11-19T22:31:00.000Z,2500,2450,2550,2520');
    expect(lines).toHaveLength(42);
  });

  it('is a Python program', async () => {
    const { name, content } = await save('Flux', 'Save as Python program…');
    expect(name).toBe('flux.py');
    expect(content.toString()).toContain('ax.set_xscale("log")');
  });
});

describe('waveforms', () => {
  it('tell charge and peak time of each pixel', async () => {
    const table = page.getByRole('region', { name: 'Pixels' }).getByRole('table');
    expect(await table.getByRole('row').nth(1).textContent()).toBe('12355.2017.30');
    const { content } = await save('Waveforms', 'Save numbers as CSV…');
    expect(content.toString().split('\r\n')[0]).toBe(
      'Time [ns],Pixel 123 [p.e. / sample],Pixel 124 [p.e. / sample],Pixel 1602 [p.e. / sample]',
    );
  });

  it('say what to do where no pixel is held', async () => {
    expect(
      await page.getByText('Click a pixel of the camera to see its waveform').isVisible(),
    ).toBe(true);
  });
});

describe('the array', () => {
  const map = (name: string) => page.getByRole('application', { name, exact: true });
  const said = () => page.getByText(/Telescope \d+ chosen|No telescope chosen/);

  it('lets a telescope be chosen with the keys, on the ground and on the sky', async () => {
    await map('Array').focus();
    await page.keyboard.press('Shift+ArrowUp');
    expect(await said().textContent()).toBe('Telescope 1 chosen');
    await page.keyboard.press('Shift+ArrowUp');
    expect(await said().textContent()).toBe('Telescope 5 chosen');
    expect(await map('Array').textContent()).toContain('Impact distance 187.8 m (True)');
    expect(await chart('Array').textContent()).toContain(
      'Impact distance of telescope 5: True 187.8 m',
    );
    await map('Sky').focus();
    await page.keyboard.press('Shift+ArrowUp');
    expect(await said().textContent()).not.toBe('Telescope 5 chosen');
  });

  it('lets a telescope be chosen with a click', async () => {
    await map('Array').scrollIntoViewIfNeeded();
    // The telescope with the largest charge, the first of the inner ring.
    const disc = map('Array').locator('circle[fill="#fcffa4"]');
    const box = (await disc.boundingBox())!;
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    expect(await said().textContent()).toBe('Telescope 1 chosen');
  });

  it('is moved and magnified, and shown whole again', async () => {
    const places = () =>
      map('Array')
        .locator('circle')
        .evaluateAll((all) => all.map((each) => each.getAttribute('cx')));
    await map('Array').focus();
    const before = await places();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('+');
    expect(await places()).not.toEqual(before);
    await page.keyboard.press('0');
    expect(await places()).toEqual(before);
  });

  it('is taken away as a drawing that needs nothing of the page, and as numbers', async () => {
    const svg = (await save('Array', 'Save as SVG…')).content.toString();
    expect(svg).not.toContain('var(--');
    expect(svg).not.toContain('data-v-');
    for (const text of [
      '>N<',
      '>E<',
      'x, to north [m]',
      'y, to west [m]',
      '200 m',
      'HillasReconstructor',
    ]) {
      expect(svg).toContain(text);
    }
    const csv = (await save('Array', 'Save numbers as CSV…')).content.toString().split('\r\n');
    expect(csv[0]).toContain('tel_id,x [m],y [m],triggered,charge [p.e.]');
    expect(csv).toHaveLength(40);
    const png = (await save('Sky', 'Save as PNG…')).content;
    expect(png.subarray(1, 4).toString()).toBe('PNG');
  });

  it('says what to do where there is no event', async () => {
    expect(await chart('No event').textContent()).toContain(
      'Choose an event to see where it came from.',
    );
  });
});

it.each(['dark', 'light'] as const)('is accessible in the %s theme', async (theme) => {
  await page.emulateMedia({ colorScheme: theme });
  expect(await axeViolations(page)).toEqual([]);
});
