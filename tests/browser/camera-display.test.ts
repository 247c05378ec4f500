import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CameraExample } from '../../renderer/camera-examples/camera-example.ts';
import { axeViolations } from './axe-violations.ts';
import { launchBrowser } from './launch-browser.ts';
import { type PageServer, servePage } from './page-server.ts';

const built = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../build/renderer');
const examples = JSON.parse(
  readFileSync(path.join(built, 'camera-examples.json'), 'utf8'),
) as CameraExample[];
const lst = exampleOf('sample-1');

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

function exampleOf(id: string): CameraExample {
  const found = examples.find((example) => example.id === id);
  if (found === undefined) throw new Error(`there is no example ${id}`);
  return found;
}

async function open(colorScheme: 'dark' | 'light', deviceScaleFactor = 1): Promise<Page> {
  const opened = await browser.newPage({
    viewport: { width: 1280, height: 800 },
    colorScheme,
    deviceScaleFactor,
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
  await opened.goto(`${server.origin}/camera-examples.html`);
  await displayOf(opened).getByText(lst.title).waitFor();
  await drawn(opened);
  return opened;
}

/** Waits until what was asked for has been drawn. */
async function drawn(of: Page): Promise<void> {
  await of.evaluate(
    () =>
      new Promise((resolve) => {
        // The first frame draws, the second comes after it.
        requestAnimationFrame(() => requestAnimationFrame(resolve));
      }),
  );
}

const displayOf = (of: Page): Locator => of.getByRole('figure');
const stageOf = (of: Page): Locator => of.getByRole('application');

/** A camera's place on the page when all of it is shown in its own frame with a margin of 16 pixels. */
async function placeOnPage(
  example: CameraExample,
  pixel: number,
): Promise<{ x: number; y: number }> {
  const box = await stageOf(page).boundingBox();
  if (box === null) throw new Error('the camera is not shown');
  const area = Array.isArray(example.pixArea) ? NaN : (example.pixArea as number);
  // As far as the corners of a pixel reach, whichever way it is turned.
  const circumradius = {
    hexagon: (2 / Math.sqrt(3)) * Math.sqrt(area / (2 * Math.sqrt(3))),
    square: Math.SQRT1_2 * Math.sqrt(area),
    circle: Math.sqrt(area / Math.PI),
  }[example.shape];
  const extent = (values: readonly number[]) => ({
    low: Math.min(...values) - circumradius,
    high: Math.max(...values) + circumradius,
  });
  const [x, y] = [extent(example.pixX), extent(example.pixY)];
  const scale = Math.min((box.width - 32) / (x.high - x.low), (box.height - 32) / (y.high - y.low));
  return {
    x: box.x + box.width / 2 + (example.pixX[pixel] - (x.low + x.high) / 2) * scale,
    y: box.y + box.height / 2 - (example.pixY[pixel] - (y.low + y.high) / 2) * scale,
  };
}

/** Colour of a point of the picture, as it lies on the lower canvas. */
async function colorAt(of: Page, x: number, y: number): Promise<readonly number[]> {
  return stageOf(of).evaluate(
    (stage, [pageX, pageY]) => {
      const canvas = stage.querySelector('canvas');
      const copy = new OffscreenCanvas(1, 1).getContext('2d');
      if (!canvas || !copy) return [];
      const box = canvas.getBoundingClientRect();
      const ratio = canvas.width / box.width;
      const at = [Math.floor((pageX - box.left) * ratio), Math.floor((pageY - box.top) * ratio)];
      copy.drawImage(canvas, at[0], at[1], 1, 1, 0, 0, 1, 1);
      return Array.from(copy.getImageData(0, 0, 1, 1).data);
    },
    [x, y] as const,
  );
}

async function choose(label: string, value: string): Promise<void> {
  await page.getByRole('combobox', { name: label, exact: true }).selectOption(value);
  await drawn(page);
}

/** What is read of the pixel under the pointer. */
const words = async () => (await page.locator('.reading').innerText()).split(/\s+/).join(' ');

/** How much larger the LST's camera is shown once x and y are exchanged. */
function flipScale(stage: { readonly width: number; readonly height: number }): number {
  const extent = (values: readonly number[]) => Math.max(...values) - Math.min(...values);
  const reach = (4 / Math.sqrt(3)) * Math.sqrt((lst.pixArea as number) / (2 * Math.sqrt(3)));
  const [x, y] = [extent(lst.pixX) + reach, extent(lst.pixY) + reach];
  const scale = (across: number, up: number) =>
    Math.min((stage.width - 32) / across, (stage.height - 32) / up);
  return scale(y, x) / scale(x, y);
}

/** The brightest pixel of an image. */
function brightest(example: CameraExample): number {
  const charge = example.charge.map((value) => value ?? -Infinity);
  return charge.indexOf(Math.max(...charge));
}

describe('the picture', () => {
  it('is served under the real content policy, and reads the pixel under the pointer', async () => {
    const response = await page.request.get(`${server.origin}/camera-examples.html`);
    expect(response.headers()['content-security-policy']).toContain("style-src 'self'");
    for (const pixel of [brightest(lst), 0, 1000, 1854]) {
      const { x, y } = await placeOnPage(lst, pixel);
      await page.mouse.move(x, y);
      const [value, time] = [lst.charge[pixel] ?? NaN, lst.peakTime[pixel]];
      await expect.poll(words).toMatch(new RegExp(`^Pixel ${pixel} `));
      const text = await words();
      const [, id, shownValue, shownTime] = /^Pixel (\d+) (\S+) p\.e\. (\S+) ns$/.exec(text) ?? [];
      expect(Number(id)).toBe(pixel);
      expect(Number(shownValue.replace('−', '-'))).toBeCloseTo(value, value > 100 ? 0 : 2);
      expect(Number(shownTime)).toBeCloseTo(time, 1);
    }
    await page.mouse.move(5, 300);
    await expect.poll(words).toBe('');
  });

  it.each(['sample-5', 'square', 'modules', 'circle', 'small', 'huge'])(
    'reads the pixels of %s',
    async (id) => {
      const example = exampleOf(id);
      await choose('Camera', id);
      for (const pixel of [brightest(example), example.pixX.length - 1]) {
        const { x, y } = await placeOnPage(example, pixel);
        await page.mouse.move(x, y);
        await expect.poll(words).toMatch(new RegExp(`^Pixel ${pixel} `));
      }
    },
  );

  it('says what is wrong when there is nothing to show', async () => {
    const empty = await browser.newPage();
    await empty.route('**/camera-examples.json', (route) => route.fulfill({ status: 404 }));
    await empty.goto(`${server.origin}/camera-examples.html`);
    await stageOf(empty)
      .getByText('The examples could not be loaded: camera-examples.json (404).')
      .waitFor();
    await empty.getByRole('button', { name: 'PNG', exact: true }).click();
    await empty.getByText('There is nothing to save.').waitFor();
    expect(await empty.getByRole('slider', { name: /limit of/ }).count()).toBe(0);
    await empty.close();
  });

  it('shows pixels without a value as such', async () => {
    await choose('Camera', 'square');
    const { x, y } = await placeOnPage(exampleOf('square'), 301);
    await page.mouse.move(x, y);
    await expect.poll(words).toMatch(/^Pixel 301 no value/);
    await page.getByText('4 without value').waitFor();
  });

  it('has the colours of the map: the last at the highest value', async () => {
    const { x, y } = await placeOnPage(lst, brightest(lst));
    expect(await colorAt(page, x, y)).toEqual([0xfc, 0xff, 0xa4, 255]);
    await choose('Colours', 'viridis');
    expect(await colorAt(page, x, y)).toEqual([0xfd, 0xe7, 0x25, 255]);
  });

  it('takes limits from the values: above zero for logarithms, about zero for times', async () => {
    await choose('Scale', 'log');
    const low = page.getByRole('slider', { name: 'Lower limit of Charge' });
    expect(Number(await low.getAttribute('aria-valuenow'))).toBeGreaterThan(0);
    await choose('Quantity', 'relativeTime');
    const high = page.getByRole('slider', { name: /Upper limit/ });
    const [least, largest] = await Promise.all(
      [page.getByRole('slider', { name: /Lower limit/ }), high].map((end) =>
        end.getAttribute('aria-valuenow'),
      ),
    );
    // Times diverge from zero.
    expect(Number(least)).toBe(-Number(largest));
  });
});

describe('the hand', () => {
  it('magnifies about the pointer, and 0 shows all again', async () => {
    const pixel = brightest(lst);
    const { x, y } = await placeOnPage(lst, pixel);
    await page.mouse.move(x, y);
    const outside = await placeOnPage(lst, 0);
    const before = await colorAt(page, outside.x, outside.y);
    for (let turn = 0; turn < 5; turn++) {
      await page.mouse.wheel(0, -400);
      await drawn(page);
      await page.mouse.move(x + 1, y);
      await expect.poll(words).toMatch(new RegExp(`^Pixel ${pixel} `));
      await page.mouse.move(x, y);
    }
    // A pixel is now far larger than the screen was for it: 30 pixels aside is the same one.
    await page.mouse.move(x + 30, y);
    await expect.poll(words).toMatch(new RegExp(`^Pixel ${pixel} `));
    await stageOf(page).press('0');
    await drawn(page);
    await page.mouse.move(outside.x, outside.y);
    await expect.poll(words).toMatch(/^Pixel 0 /);
    expect(await colorAt(page, outside.x, outside.y)).toEqual(before);
  });

  it('turns the camera and changes the frame, and keeps all of it in view', async () => {
    const stage = await stageOf(page).boundingBox();
    if (stage === null) throw new Error('the camera is not shown');
    const [middleX, middleY] = [stage.x + stage.width / 2, stage.y + stage.height / 2];
    const from = await placeOnPage(lst, 30);
    // Half a turn: what was below on the left is above on the right.
    await page.getByRole('slider', { name: /^Rotation/ }).fill('180');
    await drawn(page);
    await page.mouse.move(2 * middleX - from.x, 2 * middleY - from.y);
    await expect.poll(words).toMatch(/^Pixel 30 /);
    await page.getByRole('slider', { name: /^Rotation/ }).fill('0');
    await choose('Frame', 'camera');
    await displayOf(page).getByText('Camera frame').waitFor();
    // The sky shows (y, x) of the camera: the picture is flipped about its diagonal.
    await page.mouse.move(
      middleX - (from.y - middleY) * flipScale(stage),
      middleY - (from.x - middleX) * flipScale(stage),
    );
    await expect.poll(words).toMatch(/^Pixel 30 /);
  });

  it('drags the camera', async () => {
    const from = await placeOnPage(lst, 100);
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(from.x + 40, from.y + 10, { steps: 3 });
    await page.mouse.move(from.x + 80, from.y + 30);
    await page.mouse.up();
    await drawn(page);
    await page.mouse.move(from.x + 81, from.y + 30);
    await expect.poll(words).toMatch(/^Pixel 100 /);
    await page.getByText('Click a pixel to hold it').waitFor();
  });

  it('holds pixels', async () => {
    const [first, second] = [await placeOnPage(lst, 7), await placeOnPage(lst, 500)];
    await page.mouse.click(first.x, first.y);
    await page.keyboard.down('Shift');
    await page.mouse.click(second.x, second.y);
    await page.keyboard.up('Shift');
    const rows = page.getByRole('table').getByRole('row');
    await expect.poll(() => rows.count()).toBe(3);
    expect(await rows.nth(2).innerText()).toMatch(/^500\s/);
    await page.mouse.click(second.x, second.y);
    await expect.poll(() => rows.count()).toBe(2);
  });

  it('moves the ends of the colour bar', async () => {
    const pixel = brightest(lst);
    const { x, y } = await placeOnPage(lst, pixel);
    const high = page.getByRole('slider', { name: 'Upper limit of Charge' });
    const low = page.getByRole('slider', { name: 'Lower limit of Charge' });
    const other = lst.charge.findIndex((value) => value !== null && value > 200 && value < 400);
    const place = await placeOnPage(lst, other);
    const before = await colorAt(page, place.x, place.y);
    const largest = Number(await high.getAttribute('aria-valuenow'));
    const [from, foot] = [await high.boundingBox(), await low.boundingBox()];
    if (from === null || foot === null) throw new Error('the ends are not shown');
    await page.mouse.move(from.x + 8, from.y + 8);
    await page.mouse.down();
    await page.mouse.move(from.x + 8, (from.y + foot.y) / 2 + 8, { steps: 4 });
    await page.mouse.up();
    await drawn(page);
    const halved = Number(await high.getAttribute('aria-valuenow'));
    const least = Number(await low.getAttribute('aria-valuenow'));
    expect(halved / ((largest + least) / 2)).toBeCloseTo(1, 2);
    expect(await colorAt(page, place.x, place.y)).not.toEqual(before);
    expect(await colorAt(page, x, y)).toEqual([0xfc, 0xff, 0xa4, 255]);
    await page.getByText(/\d+ above/).waitFor();
    // Back to the limits of the values.
    await high.press('Escape');
    expect(Number(await high.getAttribute('aria-valuenow'))).toBe(largest);
  });
});

describe('the keyboard', () => {
  it('reaches camera and colour bar, and does what the hand does', async () => {
    const stage = stageOf(page);
    await page.getByRole('combobox', { name: 'Theme' }).focus();
    await page.keyboard.press('Tab');
    expect(await stage.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.press('b');
    await expect.poll(words).toMatch(new RegExp(`^Pixel ${brightest(lst)} `));
    await page.keyboard.press('Enter');
    await expect.poll(() => page.getByRole('table').getByRole('row').count()).toBe(2);
    await page.keyboard.press('Shift+ArrowRight');
    const neighbor = Number(/^Pixel (\d+)/.exec(await words())?.[1]);
    expect(lst.pixX[neighbor]).toBeGreaterThan(lst.pixX[brightest(lst)]);
    await page.keyboard.press('Escape');
    await page.getByText('Click a pixel to hold it').waitFor();
    for (const key of ['+', 'ArrowLeft', 'ArrowUp', 'r', '-']) await page.keyboard.press(key);
    expect(await page.getByRole('slider', { name: /^Rotation/ }).inputValue()).toBe('15');
    await page.keyboard.press('Tab');
    const low = page.getByRole('slider', { name: 'Lower limit of Charge' });
    const before = Number(await low.getAttribute('aria-valuenow'));
    await page.keyboard.press('ArrowUp');
    expect(Number(await low.getAttribute('aria-valuenow'))).toBeGreaterThan(before);
  });

  it('finds a name and a role on everything, and the picture in words', async () => {
    const stage = stageOf(page);
    expect(await stage.getAttribute('aria-label')).toBe(`Camera image ${lst.title}`);
    expect(await displayOf(page).getAttribute('aria-label')).toBe(lst.title);
    const ids = (await stage.getAttribute('aria-describedby'))?.split(' ') ?? [];
    const [summary, help] = await Promise.all(
      ids.map((id) => page.locator(`[id="${id}"]`).innerText()),
    );
    expect(summary).toContain('1855 hexagonal pixels. Charge from');
    expect(summary).toContain(`highest in pixel ${brightest(lst)}`);
    expect(help).toContain('Arrow keys move the picture');
    const controls = page.locator('select, input, button, [role=slider], [tabindex]');
    const unnamed = await controls.evaluateAll((elements) =>
      elements
        .filter((element) => {
          const labels =
            element instanceof HTMLSelectElement || element instanceof HTMLInputElement;
          const own = element.getAttribute('aria-label') ?? element.textContent.trim();
          return labels ? element.labels?.length !== 1 : own === '';
        })
        .map((element) => element.outerHTML),
    );
    expect(unnamed).toEqual([]);
  });
});

describe('what is taken away', () => {
  const save = async (name: string): Promise<{ file: string; bytes: Buffer }> => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name, exact: true }).click(),
    ]);
    return { file: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
  };

  it('is a PNG of twice the size, an SVG, the numbers and a program', async () => {
    const png = await save('PNG');
    expect(png.file).toBe('camera-sample-1.png');
    expect(png.bytes.subarray(1, 4).toString('latin1')).toBe('PNG');
    const stage = await stageOf(page).boundingBox();
    expect(png.bytes.readUInt32BE(16)).toBeGreaterThan(2 * (stage?.width ?? Infinity));
    const svg = (await save('SVG')).bytes.toString();
    expect(svg.slice(svg.indexOf('id="pixels"')).match(/fill="#[0-9a-f]{6}"\/>/g)?.length).toBe(
      1855 + 256,
    );
    // Simulated images say so wherever they go.
    expect(svg).toContain('>Simulation · Sky frame</text>');
    expect(await displayOf(page).innerText()).toContain('Simulation');
    const csv = (await save('CSV')).bytes.toString().trimEnd().split('\r\n');
    expect(csv).toHaveLength(1856);
    expect(csv[0]).toBe('pixel_id,x [deg],y [deg],Charge [p.e.],Peak time [ns],Survived cleaning');
    expect(csv[1 + brightest(lst)]).toContain(`,${String(lst.charge[brightest(lst)])},`);
    expect((await save('Python')).bytes.toString()).toContain('event.dl1.tel[1].image');
  });
});

