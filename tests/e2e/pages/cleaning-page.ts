import type { Locator, Page } from 'playwright-core';

/** One of the two cleaners. */
export type SideName = 'A' | 'B';

/** Which images are to be cleaned. */
export interface ImagesToClean {
  readonly folder: string;
  /** Names of files in it. */
  readonly files: readonly string[];
  /** As the list says, such as `Showers and pedestals`. */
  readonly events?: string;
  readonly configuration?: string;
}

/** Width of the handle of a slider [px]. */
const HANDLE_PX = 8;

/** The panel Cleaning, as a person uses it. */
export class CleaningPage {
  readonly #page: Page;
  readonly #panel: Locator;

  constructor(page: Page) {
    this.#page = page;
    // The dock's group of panels has the name of the panel in front as well.
    this.#panel = page.getByRole('region', { name: 'Cleaning', exact: true }).last();
  }

  /** Brings the panel to the front. */
  async open(): Promise<void> {
    await this.#page
      .getByRole('navigation')
      .getByRole('button', { name: 'Cleaning', exact: true })
      .click();
    await this.#panel.waitFor();
  }

  /** Chooses files with the page's own file dialog, in place of others, and waits until they are cleaned. */
  async load(choice: ImagesToClean): Promise<void> {
    await this.#panel.getByRole('button', { name: /^Images/ }).click();
    const dialog = this.#page.getByRole('dialog', { name: 'Images to clean' });
    const former = dialog.getByRole('button', { name: /^Leave out/ });
    while ((await former.count()) > 0) await former.first().click();
    await dialog.getByRole('button', { name: 'Add files…' }).click();
    const files = this.#page.getByRole('dialog', { name: 'Add files of events' });
    await files.getByRole('option').first().waitFor();
    const folder = files.getByLabel('Folder', { exact: true });
    await folder.fill(choice.folder);
    await folder.press('Enter');
    for (const name of choice.files) await files.getByRole('option', { name }).click();
    await files.getByRole('button', { name: 'Open' }).click();
    if (choice.events !== undefined) {
      await dialog.getByLabel('Events', { exact: true }).selectOption({ label: choice.events });
    }
    if (choice.configuration !== undefined) {
      await dialog
        .getByLabel('Configuration', { exact: true })
        .selectOption({ label: choice.configuration });
    }
    await dialog.getByRole('button', { name: 'Load' }).click();
    await this.table().waitFor();
  }

  /** What the cleanings keep, in numbers. */
  table(): Locator {
    return this.#panel.getByRole('table', { name: 'What the cleanings keep' });
  }

  /** A number of the table, with its thousands together. */
  async number(quantity: string, side: SideName): Promise<number> {
    const row = this.table().getByRole('row', { name: quantity });
    const text = await row
      .getByRole('cell')
      .nth(side === 'A' ? 0 : 1)
      .innerText();
    return Number(text.replaceAll('\u202f', '').replace('−', '-'));
  }

  async chooseTelescopeType(type: string): Promise<void> {
    await this.#panel.getByLabel('Telescope type').selectOption({ label: type });
  }

  /** The controls of a cleaner. */
  side(name: SideName): Locator {
    return this.#panel.getByRole('group', { name: `Cleaner ${name}` });
  }

  slider(side: SideName, parameter: string): Locator {
    return this.side(side).getByRole('slider', { name: parameter });
  }

