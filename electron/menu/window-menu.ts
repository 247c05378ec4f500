import { Menu } from 'electron';
import type { MenuEntry } from '../../renderer/desktop/desktop-bridge.ts';
import { firstMenu, type MenuContext, menuTemplate } from './menu-template.ts';

/** The native menu of the window: what the page sent last. */
export class WindowMenu {
  readonly #context: MenuContext;
  #shown = '';

  constructor(context: MenuContext) {
    this.#context = context;
  }

  /** Makes the native menu anew where something of it has changed. */
  show(entries: readonly MenuEntry[] = firstMenu): void {
    const content = JSON.stringify(entries);
    if (content === this.#shown) return;
    this.#shown = content;
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(entries, this.#context)));
  }
}
