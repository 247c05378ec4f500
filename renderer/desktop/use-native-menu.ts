import { onScopeDispose, watch } from 'vue';
import { type CommandMenuEntry, commandMenus } from '../commands/command-menus.ts';
import { useCommands } from '../commands/command-registry.ts';
import { useKeyBindings } from '../commands/key-bindings.ts';
import { accelerator } from './accelerator.ts';
import { desktopBridge, type MenuEntry } from './desktop-bridge.ts';

const MAX_LABEL = 100;

/** Keeps the window's own menu the same as the commands; does nothing in a browser. */
export function useNativeMenu(): void {
  const bridge = desktopBridge();
  if (bridge === undefined) return;
  const commands = useCommands();
  const bindings = useKeyBindings();

  function entryOf(entry: CommandMenuEntry): MenuEntry {
    if (entry.kind === 'separator') return entry;
    if (entry.kind === 'menu') {
      return { kind: 'menu', label: entry.label, entries: entry.entries.map(entryOf) };
    }
    const { command } = entry;
    const keys = accelerator(bindings.keysOf(command).at(0) ?? '');
    return {
      kind: 'command',
      id: command.id,
      label: menuLabel(command.title),
      enabled: command.isEnabled?.() !== false,
      ...(keys === undefined ? {} : { accelerator: keys }),
      ...(command.isChecked === undefined ? {} : { checked: command.isChecked() }),
    };
  }

  function menu(): readonly MenuEntry[] {
    return commandMenus(commands.all).map(({ label, entries }) => ({
      kind: 'menu',
      label,
      entries: [...entries.map(entryOf), ...systemEntries(label)],
    }));
  }

  // Several changes of one moment are one menu.
  watch(
    menu,
    (made) => {
      bridge.setMenu(made);
    },
    { immediate: true, flush: 'post' },
  );
  onScopeDispose(bridge.onCommand((id) => commands.run(id)));
}

/** An ampersand would else underline the letter behind it; what is longer no menu can show. */
function menuLabel(title: string): string {
  return title.replaceAll('&', '&&').slice(0, MAX_LABEL);
}

/** What the system does itself. */
function systemEntries(menu: string): readonly MenuEntry[] {
  const roles: Readonly<Record<string, readonly MenuEntry[] | undefined>> = {
    File: [{ kind: 'separator' }, { kind: 'role', role: 'quit' }],
    Edit: [{ kind: 'separator' }, { kind: 'role', role: 'edit' }],
    View: [
      { kind: 'separator' },
      { kind: 'role', role: 'zoom' },
      { kind: 'role', role: 'fullscreen' },
    ],
    Help: [{ kind: 'separator' }, { kind: 'role', role: 'devtools' }],
  };
  return roles[menu] ?? [];
}
