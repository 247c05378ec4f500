import { Menu } from 'electron';
import type { MenuEntry } from '../../renderer/desktop/desktop-bridge.ts';
import { firstMenu, type MenuContext, menuTemplate } from './menu-template.ts';

/** The native menu of the window: what the page sent last, with the recent files as they are now. */
export class WindowMenu {
  readonly #context: () => MenuContext;
  #entries: readonly MenuEntry[] = firstMenu;
  #shown = '';

  constructor(context: () => MenuContext) {
    this.#context = context;
  }

  set(entries: readonly MenuEntry[]): void {
    this.#entries = entries;
    this.show();
  }

  /** Makes the native menu anew where something of it has changed. */
  show(): void {
    const context = this.#context();
    const content = JSON.stringify([this.#entries, context.recentPaths]);
    if (content === this.#shown) return;
    this.#shown = content;
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(this.#entries, context)));
  }
}
