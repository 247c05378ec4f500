import type { Command } from '../commands/command.ts';
import { useConfirm } from '../files/use-confirm.ts';
import { useMessages } from '../messages/message-store.ts';
import { useSettings } from '../settings/settings-store.ts';
import { dockLayouts } from './dock-layouts.ts';
import { useDock } from './dock-store.ts';
import { useFrame } from './frame-store.ts';

const themes = [
  ['system', 'Theme as the system'],
  ['dark', 'Dark theme'],
  ['light', 'Light theme'],
] as const;

/** Commands of the menu View, within a component; own arrangements come and go. */
export function useViewCommands(): () => readonly Command[] {
  const dock = useDock();
  const frame = useFrame();
  const messages = useMessages();
  const { settings } = useSettings();
  const { confirm } = useConfirm();

  const layouts = dockLayouts.map((layout, i): Command => ({
    id: `view.layout.${layout.title.toLowerCase().replaceAll(' ', '-')}`,
    title: `Layout: ${layout.title}`,
    category: 'View',
    submenu: 'Layout',
    keys: [`Mod+Alt+${i + 1}`],
    aliases: ['arrangement', 'preset'],
    run: () => {
      dock.apply(layout);
    },
  }));
  const arranging: readonly Command[] = [
    {
      id: 'view.keep-layout',
      title: 'Keep this layout…',
      category: 'View',
      submenu: 'Layout',
      aliases: ['save layout'],
      run: () => {
        frame.open('layouts');
      },
    },
    {
      id: 'view.reset-layout',
      title: 'Reset the layout',
      category: 'View',
      submenu: 'Layout',
      run: () => {
        dock.apply(dockLayouts[0]);
      },
    },
    {
      id: 'view.split-right',
      title: 'Put the panel to the right',
      category: 'View',
      group: 'panel',
      keys: ['Mod+\\'],
      aliases: ['split right', 'side by side'],
      isEnabled: () => dock.canSplit,
      run: () => {
        dock.split('right');
      },
    },
    {
      id: 'view.split-down',
      title: 'Put the panel below',
      category: 'View',
      group: 'panel',
      keys: ['Mod+Shift+\\'],
      aliases: ['split down'],
      isEnabled: () => dock.canSplit,
      run: () => {
        dock.split('below');
      },
    },
    {
      id: 'view.join',
      title: 'Put the panel back to the others',
      category: 'View',
      group: 'panel',
      aliases: ['join groups', 'unsplit'],
      isEnabled: () => dock.groupCount > 1,
      run: dock.join,
    },
    {
      id: 'view.close-panel',
      title: 'Close the panel',
      category: 'View',
      group: 'panel',
      // Ctrl+W belongs to the browser.
      keys: ['Alt+W'],
      aliases: ['close tab'],
      isEnabled: () => dock.canClose,
      run: dock.close,
    },
  ];
  const themeCommands = themes.map(([theme, title]): Command => ({
    id: `view.theme.${theme}`,
    title,
    category: 'View',
    group: 'theme',
    submenu: 'Theme',
    aliases: ['colours', 'appearance'],
    isChecked: () => settings.theme === theme,
    run: () => {
      settings.theme = theme;
    },
  }));
  const messageCommands: readonly Command[] = [
    {
      id: 'view.messages',
      title: 'Messages…',
      category: 'View',
      group: 'messages',
      keys: ['Mod+Shift+M'],
      run: () => {
        frame.open('messages');
      },
    },
  ];

  async function forget(name: string): Promise<void> {
    const isAgreed = await confirm({
      title: `Delete the layout “${name}”?`,
      text: 'The panels stay where they are now.',
      confirmLabel: 'Delete',
      danger: true,
    });
    if (!isAgreed) return;
    settings.layouts = Object.fromEntries(
      Object.entries(settings.layouts).filter(([other]) => other !== name),
    );
  }

  return () => {
    const own = Object.entries(settings.layouts).flatMap(([name, layout]): Command[] => [
      {
        id: `view.own-layout.${name}`,
        title: `Layout: ${name}`,
        category: 'View',
        submenu: 'Layout',
        run: () => {
          if (dock.restore(layout)) return;
          messages.show({
            level: 'warning',
            text: `The layout “${name}” is of another version of the program and cannot be used.`,
          });
        },
      },
      {
        id: `view.forget-layout.${name}`,
        title: `Delete layout ${name}…`,
        category: 'View',
        submenu: 'Delete layout',
        run: () => forget(name),
      },
    ]);
    return [...layouts, ...own, ...arranging, ...themeCommands, ...messageCommands];
  };
}
