import { existsSync } from 'node:fs';
import path from 'node:path';
import { app, nativeTheme, shell } from 'electron';
import { z } from 'zod';
import type { EngineSupervisor } from '../engine/engine-supervisor.ts';
import type { KnownPaths } from '../files/known-paths.ts';
import { menuSchema } from '../menu/menu-schema.ts';
import type { WindowMenu } from '../menu/window-menu.ts';
import { safeOpenExternal } from '../security/open-external.ts';
import type { ShellStateFile } from '../shell-state.ts';
import type { KeptMessages } from '../window/kept-messages.ts';
import { channels } from './channels.ts';
import type { PageLine } from './page-line.ts';

/** What stands behind the page's wishes. */
export interface PageServices {
  readonly supervisor: EngineSupervisor;
  readonly knownPaths: KnownPaths;
  readonly menu: WindowMenu;
  readonly stateFile: ShellStateFile;
  readonly messages: () => KeptMessages | undefined;
}

const nothing = z.undefined();
const absolutePath = z
  .string()
  .max(4096)
  .refine((text) => path.isAbsolute(text) && !text.includes('\0'));

/** Answers what the page asks of the window, beside its questions for files. */
export function answerPage(line: PageLine, services: PageServices): void {
  const { supervisor, knownPaths, menu, stateFile } = services;

  line.handle(channels.grantDropped, absolutePath, async (dropped) => {
    if (!existsSync(dropped)) return undefined;
    await knownPaths.grant({ readable: [dropped] });
    return dropped;
  });
  line.handle(channels.showInFolder, absolutePath, (file) => {
    shell.showItemInFolder(file);
  });
  line.handle(channels.openExternal, z.string().max(2000), safeOpenExternal);
  line.handle(channels.engineState, nothing, () => supervisor.state);

  line.on(channels.setMenu, menuSchema, (entries) => {
    menu.show(entries);
  });
  line.on(channels.addRecent, absolutePath, (file) => {
    app.addRecentDocument(file);
  });
  line.on(channels.forgetRecent, nothing, () => {
    app.clearRecentDocuments();
    knownPaths.forget();
  });
  line.on(channels.setTheme, z.enum(['system', 'dark', 'light']), (theme) => {
    stateFile.update({ theme });
    nativeTheme.themeSource = theme;
  });
  line.on(channels.restartEngine, nothing, () => {
    supervisor.startAgain();
  });
  line.on(channels.connectEngine, z.uuid(), (nonce, page) => {
    page.postMessage(channels.enginePort, nonce, [supervisor.connect()]);
  });
  line.on(channels.listening, z.enum([channels.open, channels.notice]), (channel) => {
    services.messages()?.listening(channel);
  });
}
