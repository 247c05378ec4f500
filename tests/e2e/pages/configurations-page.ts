import type { Locator, Page } from 'playwright-core';

/** The panel Configurations, as a person uses it. */
export class ConfigurationsPage {
  readonly #page: Page;
  readonly #panel: Locator;

  constructor(page: Page) {
    this.#page = page;
    // What the dock puts around a panel has its name too.
    this.#panel = page.getByRole('region', { name: 'Configurations', exact: true }).last();
  }

  /** Brings the panel to the front. */
  async open(): Promise<void> {
    await this.#page
      .getByRole('navigation', { name: 'Panels' })
      .getByRole('button', { name: 'Configurations', exact: true })
      .click();
    await this.list().waitFor();
  }

  list(): Locator {
    return this.#panel.getByRole('grid', { name: 'Configurations' });
  }

  /** Opens one of the list. */
  async choose(name: string): Promise<void> {
    await this.list().getByText(name, { exact: true }).click();
    await this.#panel.getByRole('heading', { name, exact: true, level: 2 }).waitFor();
    await this.#panel.getByRole('region', { name: 'Findings' }).getByText('Valid').waitFor();
  }

  async show(view: 'Form' | 'Text' | 'Differences' | 'History'): Promise<void> {
    // The button itself is for ears; what is clicked is its label.
    const choice = this.#panel.getByRole('radio', { name: view, exact: true });
    await choice.check({ force: true });
  }

  async search(words: string): Promise<void> {
    await this.#panel.getByRole('searchbox', { name: 'Search parameters' }).fill(words);
  }

  /** A field of the form by its name, such as `Picture threshold of LST_*`. */
  number(name: string): Locator {
    return this.#panel.getByRole('spinbutton', { name });
  }

  async setNumber(name: string, value: number): Promise<void> {
    await this.number(name).fill(String(value));
    await this.number(name).press('Enter');
  }

  text(): Locator {
    return this.#panel.getByRole('textbox', { name: /^Text of/ });
  }

  /** What is wrong, a sentence each. */
  findings(): Locator {
    return this.#panel.getByRole('region', { name: 'Findings' }).getByRole('listitem');
  }

  differences(): Locator {
    return this.#panel.getByRole('grid', { name: 'Differences' });
  }

  /** Saves under a name; waits until the list has it. */
  async saveAs(name: string, note = ''): Promise<void> {
    await this.#panel.getByRole('button', { name: 'Save…' }).click();
    const dialog = this.#page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
    await dialog.getByRole('textbox', { name: 'Note' }).fill(note);
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    await this.#panel.getByRole('heading', { name, exact: true, level: 2 }).waitFor();
  }
}
