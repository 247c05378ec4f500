import { useEngine } from '../engine/engine-link.ts';
import { useMessages } from '../messages/message-store.ts';
import { useFileChooser } from './use-file-chooser.ts';
import { eventFileFilters, useOpenPaths } from './use-open-paths.ts';

/** What is offered to who has no data open yet. */
export interface OpenCommands {
  readonly askForFiles: () => Promise<void>;
  readonly askForFolder: () => Promise<void>;
  /** Opens an event of the data that come with the program. */
  readonly openSample: () => Promise<void>;
}

/** Asks for files and folders and opens them, within a component; what fails is told as a message. */
export function useOpenCommands(): OpenCommands {
  const engine = useEngine();
  const messages = useMessages();
  const chooser = useFileChooser();
  const { openPaths, openFile, addFolder } = useOpenPaths();

  async function told(action: () => Promise<void>): Promise<void> {
    try {
      await action();
    } catch (error) {
      messages.report(error);
    }
  }

  return {
    askForFiles: () =>
      told(async () => {
        await openPaths(
          await chooser.chooseFiles({
            title: 'Open files',
            several: true,
            filters: eventFileFilters,
          }),
        );
      }),
    askForFolder: () =>
      told(async () => {
        const folder = await chooser.chooseFolder({ title: 'Add a folder to the catalogue' });
        if (folder !== undefined) await addFolder(folder);
      }),
    openSample: () =>
      told(async () => {
        const sample = (await engine.request('samples.list', {})).at(0);
        if (sample !== undefined) openFile(sample.path);
      }),
  };
}
