import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser } from './launch-browser.ts';
import { type PageServer, servePage } from './page-server.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

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
  page = await open('dark');
});
afterEach(async () => {
  await page.close();
  expect(complaints).toEqual([]);
});

async function open(colorScheme: 'dark' | 'light', bypassCSP = false): Promise<Page> {
  const opened = await browser.newPage({
    viewport: { width: 1280, height: 800 },
    colorScheme,
    bypassCSP,
    permissions: ['clipboard-read', 'clipboard-write'],
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
  await opened.goto(`${server.origin}/control-examples.html`);
  await opened.getByRole('heading', { name: 'Controls' }).waitFor();
  return opened;
}

/** What the controls hold. */
async function state(): Promise<Readonly<Record<string, unknown>>> {
  const text = await page.getByLabel('State', { exact: true }).textContent();
  return JSON.parse(text ?? '{}') as Readonly<Record<string, unknown>>;
}

/** Barriers of level serious or critical; a menu at the end of the page, outside all regions, is none. */
async function violations(of: Page): Promise<string[]> {
  await of.addScriptTag({ content: axe });
  const { violations: found } = await of.evaluate(() =>
    (globalThis as unknown as { axe: { run: () => Promise<AxeResults> } }).axe.run(),
  );
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

describe('a number field', () => {
  it('takes what is typed at Enter and on leaving, and keys step it', async () => {
    const field = page.getByRole('spinbutton', { name: 'Threshold' });
    await field.fill('12,5');
    expect((await state())['threshold']).toBe(8);
    await field.press('Enter');
    expect((await state())['threshold']).toBe(12.5);
    await field.press('ArrowUp');
    await field.press('PageUp');
    expect((await state())['threshold']).toBe(18);
    await field.fill('20');
    await field.press('Tab');
    expect((await state())['threshold']).toBe(20);
    await field.fill('');
    await field.press('Enter');
    expect((await state())['threshold']).toBeNull();
  });

  it('says what is wrong, keeps the value, and goes back to it', async () => {
    const field = page.getByRole('spinbutton', { name: 'Threshold' });
    for (const [typed, sentence] of [
      ['60', 'The largest is 50.'],
      ['-1', 'The smallest is 0.'],
      ['many', 'This is not a number.'],
    ]) {
      await field.fill(typed);
      await page.getByText(sentence).waitFor();
      expect(await field.getAttribute('aria-invalid')).toBe('true');
    }
    await field.press('Tab');
    expect(await field.inputValue()).toBe('8');
    expect((await state())['threshold']).toBe(8);
  });
});

describe('a slider', () => {
  it('moves with keys and takes typed numbers', async () => {
    const slider = page.getByRole('slider', { name: 'Share' });
    await slider.focus();
    await slider.press('ArrowRight');
    expect((await state())['share']).toBe(0.51);
    await slider.press('Home');
    expect((await state())['share']).toBe(0);
    const field = page.getByRole('spinbutton', { name: 'Share' });
    await field.fill('0.25');
    await field.press('Enter');
    expect((await state())['share']).toBe(0.25);
    expect(await slider.inputValue()).toBe('0.25');
  });

  it('has its logarithmic middle at the geometric mean, and says the value', async () => {
    const slider = page.getByRole('slider', { name: 'Energy' });
    expect(await slider.getAttribute('aria-valuetext')).toBe('100 GeV');
    expect(await slider.inputValue()).toBe('500');
    await slider.focus();
    await slider.press('End');
    expect((await state())['energy']).toBe(10_000);
    await slider.press('Home');
    await slider.press('ArrowRight');
    // Smaller than a step of the values is no step.
    expect((await state())['energy']).toBe(2);
  });
});

describe('choices', () => {
  it('are made with the keyboard', async () => {
    await page.getByRole('radio', { name: 'Lin' }).focus();
    await page.keyboard.press('ArrowRight');
    expect((await state())['scale']).toBe('log');
    await page.getByRole('combobox', { name: 'Unit' }).selectOption('ADC');
    expect((await state())['unit']).toBe('ADC');
    await page.getByRole('checkbox', { name: 'Lock limits' }).press(' ');
    expect((await state())['isLocked']).toBe(true);
    await page.getByRole('button', { name: 'Lock the limits', pressed: true }).press('Enter');
    expect((await state())['isLocked']).toBe(false);
  });
});

describe('a menu', () => {
  it('is worked with keys and gives the focus back', async () => {
    const button = page.getByRole('button', { name: 'Menu', exact: true });
    await button.press('Enter');
    await page.getByRole('menuitem', { name: 'Save picture…' }).waitFor();
    await page.keyboard.press('Enter');
    expect((await state())['done']).toBe('saved');
    await button.press('Enter');
    await page.getByRole('menuitemcheckbox', { name: 'Lock limits' }).click();
    expect((await state())['isLocked']).toBe(true);
    await button.press('Enter');
    await page.getByRole('menuitemcheckbox', { name: 'Lock limits', checked: true }).waitFor();
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === 'Menu');
  });
});

describe('a dialog', () => {
  it('takes the focus to its first field, keeps it, and gives it back', async () => {
    const opener = page.getByRole('button', { name: 'Open…' });
    await opener.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'A dialog' });
    const label = () =>
      page.evaluate(() => document.activeElement?.closest('[role=dialog]') !== null);
    await page.waitForFunction(() => document.activeElement?.tagName === 'INPUT');
    for (let i = 0; i < 8; i++) {
      expect(await label()).toBe(true);
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await page.waitForFunction(() => document.activeElement?.textContent.trim() === 'Open…');
  });
});

describe('a divider', () => {
  it('is moved with keys and with the mouse', async () => {
    const divider = page.getByRole('separator', { name: 'Divider of the two parts' });
    await divider.focus();
    await page.keyboard.press('ArrowRight');
    expect((await state())['ratio']).toBe(0.42);
    await page.keyboard.press('End');
    expect((await state())['ratio']).toBe(0.9);
    const box = (await divider.boundingBox())!;
    const whole = (await page.locator('.split').boundingBox())!;
    await page.mouse.move(box.x, box.y + 50);
    await page.mouse.down();
    await page.mouse.move(whole.x + whole.width / 4, box.y + 50, { steps: 4 });
    await page.mouse.up();
    expect((await state())['ratio']).toBeCloseTo(0.25, 2);
    await divider.dblclick();
    expect((await state())['ratio']).toBe(0.5);
  });
});

describe('small things', () => {
  it('copy, find, try again and explain themselves', async () => {
    await page.getByRole('searchbox', { name: 'Find' }).fill('hillas');
    await page.getByRole('button', { name: 'Clear' }).click();
    await page.getByRole('searchbox', { name: 'Find' }).fill('width');
    await page.keyboard.press('Escape');
    expect((await state())['typed']).toBe('');
    await page.getByRole('button', { name: 'Try again' }).click();
    expect((await state())['done']).toBe('retried');
    await page.getByRole('button', { name: 'Copy report' }).click();
    await page.getByText('Copied').waitFor({ state: 'attached' });
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
      'The file /data/run.h5 ended early.\nCopy it again.\nCode format-damaged',
    );
    await page.getByRole('button', { name: 'Lock the limits' }).hover();
    await page.getByText('Lock the limits', { exact: true }).waitFor();
  });
});

describe('the controls', () => {
  it.each(['dark', 'light'] as const)('have no barriers in the %s theme', async (theme) => {
    const checked = await open(theme, true);
    expect(await violations(checked)).toEqual([]);
    await checked.getByRole('button', { name: 'Menu', exact: true }).click();
    await checked.getByRole('menuitem', { name: 'Save picture…' }).waitFor();
    expect(await violations(checked)).toEqual([]);
    await checked.keyboard.press('Escape');
    await checked.getByRole('button', { name: 'Open…' }).click();
    await checked.getByRole('dialog').waitFor();
    expect(await violations(checked)).toEqual([]);
    await checked.close();
  });
});