  /** Types a value beside a slider. */
  async type(side: SideName, parameter: string, value: number): Promise<void> {
    const field = this.side(side)
      .getByLabel(parameter)
      .and(this.#page.locator('input:not([type=range])'));
    await field.fill(String(value));
    await field.press('Enter');
  }

  /** Moves a slider with the arrow keys. */
  async move(side: SideName, parameter: string, steps: number): Promise<void> {
    const slider = this.slider(side, parameter);
    await slider.focus();
    const key = steps < 0 ? 'ArrowLeft' : 'ArrowRight';
    for (let i = 0; i < Math.abs(steps); i++) await slider.press(key);
  }

  /** Drags the handle of a slider by a part of its length. */
  async drag(side: SideName, parameter: string, share: number): Promise<void> {
    const slider = this.slider(side, parameter);
    await slider.scrollIntoViewIfNeeded();
    const box = await slider.boundingBox();
    const [min, max, now] = await slider.evaluate((element) => {
      const input = element as HTMLInputElement;
      return [Number(input.min), Number(input.max), Number(input.value)];
    });
    if (box === null) throw new Error(`The slider ${parameter} of ${side} is not to be seen.`);
    // The middle of the handle goes from half of its width to as much before the end.
    const reach = box.width - HANDLE_PX;
    const x = box.x + HANDLE_PX / 2 + (reach * (now - min)) / (max - min);
    const y = box.y + box.height / 2;
    const mouse = this.#page.mouse;
    await mouse.move(x, y);
    await mouse.down();
    await mouse.move(x + share * box.width, y, { steps: 8 });
    await mouse.up();
  }

  /** Value of a parameter. */
  async value(side: SideName, parameter: string): Promise<number> {
    return Number(await this.slider(side, parameter).inputValue());
  }

  /** What is told of the kept pixels above the image of a side, such as `12 pixels, 1 island`. */
  kept(side: SideName): Locator {
    const texts = this.#panel.getByText(/^\d+ pixels?, \d+ islands?$/);
    return side === 'A' ? texts.first() : texts.last();
  }

  /** The image that is shown. */
  async shownImage(): Promise<{ readonly eventId: number; readonly telId: number }> {
    const name = (await this.camera('A').getAttribute('aria-label')) ?? '';
    const [eventId = NaN, telId = NaN] = (name.match(/\d+/g) ?? []).map(Number);
    return { eventId, telId };
  }

  /** A camera display: of A, of B or of the difference. */
  camera(title: SideName | 'Difference'): Locator {
    return this.#panel.getByRole('application', { name: new RegExp(`^Camera image ${title}`) });
  }

  /** How many pixels both, A only and B only keep of the shown image. */
  async keptPixels(): Promise<readonly number[]> {
    const texts = await this.#panel
      .getByRole('list', { name: 'Kept pixels' })
      .getByRole('listitem')
      .allInnerTexts();
    return texts.map((text) => Number(/\d+$/.exec(text.trim())?.[0]));
  }

  /** The list of images. */
  images(): Locator {
    return this.#panel.getByRole('region', { name: 'Images' });
  }

  async nextImage(): Promise<void> {
    await this.images().getByRole('button', { name: 'Next image' }).click();
  }

  /** Chooses an image of the list. */
  async showImage(eventId: number, telId: number): Promise<void> {
    const cell = (text: number) =>
      this.#page.getByRole('gridcell', { name: String(text), exact: true });
    await this.images()
      .getByRole('row')
      .filter({ has: cell(eventId) })
      .filter({ has: cell(telId) })
      .click();
    await this.camera('A')
      .and(this.#page.getByRole('application', { name: `event ${eventId}, telescope ${telId}` }))
      .waitFor();
  }

  /** Saves a configuration with the cleaner of a side; returns what the dialog says that differs. */
  async saveAs(name: string, side: SideName): Promise<readonly string[]> {
    await this.#panel.getByRole('button', { name: 'Save as…' }).click();
    const dialog = this.#page.getByRole('dialog', { name: 'Save as configuration' });
    await dialog.getByRole('radio', { name: side, exact: true }).check({ force: true });
    await dialog.getByLabel('Name', { exact: true }).fill(name);
    const differences = dialog.getByRole('list', { name: 'Differences' }).getByRole('listitem');
    await differences.first().waitFor();
    const texts = await differences.allInnerTexts();
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    await dialog.waitFor({ state: 'hidden' });
    return texts;
  }

  /** Opens the dialog that applies a configuration to a night. */
  async apply(): Promise<Locator> {
    await this.#panel.getByRole('button', { name: 'Apply…' }).click();
    const dialog = this.#page.getByRole('dialog', { name: /^Process runs/ });
    await dialog.waitFor();
    return dialog;
  }
}
