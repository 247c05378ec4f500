import type { Locator, Page } from 'playwright-core';

/** The panel Provenance, as a person uses it. */
export class ProvenancePage {
  readonly #page: Page;
  readonly #panel: Locator;

  constructor(page: Page) {
    this.#page = page;
    // What the dock puts around a panel has its name too.
    this.#panel = page.getByRole('region', { name: 'Provenance', exact: true }).last();
  }

  /** Brings the panel to the front. */
  async open(): Promise<void> {
    await this.#page
      .getByRole('navigation', { name: 'Panels' })
      .getByRole('button', { name: 'Provenance', exact: true })
      .click();
    await this.#panel.waitFor();
  }

  /** Shows a file of the catalogue, by a part of its name. */
  async choose(name: string | RegExp): Promise<void> {
    await this.#panel.getByRole('button', { name: 'From catalogue…' }).first().click();
    await this.#chooseFile(name);
  }

  /** Compares with another file of the catalogue. */
  async compareWith(name: string | RegExp): Promise<void> {
    await this.#panel.getByRole('button', { name: 'Compare' }).click();
    await this.#page.getByRole('menuitem', { name: 'With a file of the catalogue…' }).click();
    await this.#chooseFile(name);
    await this.comparison().waitFor();
  }

  async #chooseFile(name: string | RegExp): Promise<void> {
    const files = this.#page.getByRole('grid', { name: 'Files of the catalogue' });
    await files.getByRole('row').filter({ hasText: name }).first().dblclick();
  }

  graph(): Locator {
    return this.#panel.getByRole('group', { name: /^Graph of the chain/ });
  }

  /** A file or an activity of the graph, by its label: `File, …` or `Activity, …`. */
  node(label: string | RegExp): Locator {
    return this.graph().getByRole('button', { name: label });
  }

  async chooseNode(label: string | RegExp): Promise<void> {
    await this.node(label).first().click();
    await this.sheet().waitFor();
  }

  /** Everything that is known of the chosen node. */
  sheet(): Locator {
    return this.#panel.getByRole('article');
  }

  comparison(): Locator {
    return this.#panel.getByRole('region', { name: 'Comparison' });
  }
}
