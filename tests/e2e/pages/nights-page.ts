import type { Locator, Page } from 'playwright-core';

/** The panel Nights, as a person works with it. */
export class NightsPage {
  readonly page: Page;
  readonly panel: Locator;

  constructor(page: Page) {
    this.page = page;
    // The group of tabs around it has the name of its active panel.
    this.panel = page.getByRole('region', { name: 'Nights', exact: true }).last();
  }

  /** Brings the panel to the front. */
  async show(): Promise<void> {
    const rail = this.page.getByRole('navigation', { name: 'Panels' });
    await rail.getByRole('button', { name: 'Nights', exact: true }).click();
    await this.panel.waitFor();
  }

  get runs(): Locator {
    return this.panel.getByRole('grid', { name: 'Runs' });
  }

  /** A row of the list by the number of its run. */
  row(obsId: number): Locator {
    const number = this.page.getByRole('gridcell', { name: new RegExp(`^${obsId}( Simulated)?$`) });
    return this.runs.getByRole('row').filter({ has: number });
  }

  /** Goes to add a folder; a dialog asks which. */
  async askForFolder(): Promise<void> {
    await this.panel.getByRole('button', { name: 'Add folder…' }).first().click();
  }

  /** Types into the field above the list. */
  async find(text: string): Promise<void> {
    await this.panel.getByRole('searchbox', { name: 'Find runs' }).fill(text);
  }

  /** Waits until the list has so many runs. */
  async hasRuns(count: number): Promise<void> {
    const text = `${count} ${count === 1 ? 'run' : 'runs'}`;
    await this.panel
      .getByRole('status')
      .filter({ hasText: new RegExp(`^${text}`) })
      .waitFor();
  }

  /** Takes a filter away by its chip. */
  async removeFilter(label: string): Promise<void> {
    await this.panel.getByRole('button', { name: `Remove filter ${label}` }).click();
  }

  /** Chooses a run in the list and waits for its sheet. */
  async choose(obsId: number): Promise<void> {
    await this.row(obsId).click();
    await this.sheet(obsId).waitFor();
  }

  sheet(obsId: number): Locator {
    return this.panel.getByRole('article', { name: `Run ${obsId}` });
  }

  /** Narrows the list to a night of the calendar, or takes that back. */
  async chooseNight(night: string): Promise<void> {
    const calendar = this.panel.getByRole('region', { name: 'Calendar of nights' });
    await calendar.getByRole('gridcell', { name: new RegExp(`^${night} `) }).click();
  }

  /** Presses keys while the list has the focus. */
  async press(...keys: readonly string[]): Promise<void> {
    await this.runs.focus();
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** Sets a flag of the run whose sheet is shown. */
  async setFlag(flag: string): Promise<void> {
    await this.panel.getByRole('combobox', { name: 'New flag' }).fill(flag);
    await this.panel.getByRole('button', { name: 'Set flag' }).click();
    await this.panel.getByRole('button', { name: `Remove flag ${flag}` }).waitFor();
  }

  /** Adds a note to the run whose sheet is shown. */
  async addNote(text: string): Promise<void> {
    await this.panel.getByRole('textbox', { name: 'New note' }).fill(text);
    await this.panel.getByRole('button', { name: 'Add note', exact: true }).click();
    await this.panel.getByText(text, { exact: true }).waitFor();
  }

  /** Opens the chosen run in Events. */
  async openEvents(): Promise<void> {
    await this.panel.getByRole('button', { name: 'Events', exact: true }).click();
  }

  /** Opens the chosen runs in Cleaning. */
  async openCleaning(): Promise<void> {
    await this.panel.getByRole('button', { name: 'Cleaning', exact: true }).click();
  }

  /** Opens the dialog that processes the chosen runs. */
  async process(): Promise<void> {
    await this.panel.getByRole('button', { name: 'Process…' }).click();
  }

  /** Shows the folders and files of the catalogue. */
  async showFiles(): Promise<void> {
    await this.panel.getByText('Folders and files', { exact: true }).click();
    await this.panel.getByRole('grid', { name: 'Files' }).waitFor();
  }

  /** Shows the nights and runs of the catalogue. */
  async showRuns(): Promise<void> {
    await this.panel.getByText('Nights and runs', { exact: true }).click();
    await this.runs.waitFor();
  }
}
