import type { Locator, Page } from 'playwright-core';

/** The frame of the workbench, as a person uses it: by names of things, with mouse and keyboard. */
export class WorkbenchPage {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Brings a panel to the front by the rail. */
  async showPanel(title: string): Promise<void> {
    const rail = this.#page.getByRole('navigation', { name: 'Panels' });
    await rail.getByRole('button', { name: title, exact: true }).click();
    await this.tab(title)
      .and(this.#page.getByRole('tab', { selected: true }))
      .waitFor();
  }

  /** Tabs of panels; panels have tabs inside as well. */
  #tabs(): Locator {
    return this.#page.locator('[data-tab-panel-id]');
  }

  tab(title: string): Locator {
    return this.#tabs().and(this.#page.getByRole('tab', { name: title, exact: true }));
  }

  /** Titles of the panels that are open. */
  async openPanels(): Promise<string[]> {
    const titles = await this.#tabs().allTextContents();
    return titles.map((title) => title.trim()).sort();
  }

  /** Titles of the panels that are to be seen, one of each group of tabs. */
  async visiblePanels(): Promise<string[]> {
    const selected = this.#page.getByRole('tab', { selected: true });
    const titles = await this.#tabs().and(selected).allTextContents();
    return titles.map((title) => title.trim()).sort();
  }

  /** Closes a panel with the button beside its tab. */
  async closePanel(title: string): Promise<void> {
    await this.tab(title).click();
    await this.#page.getByRole('button', { name: `Close ${title}`, exact: true }).click();
    await this.tab(title).waitFor({ state: 'detached' });
  }

  /** Has a command done by the palette, with the keyboard alone. */
  async command(title: string): Promise<void> {
    await this.#page.keyboard.press('Control+k');
    const palette = this.#page.getByRole('dialog', { name: 'Commands' });
    const field = palette.getByRole('combobox', { name: 'Find a command' });
    await field.fill(title);
    await palette.getByRole('option', { name: title, selected: true }).waitFor();
    await this.#page.keyboard.press('Enter');
    await palette.waitFor({ state: 'hidden' });
  }

  /** Names of the commands that the palette finds, the best first. */
  async findCommands(typed: string): Promise<string[]> {
    await this.#page.keyboard.press('Control+k');
    const palette = this.#page.getByRole('dialog', { name: 'Commands' });
    await palette.getByRole('combobox', { name: 'Find a command' }).fill(typed);
    await palette.getByRole('option', { selected: true }).waitFor();
    const names = await palette.getByRole('option').allTextContents();
    await this.#page.keyboard.press('Escape');
    return names.map((name) => name.trim());
  }

  /** Has a command done by the menus of the page: `chooseFromMenu('View', 'Theme', 'Light theme')`. */
  async chooseFromMenu(menu: string, ...items: readonly string[]): Promise<void> {
    const bar = this.#page.getByRole('menubar', { name: 'Menu' });
    await bar.getByRole('menuitem', { name: menu, exact: true }).click();
    for (const item of items) {
      const plain = this.#page.getByRole('menuitem', { name: item });
      await plain
        .or(this.#page.getByRole('menuitemcheckbox', { name: item }))
        .last()
        .click();
    }
  }

  /** Chooses files or a folder with the dialog of the page, which is open. */
  async chooseInFolder(folder: string, ...files: readonly string[]): Promise<void> {
    // It may stand over another one.
    const place = this.#page.getByRole('textbox', { name: 'Folder', exact: true });
    const dialog = this.#page.getByRole('dialog').filter({ has: place });
    await place.fill(folder);
    await place.press('Enter');
    for (const file of files) await dialog.getByRole('option', { name: file }).click();
    await dialog.getByRole('button', { name: /^(Open|Choose this folder)/ }).click();
    await dialog.waitFor({ state: 'hidden' });
  }

  /** Opens files with the menu and the dialog of the page. */
  async openFiles(folder: string, ...files: readonly string[]): Promise<void> {
    await this.command('Open files…');
    await this.chooseInFolder(folder, ...files);
  }

  /** Adds a folder to the catalogue. */
  async addFolder(folder: string): Promise<void> {
    await this.command('Add a folder…');
    await this.chooseInFolder(folder);
  }

  /** Messages that lie over the page. */
  newMessages(): Locator {
    return this.#page.getByRole('log', { name: 'New messages' });
  }

  /** Waits for a message. */
  async readMessage(text: string | RegExp): Promise<void> {
    await this.newMessages().getByText(text).first().waitFor();
  }

  /** Waits until the engine is there. */
  async waitForEngine(): Promise<void> {
    await this.#page.getByText('Engine ready').waitFor();
  }

  /** Opens the guide at the page of the panel and gives its title. */
  async openGuide(): Promise<string> {
    await this.#page.keyboard.press('F1');
    const guide = this.#page.getByRole('dialog', { name: 'Guide' });
    const heading = guide.getByRole('heading', { level: 1 });
    await heading.waitFor();
    return (await heading.textContent())?.trim() ?? '';
  }

  /** Closes whatever window of the frame is open. */
  async closeDialog(): Promise<void> {
    const dialog = this.#page.getByRole('dialog');
    await this.#page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
  }

  /** Sets the theme in the settings. */
  async setTheme(theme: 'As the system' | 'Dark' | 'Light'): Promise<void> {
    await this.#page.keyboard.press('Control+,');
    const dialog = this.#page.getByRole('dialog', { name: 'Settings' });
    await dialog.getByText(theme, { exact: true }).click();
    await dialog.getByRole('button', { name: 'Done' }).click();
    await dialog.waitFor({ state: 'hidden' });
  }

  /** Gives a command other keys in the settings: those that are pressed there. */
  async setKeys(command: string, keys: string): Promise<void> {
    await this.#page.keyboard.press('Control+,');
    const dialog = this.#page.getByRole('dialog', { name: 'Settings' });
    await dialog.getByRole('searchbox', { name: 'Find a command' }).fill(command);
    await dialog.getByRole('button', { name: new RegExp(`^Keys of ${command} `) }).click();
    await this.#page.keyboard.press(keys);
    await dialog.getByRole('button', { name: 'Done' }).click();
    await dialog.waitFor({ state: 'hidden' });
  }

  /** Keeps the present session under a name. */
  async keepSession(name: string): Promise<void> {
    await this.command('Sessions…');
    const dialog = this.#page.getByRole('dialog', { name: 'Sessions' });
    await dialog.getByLabel('Keep the present one as').fill(name);
    await dialog.getByRole('button', { name: 'Keep', exact: true }).click();
    await dialog.getByRole('list', { name: 'Kept sessions' }).getByText(name).waitFor();
    await this.closeDialog();
  }

  /** Opens a kept session; the page begins anew. */
  async openSession(name: string): Promise<void> {
    await this.command('Sessions…');
    const row = this.#page.getByRole('listitem').filter({ hasText: name });
    await Promise.all([
      this.#page.waitForEvent('load'),
      row.getByRole('button', { name: 'Open', exact: true }).click(),
    ]);
    await this.waitForEngine();
  }
}
