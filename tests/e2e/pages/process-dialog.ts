import type { Locator, Page } from 'playwright-core';

/** The dialog that processes runs with a configuration. */
export class ProcessDialog {
  readonly dialog: Locator;

  constructor(page: Page) {
    this.dialog = page.getByRole('dialog', { name: /^Process runs/ });
  }

  async chooseConfiguration(name: string): Promise<void> {
    await this.dialog.getByLabel('Configuration', { exact: true }).selectOption({ label: name });
  }

  /** Goes to choose where products are written; a dialog asks. */
  async askForFolder(): Promise<void> {
    await this.dialog.getByRole('button', { name: 'Choose folder…' }).click();
  }

  /** Waits until a folder is chosen. */
  async hasFolder(folder: string): Promise<void> {
    await this.dialog.getByText(folder, { exact: true }).waitFor();
  }

  /** Has images written too, whatever the configuration says. */
  async writeImages(): Promise<void> {
    const choice = this.dialog.getByRole('radiogroup', { name: 'Write images' });
    await choice.getByText('Yes', { exact: true }).click();
  }

  /** Submits the job. */
  async process(): Promise<void> {
    await this.dialog.getByRole('button', { name: 'Process', exact: true }).click();
    await this.dialog.waitFor({ state: 'detached' });
  }
}
