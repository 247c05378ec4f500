import type { MenuItemConstructorOptions } from 'electron';
import type { MenuEntry } from '../../renderer/desktop/desktop-bridge.ts';

/** What stands behind the entries of the menu. */
export interface MenuContext {
  readonly platform: NodeJS.Platform;
  /** Tools for looking into the page are there. */
  readonly devTools: boolean;
  readonly onCommand: (id: string) => void;
}

/**
 * The native menu made of what the page's commands are. Keys are shown only: the page handles them, so
 * that they do the same in a browser. On a Mac menus take keys themselves, after the page did; keys
 * without a modifier are left out there, because they would take letters away from text fields.
 */
export function menuTemplate(
  entries: readonly MenuEntry[],
  context: MenuContext,
): MenuItemConstructorOptions[] {
  const items = entries.flatMap((entry) => itemsOf(entry, context));
  return context.platform === 'darwin' ? [{ role: 'appMenu' }, ...items] : items;
}

/** The menu as long as there is no page that has one. */
export const firstMenu: readonly MenuEntry[] = [
  { kind: 'menu', label: '&File', entries: [{ kind: 'role', role: 'quit' }] },
  { kind: 'menu', label: '&Edit', entries: [{ kind: 'role', role: 'edit' }] },
  {
    kind: 'menu',
    label: '&View',
    entries: [
      { kind: 'role', role: 'fullscreen' },
      { kind: 'role', role: 'devtools' },
    ],
  },
];

function itemsOf(entry: MenuEntry, context: MenuContext): MenuItemConstructorOptions[] {
  switch (entry.kind) {
    case 'separator':
      return [{ type: 'separator' }];
    case 'menu':
      return [
        {
          label: entry.label,
          submenu: entry.entries.flatMap((inner) => itemsOf(inner, context)),
        },
      ];
    case 'command': {
      const { id, label, accelerator, enabled, checked } = entry;
      const isShown = accelerator !== undefined && isUsable(accelerator, context.platform);
      return [
        {
          id,
          label,
          enabled,
          click: () => {
            context.onCommand(id);
          },
          ...(checked === undefined ? {} : { type: 'checkbox', checked }),
          ...(isShown ? { accelerator, registerAccelerator: false } : {}),
        },
      ];
    }
    case 'role':
      return roleItems(entry.role, context);
  }
}

function isUsable(accelerator: string, platform: NodeJS.Platform): boolean {
  return platform !== 'darwin' || /^(CmdOrCtrl|CommandOrControl|Cmd|Ctrl|Alt)\+/.test(accelerator);
}

function roleItems(
  role: (MenuEntry & { kind: 'role' })['role'],
  context: MenuContext,
): MenuItemConstructorOptions[] {
  switch (role) {
    case 'edit':
      return [{ role: 'cut' }, { role: 'copy' }, { role: 'paste' }, { role: 'selectAll' }];
    case 'quit':
      return [context.platform === 'darwin' ? { role: 'close' } : { role: 'quit' }];
    case 'zoom':
      return [{ role: 'zoomIn' }, { role: 'zoomOut' }, { role: 'resetZoom' }];
    case 'fullscreen':
      return [{ role: 'togglefullscreen' }];
    case 'devtools':
      return context.devTools ? [{ role: 'toggleDevTools' }] : [];
  }
}
