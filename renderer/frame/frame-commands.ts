import type { Command } from '../commands/command.ts';
import { useHistory } from '../history/history-store.ts';
import { panels } from '../panels/panels.ts';
import { useWorkbench } from '../panels/workbench-store.ts';
import { useDock } from './dock-store.ts';
import { useFrame } from './frame-store.ts';

/** Commands of the menu Edit. */
export function useEditCommands(): readonly Command[] {
  const history = useHistory();
  return [
    {
      id: 'edit.undo',
      get title() {
        return history.undoLabel === undefined ? 'Undo' : `Undo: ${history.undoLabel}`;
      },
      category: 'Edit',
      keys: ['Mod+Z'],
      isEnabled: () => history.undoLabel !== undefined,
      run: history.undo,
    },
    {
      id: 'edit.redo',
      get title() {
        return history.redoLabel === undefined ? 'Redo' : `Redo: ${history.redoLabel}`;
      },
      category: 'Edit',
      keys: ['Mod+Shift+Z', 'Mod+Y'],
      isEnabled: () => history.redoLabel !== undefined,
      run: history.redo,
    },
  ];
}

/** Commands that lead to the panels. */
export function useGoCommands(): readonly Command[] {
  const dock = useDock();
  return [
    ...panels.map(({ name, title, summary }, i): Command => ({
      id: `go.${name}`,
      title,
      category: 'Go',
      keys: [`Alt+${i + 1}`],
      aliases: [`go to ${title}`, summary],
      run: () => {
        dock.show(name);
      },
    })),
    {
      id: 'go.next',
      title: 'Next panel',
      category: 'Go',
      group: 'order',
      keys: ['Alt+PageDown', 'F6'],
      isEnabled: () => dock.openPanels.length > 1,
      run: () => {
        dock.step(1);
      },
    },
    {
      id: 'go.previous',
      title: 'Previous panel',
      category: 'Go',
      group: 'order',
      keys: ['Alt+PageUp', 'Shift+F6'],
      isEnabled: () => dock.openPanels.length > 1,
      run: () => {
        dock.step(-1);
      },
    },
  ];
}

/** Commands of the menu Help. */
export function useHelpCommands(): readonly Command[] {
  const frame = useFrame();
  const workbench = useWorkbench();
  const open = (name: 'palette' | 'keys' | 'about') => () => {
    frame.open(name);
  };
  return [
    {
      id: 'help.palette',
      title: 'Commands…',
      category: 'Help',
      keys: ['Mod+K', 'Mod+Shift+P'],
      run: open('palette'),
    },
    { id: 'help.keys', title: 'Keys…', category: 'Help', keys: ['?'], run: open('keys') },
    {
      id: 'help.guide',
      title: 'Guide',
      category: 'Help',
      keys: ['F1'],
      aliases: ['manual', 'documentation'],
      run: () => {
        const panel = panels.find(({ name }) => name === workbench.activePanel);
        frame.openGuide(panel?.guide ?? 'workbench.md');
      },
    },
    {
      id: 'help.about',
      title: 'About Photoelectron…',
      category: 'Help',
      group: 'about',
      aliases: ['version', 'licence'],
      run: open('about'),
    },
  ];
}
