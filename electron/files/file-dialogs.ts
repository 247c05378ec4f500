import path from 'node:path';
import type { BrowserWindow, Dialog, OpenDialogOptions } from 'electron';
import { z } from 'zod';
import { writeWholeFile } from '../../core/foundation/write-whole-file.ts';
import type { PageLine } from '../ipc/page-line.ts';
import { channels } from '../ipc/channels.ts';
import type { ShellStateFile } from '../shell-state.ts';
import { dialogFilters } from './dialog-filters.ts';
import type { KnownPaths } from './known-paths.ts';

/** Largest picture or table that the page may have written [bytes]. */
const MAX_CONTENT_BYTES = 512 * 1024 * 1024;

const questionShape = {
  title: z.string().min(1).max(200),
  filters: z
    .record(z.string().min(1).max(100), z.array(z.string().regex(/^[\w.-]{1,30}$/)).max(50))
    .optional(),
};
/** A name of a file, not a path. */
const fileName = z.string().regex(/^(?!\.{1,2}$)[^/\\\p{Cc}]{1,200}$/u);
const saveQuestion = z.strictObject({ ...questionShape, defaultName: fileName });

/** What dialogs are shown with. */
export interface DialogContext {
  readonly dialog: Pick<Dialog, 'showOpenDialog' | 'showSaveDialog'>;
  /** The window over which they stand. */
  readonly window: () => BrowserWindow | undefined;
  readonly stateFile: ShellStateFile;
  readonly knownPaths: KnownPaths;
  /** Where the first dialog of a kind begins. */
  readonly firstFolder: string;
}

/** Answers the page's questions for files. What is chosen may be read, or written, from then on. */
export function answerFileQuestions(line: PageLine, context: DialogContext): void {
  const { knownPaths } = context;

  const folderQuestion = z.strictObject({ ...questionShape, forWriting: z.boolean().optional() });
  line.handle(channels.chooseFolder, folderQuestion, async ({ title, forWriting = false }) => {
    const folders = await open(context, forWriting ? 'output' : 'folder', {
      title,
      properties: forWriting ? ['openDirectory', 'createDirectory'] : ['openDirectory'],
    });
    const folder = folders.at(0);
    if (folder === undefined) return undefined;
    await knownPaths.grant(forWriting ? { writable: [folder] } : { readable: [folder] });
    return folder;
  });

  const filesQuestion = z.strictObject({ ...questionShape, several: z.boolean().optional() });
  line.handle(channels.chooseFiles, filesQuestion, async ({ title, several, filters }) => {
    const files = await open(context, 'file', {
      title,
      filters: dialogFilters(filters, process.platform),
      properties: several === true ? ['openFile', 'multiSelections'] : ['openFile'],
    });
    await knownPaths.grant({ readable: files });
    return files;
  });

  line.handle(channels.chooseSaveTarget, saveQuestion, async (question) => {
    const file = await save(context, question);
    if (file !== undefined) await knownPaths.grant({ writable: [file] });
    return file;
  });

  const saveRequest = z.strictObject({
    question: saveQuestion,
    content: z.instanceof(Uint8Array).refine((bytes) => bytes.byteLength <= MAX_CONTENT_BYTES),
  });
  line.handle(channels.saveFile, saveRequest, async ({ question, content }) => {
    const file = await save(context, question);
    // The dialog has asked whether a file that is there shall be replaced.
    if (file !== undefined) await writeWholeFile(file, content, true);
    return file;
  });
}

async function open(
  context: DialogContext,
  kind: string,
  options: OpenDialogOptions,
): Promise<readonly string[]> {
  const window = context.window();
  if (window === undefined) return [];
  const { canceled, filePaths } = await context.dialog.showOpenDialog(window, {
    ...options,
    defaultPath: folderOf(context, kind),
  });
  const first = filePaths.at(0);
  if (canceled || first === undefined) return [];
  remember(
    context,
    kind,
    options.properties?.includes('openDirectory') === true ? first : path.dirname(first),
  );
  return filePaths;
}

async function save(
  context: DialogContext,
  { title, filters, defaultName }: z.output<typeof saveQuestion>,
): Promise<string | undefined> {
  const window = context.window();
  if (window === undefined) return undefined;
  const { canceled, filePath } = await context.dialog.showSaveDialog(window, {
    title,
    filters: dialogFilters(filters, process.platform),
    defaultPath: path.join(folderOf(context, 'save'), defaultName),
    properties: ['createDirectory', 'showOverwriteConfirmation'],
  });
  if (canceled || filePath === '') return undefined;
  remember(context, 'save', path.dirname(filePath));
  return filePath;
}

/** Folder of the last dialog of the kind: Electron would begin each in the folder for downloads. */
function folderOf({ stateFile, firstFolder }: DialogContext, kind: string): string {
  return stateFile.state.dialogFolders[kind] ?? firstFolder;
}

function remember({ stateFile }: DialogContext, kind: string, folder: string): void {
  stateFile.update({ dialogFolders: { ...stateFile.state.dialogFolders, [kind]: folder } });
}
