import { EngineError } from '../../core/contract/engine-error.ts';
import { desktopBridge } from '../desktop/desktop-bridge.ts';
import { useEngine } from '../engine/engine-link.ts';
import { useMessages } from '../messages/message-store.ts';
import { useWorkbench } from '../panels/workbench-store.ts';
import { useSettings } from '../settings/settings-store.ts';
import { eventReference } from './event-reference.ts';
import { withRecent } from './recent-paths.ts';

/** What event files are called, for dialogs. */
export const eventFileFilters = {
  'Event files': ['simtel.zst', 'simtel.gz', 'simtel', 'h5', 'hdf5'],
};

/** Ways to open files and folders, however the user named them. */
export interface PathOpener {
  /** Opens the first file in Events; adds folders to the catalogue and has them scanned. */
  readonly openPaths: (paths: readonly string[]) => Promise<void>;
  readonly addFolder: (path: string) => Promise<void>;
  readonly openFile: (path: string) => void;
  /** Puts a file or folder among the recent ones. */
  readonly remember: (path: string) => void;
}

/** Opening of files and folders, within a component. */
export function useOpenPaths(): PathOpener {
  const engine = useEngine();
  const workbench = useWorkbench();
  const messages = useMessages();
  const { settings } = useSettings();

  function remember(path: string): void {
    settings.recent = withRecent(path, settings.recent);
    desktopBridge()?.addRecent(path);
  }

  async function addFolder(path: string): Promise<void> {
    const root = await engine.request('roots.add', { path });
    await engine.request('jobs.submit', { request: { kind: 'scan', rootId: root.id } });
    remember(path);
    workbench.showPanel('nights');
  }

  function openFile(text: string): void {
    workbench.openEvent(eventReference(text));
  }

  async function isFolder(path: string): Promise<boolean> {
    try {
      await engine.request('folders.list', { path });
      return true;
    } catch (error) {
      if (error instanceof EngineError && error.code === 'argument-invalid') return false;
      // A name with an event behind is that of no folder.
      if (error instanceof EngineError && eventReference(path).eventId !== undefined) return false;
      throw error;
    }
  }

  async function openPaths(paths: readonly string[]): Promise<void> {
    const files: string[] = [];
    for (const path of paths) {
      try {
        if (await isFolder(path)) await addFolder(path);
        else files.push(path);
      } catch (error) {
        messages.report(error);
      }
    }
    const first = files.at(0);
    if (first === undefined) return;
    const others = files.slice(1);
    for (const path of others) remember(eventReference(path).path);
    openFile(first);
    if (others.length === 0) return;
    messages.show({
      level: 'info',
      text: `The first of ${files.length} files is shown; the others are among the recent ones in the menu File.`,
    });
  }

  return { openPaths, addFolder, openFile, remember };
}
