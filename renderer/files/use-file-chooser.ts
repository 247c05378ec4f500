import { desktopBridge, type FileQuestion } from '../desktop/desktop-bridge.ts';
import { downloadFile } from './download-file.ts';
import { useFileQuestions } from './file-question-store.ts';
import { savedName } from './saved-name.ts';

/** Ways to ask the user for files; every one gives undefined, or nothing, where the user thinks better of it. */
export interface FileChooser {
  readonly chooseFolder: (
    question: FileQuestion & { readonly forWriting?: boolean },
  ) => Promise<string | undefined>;
  readonly chooseFiles: (
    question: FileQuestion & { readonly several?: boolean },
  ) => Promise<readonly string[]>;
  /** Where the engine shall write. */
  readonly chooseSaveTarget: (
    question: FileQuestion & { readonly defaultName: string },
  ) => Promise<string | undefined>;
  /**
   * Saves what the page made: at a place that is asked for, or in a browser as a download.
   *
   * @returns whether it was saved, as far as the page can know
   */
  readonly saveFile: (
    name: string,
    content: Uint8Array<ArrayBuffer> | string,
    filters?: FileQuestion['filters'],
  ) => Promise<boolean>;
}

/** The system's dialogs in the window; in a browser an own one over the folders that the engine may read. */
export function useFileChooser(): FileChooser {
  const bridge = desktopBridge();
  const { ask } = useFileQuestions();
  if (bridge === undefined) {
    return {
      chooseFolder: async ({ forWriting = false, ...question }) =>
        (await ask({ kind: 'folder', forWriting, ...question })).at(0),
      chooseFiles: ({ several = false, ...question }) =>
        ask({ kind: 'files', several, ...question }),
      chooseSaveTarget: async (question) => (await ask({ kind: 'target', ...question })).at(0),
      saveFile: (name, content) => {
        downloadFile(savedName(name), content);
        return Promise.resolve(true);
      },
    };
  }
  return {
    chooseFolder: (question) => bridge.chooseFolder(question),
    chooseFiles: (question) => bridge.chooseFiles(question),
    chooseSaveTarget: (question) => bridge.chooseSaveTarget(question),
    saveFile: async (name, content, filters) => {
      const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
      const defaultName = savedName(name);
      const question = { title: `Save ${defaultName}`, defaultName };
      const target = await bridge.saveFile(
        filters === undefined ? question : { ...question, filters },
        bytes,
      );
      return target !== undefined;
    },
  };
}