describe('the themes', () => {
  it('follow the system and the choice, and keep the colours of the data', async () => {
    const light = await open('light');
    const { x, y } = await placeOnPage(lst, brightest(lst));
    const corner = await stageOf(light).boundingBox();
    if (corner === null) throw new Error('the camera is not shown');
    const surface = (of: Page) => colorAt(of, corner.x + 3, corner.y + 3);
    expect(await surface(light)).toEqual([255, 255, 255, 255]);
    expect(await surface(page)).toEqual([0x14, 0x1a, 0x22, 255]);
    expect(await colorAt(light, x, y)).toEqual(await colorAt(page, x, y));
    await light.getByRole('combobox', { name: 'Theme' }).selectOption('dark');
    await drawn(light);
    expect(await surface(light)).toEqual([0x14, 0x1a, 0x22, 255]);
    await light.close();
  });

  it('are sharp on a dense screen', async () => {
    const dense = await open('dark', 2);
    const sizes = await stageOf(dense).evaluate((stage) => {
      const canvas = stage.querySelector('canvas');
      return [canvas?.width, stage.clientWidth];
    });
    expect(sizes[0]).toBe(2 * (sizes[1] ?? NaN));
    const { x, y } = await placeOnPage(lst, 1000);
    await dense.mouse.move(x, y);
    await dense.locator('.reading', { hasText: /^Pixel 1000/ }).waitFor();
    await dense.close();
  });
});

it.each(['dark', 'light'] as const)('is accessible in the %s theme', async (theme) => {
  await page.emulateMedia({ colorScheme: theme });
  expect(await axeViolations(page)).toEqual([]);
});
