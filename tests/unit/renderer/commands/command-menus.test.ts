import { describe, expect, it } from 'vitest';
import type { Command } from '../../../../renderer/commands/command.ts';
import { commandMenus } from '../../../../renderer/commands/command-menus.ts';

function command(id: string, more: Partial<Command> = {}): Command {
  return { id, title: id, category: 'File', run: () => undefined, ...more };
}

describe('commandMenus', () => {
  it('makes a menu of every category that has commands, in the order of the menu bar', () => {
    const menus = commandMenus([
      command('about', { category: 'Help' }),
      command('next', { category: 'Event' }),
      command('open'),
    ]);
    expect(menus.map(({ label }) => label)).toEqual(['File', 'Event', 'Help']);
  });

  it('sets groups apart and gathers submenus where their first command stands', () => {
    const open = command('open');
    const first = command('first', { submenu: 'Open recent' });
    const close = command('close');
    const second = command('second', { submenu: 'Open recent' });
    const settings = command('settings', { group: 'settings' });
    const [menu] = commandMenus([open, first, close, settings, second]);
    expect(menu.entries).toEqual([
      { kind: 'command', command: open },
      {
        kind: 'menu',
        label: 'Open recent',
        entries: [
          { kind: 'command', command: first },
          { kind: 'command', command: second },
        ],
      },
      { kind: 'command', command: close },
      { kind: 'separator' },
      { kind: 'command', command: settings },
    ]);
  });
});
