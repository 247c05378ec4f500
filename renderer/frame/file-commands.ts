import type { Command } from '../commands/command.ts';
import { desktopBridge } from '../desktop/desktop-bridge.ts';
import { RECENT_MENU } from '../files/recent-menu.ts';
import { useOpenCommands } from '../files/use-open-commands.ts';
import { useOpenPaths } from '../files/use-open-paths.ts';
import { useSettings } from '../settings/settings-store.ts';
import { useFrame } from './frame-store.ts';

/** Commands of the menu File, within a component; the recent files come and go. */
export function useFileCommands(): () => readonly Command[] {
  const { askForFiles, askForFolder, openSample } = useOpenCommands();
  const { openPaths } = useOpenPaths();
  const { settings } = useSettings();
  const frame = useFrame();
  const fixed: readonly Command[] = [
    {
      id: 'file.open',
      title: 'Open files…',
      category: 'File',
      keys: ['Mod+O'],
      aliases: ['event file', 'load'],
      run: askForFiles,
    },
    {
      id: 'file.add-folder',
      title: 'Add a folder…',
      category: 'File',
      keys: ['Mod+Shift+O'],
      aliases: ['catalogue root', 'scan directory'],
      run: askForFolder,
    },
    {
      id: 'file.sample',
      title: 'Open the sample event',
      category: 'File',
      aliases: ['example', 'demo'],
      run: openSample,
    },
  ];
  const last: readonly Command[] = [
    {
      id: 'file.sessions',
      title: 'Sessions…',
      category: 'File',
      group: 'session',
      aliases: ['save session', 'restore session'],
      run: () => {
        frame.open('sessions');
      },
    },
    {
      id: 'file.settings',
      title: 'Settings…',
      category: 'File',
      group: 'session',
      keys: ['Mod+,'],
      aliases: ['preferences', 'options'],
      run: () => {
        frame.open('settings');
      },
    },
  ];
  return () => {
    const recent = settings.recent.map((path, i): Command => ({
      id: `file.recent.${i + 1}`,
      title: path,
      category: 'File',
      submenu: RECENT_MENU,
      aliases: ['recent'],
      run: () => openPaths([path]),
    }));
    const forget: Command = {
      id: 'file.forget-recent',
      title: 'Forget recent files',
      category: 'File',
      submenu: RECENT_MENU,
      isEnabled: () => settings.recent.length > 0,
      run: () => {
        settings.recent = [];
        desktopBridge()?.forgetRecent();
      },
    };
    return [...fixed, ...recent, forget, ...last];
  };
}
