import path from 'node:path';
import type { Locator, Page } from 'playwright-core';

/** The panel Events, as a person works with it. */
export class EventsPage {
  readonly page: Page;
  readonly panel: Locator;

  constructor(page: Page) {
    this.page = page;
    // The group of tabs around it has the name of its active panel.
    this.panel = page.getByRole('region', { name: 'Events', exact: true }).last();
  }

  /** Brings the panel to the front. */
  async show(): Promise<void> {
    const rail = this.page.getByRole('navigation', { name: 'Panels' });
    await rail.getByRole('button', { name: 'Events', exact: true }).click();
    await this.panel.waitFor();
  }

  /** Opens a file by the dialog, from the empty panel or from the menu of the files. */
  async openFile(file: string): Promise<void> {
    const button = this.panel.getByRole('button', { name: 'Open file…', exact: true });
    if (await button.isVisible()) await button.click();
    else {
      await this.panel.getByRole('button', { name: /^File/ }).click();
      await this.page.getByRole('menuitem', { name: 'Open file…' }).click();
    }
    const dialog = this.page.getByRole('dialog', { name: 'Open file in Events' });
    await dialog.getByRole('option').first().waitFor();
    const folder = dialog.getByRole('textbox', { name: 'Folder' });
    await folder.fill(path.dirname(file));
    await folder.press('Enter');
    await dialog.getByRole('option', { name: path.basename(file) }).click();
    await dialog.getByRole('button', { name: 'Open', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
  }

  /** Waits until an event is shown, by its number. */
  async sees(eventId: number): Promise<void> {
    await this.facts.getByText(String(eventId), { exact: true }).waitFor();
  }

  /** Waits until the file is open, so that steps can be made. */
  async canStep(): Promise<void> {
    await this.panel.getByRole('button', { name: 'Next event', disabled: false }).waitFor();
  }

  /** What is told of the event that is shown. */
  get facts(): Locator {
    return this.panel.getByRole('group', { name: 'Shown event' });
  }

  /** Waits for the place in the list, such as `2 of 4`. */
  async isAt(position: number, total: number): Promise<void> {
    await this.panel.getByText(`${position} of ${total}`, { exact: true }).waitFor();
  }

  /** Presses keys while the cameras have the focus. */
  async press(...keys: readonly string[]): Promise<void> {
    await this.wall.focus();
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** The wall of cameras. */
  get wall(): Locator {
    return this.panel.getByRole('group', { name: 'Cameras', exact: true });
  }

  /** The camera of a telescope, by its title. */
  camera(title: string): Locator {
    return this.wall.getByRole('figure', { name: title, exact: true });
  }

  /** Titles of the cameras that are drawn. */
  async cameraTitles(): Promise<string[]> {
    const figures = await this.wall.getByRole('figure').all();
    return Promise.all(figures.map(async (each) => (await each.getAttribute('aria-label')) ?? ''));
  }

  /** Types a filter and applies it. */
  async filter(expression: string): Promise<void> {
    const field = this.filterField;
    await field.fill(expression);
    // What is offered for the last word is not taken.
    if ((await field.getAttribute('aria-expanded')) === 'true') await field.press('Escape');
    await field.press('Enter');
  }

  get filterField(): Locator {
    return this.panel.getByRole('combobox', { name: 'Filter expression' });
  }

  /** Goes to an event by its number. */
  async goTo(eventId: number): Promise<void> {
    await this.press('g');
    const dialog = this.page.getByRole('dialog', { name: 'Go to event' });
    await dialog.getByRole('spinbutton', { name: 'Event' }).fill(String(eventId));
    await dialog.getByRole('button', { name: 'Go', exact: true }).click();
  }

  /** Shows one of the views beside the cameras. */
  async showDetails(name: 'Pixels' | 'Array' | 'Sky' | 'Values'): Promise<void> {
    await this.panel.getByRole('tab', { name, exact: true }).click();
  }

  /** Shows the values of the event that have something in their name. */
  async findValues(text: string): Promise<void> {
    await this.showDetails('Values');
    await this.panel.getByRole('searchbox', { name: 'Filter values' }).fill(text);
  }

  /** Holds the brightest pixel of a camera by the keyboard. */
  async holdBrightest(title: string): Promise<void> {
    await this.camera(title).getByRole('application').focus();
    await this.page.keyboard.press('b');
    await this.page.keyboard.press('Enter');
  }

  /** Waits until a held pixel is told in numbers. */
  async showsHeldPixel(): Promise<void> {
    await this.panel.getByRole('rowheader').first().waitFor();
  }

  /** Cells of a held pixel: charge and peak time as they are read. */
  async heldPixel(pixelId: number): Promise<{ readonly charge: string; readonly peak: string }> {
    await this.showDetails('Pixels');
    const row = this.panel.getByRole('row').filter({
      has: this.page.getByRole('rowheader', { name: String(pixelId), exact: true }),
    });
    const [charge = '', peak = ''] = await row.getByRole('cell').allInnerTexts();
    return { charge, peak };
  }

  /** The end of the first colour bar. */
  limit(end: 'Lower' | 'Upper'): Locator {
    return this.panel.getByRole('slider', { name: new RegExp(`^${end} limit of `) }).first();
  }

  /** Drags an end of the first colour bar up, or down where negative [px]. */
  async dragLimit(end: 'Lower' | 'Upper', byPx: number): Promise<void> {
    const box = await this.limit(end).boundingBox();
    if (box === null) throw new Error('No colour bar is to be seen.');
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await this.page.mouse.move(x, y);
    await this.page.mouse.down();
    await this.page.mouse.move(x, y - byPx, { steps: 6 });
    await this.page.mouse.up();
  }

  /** Limits of the first colour bar, as ears are told them. */
  async limits(): Promise<readonly number[]> {
    const ends = [this.limit('Lower'), this.limit('Upper')];
    return Promise.all(ends.map(async (end) => Number(await end.getAttribute('aria-valuenow'))));
  }

  /** What is wrong with the file or the event, with the ways on. */
  get failure(): Locator {
    return this.panel.getByRole('alert').filter({
      has: this.page.getByRole('button', { name: 'Try again' }),
    });
  }
}
