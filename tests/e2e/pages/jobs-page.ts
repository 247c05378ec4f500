import type { Locator, Page } from 'playwright-core';

/** The panel Jobs, as a person uses it. */
export class JobsPage {
  readonly #page: Page;
  readonly #panel: Locator;

  constructor(page: Page) {
    this.#page = page;
    // What the dock puts around a panel has its name too.
    this.#panel = page.getByRole('region', { name: 'Jobs', exact: true }).last();
  }

  /** Brings the panel to the front. */
  async open(): Promise<void> {
    await this.#page
      .getByRole('navigation', { name: 'Panels' })
      .getByRole('button', { name: 'Jobs', exact: true })
      .click();
    await this.#panel.waitFor();
  }

  list(): Locator {
    return this.#panel.getByRole('grid', { name: 'Jobs' });
  }

  /** The row of a job, by a part of its title. */
  job(title: string | RegExp): Locator {
    return this.list().getByRole('row').filter({ hasText: title });
  }

  async choose(title: string | RegExp): Promise<void> {
    await this.job(title).first().click();
    await this.#panel.getByRole('article').waitFor();
  }

  /** Shows the parts of the chosen job. */
  async unfold(): Promise<void> {
    await this.list().press('ArrowRight');
  }

  async filter(status: string): Promise<void> {
    await this.#panel.getByRole('radio', { name: status, exact: true }).check({ force: true });
  }

  /** Waits until a job has a status. */
  async waitFor(title: string | RegExp, status: string): Promise<void> {
    await this.job(title).filter({ hasText: status }).first().waitFor();
  }

  async cancel(): Promise<void> {
    await this.details().getByRole('button', { name: 'Cancel', exact: true }).click();
  }

  async retry(): Promise<void> {
    await this.details().getByRole('button', { name: 'Retry' }).click();
  }

  async openProduct(where: 'Events' | 'Provenance'): Promise<void> {
    await this.details().getByRole('button', { name: where, exact: true }).click();
  }

  details(): Locator {
    return this.#panel.getByRole('article');
  }

  log(): Locator {
    return this.#panel.getByRole('log', { name: 'Lines of the log' });
  }
}
