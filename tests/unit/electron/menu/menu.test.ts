import { describe, expect, it } from 'vitest';
import { menuSchema } from '../../../../electron/menu/menu-schema.ts';
import {
  firstMenu,
  type MenuContext,
  menuTemplate,
} from '../../../../electron/menu/menu-template.ts';
import type { MenuEntry } from '../../../../renderer/desktop/desktop-bridge.ts';

const context = (change: Partial<MenuContext> = {}): MenuContext => ({
  platform: 'linux',
  devTools: false,
  onCommand: () => undefined,
  ...change,
});

const file: MenuEntry = {
  kind: 'menu',
  label: 'File',
  entries: [
    { kind: 'command', id: 'file.open', label: 'Open…', accelerator: 'CmdOrCtrl+O', enabled: true },
    { kind: 'separator' },
    {
      kind: 'command',
      id: 'view.mask',
      label: 'Mask',
      accelerator: 'M',
      enabled: false,
      checked: true,
    },
    { kind: 'role', role: 'quit' },
  ],
};

describe('the native menu', () => {
  it('is what the page sent; keys are shown only', () => {
    const [menu] = menuTemplate([file], context());
    expect(menu.label).toBe('File');
    expect(menu.submenu).toMatchObject([
      { id: 'file.open', accelerator: 'CmdOrCtrl+O', registerAccelerator: false, enabled: true },
      { type: 'separator' },
      {
        id: 'view.mask',
        accelerator: 'M',
        registerAccelerator: false,
        enabled: false,
        type: 'checkbox',
        checked: true,
      },
      { role: 'quit' },
    ]);
  });

  it('tells the page which command was chosen', () => {
    const chosen: string[] = [];
    const [menu] = menuTemplate([file], context({ onCommand: (id) => chosen.push(id) }));
    const [open] = menu.submenu as { click: () => void }[];
    open.click();
    expect(chosen).toEqual(['file.open']);
  });

  it('takes no letters away from text fields on a Mac, which has a menu of the program first', () => {
    const [own, menu] = menuTemplate([file], context({ platform: 'darwin' }));
    expect(own).toEqual({ role: 'appMenu' });
    const [open, , mask] = menu.submenu as { accelerator?: string }[];
    expect([open.accelerator, mask.accelerator]).toEqual(['CmdOrCtrl+O', undefined]);
  });

  it('has tools for looking into the page only where they are allowed', () => {
    const roles = (devTools: boolean) =>
      JSON.stringify(menuTemplate(firstMenu, context({ devTools })));
    expect(roles(false)).not.toContain('toggleDevTools');
    expect(roles(true)).toContain('toggleDevTools');
  });

  it.each([
    ['an unknown kind', [{ kind: 'script', run: 'x' }]],
    ['a role that was not asked for', [{ kind: 'role', role: 'reload' }]],
    ['more than is known', [{ kind: 'separator', click: 'x' }]],
    ['a label without text', [{ kind: 'menu', label: '', entries: [] }]],
    [
      'keys that are none',
      [{ kind: 'command', id: 'a', label: 'A', enabled: true, accelerator: 'é é' }],
    ],
    ['too many entries', Array.from({ length: 101 }, () => ({ kind: 'separator' }))],
    [
      'menus without end',
      [1, 2, 3, 4, 5].reduce<unknown[]>((entries) => [{ kind: 'menu', label: 'A', entries }], []),
    ],
    ['no list', { kind: 'separator' }],
  ])('refuses %s', (_, entries) => {
    expect(menuSchema.safeParse(entries).success).toBe(false);
  });

  it('takes what the page sends', () => {
    expect(menuSchema.parse([file])).toEqual([file]);
    expect(menuSchema.parse(firstMenu)).toEqual(firstMenu);
  });
});
