// The desktop shell: one window with its page, and the engine in a process beside it. No science.
import path from 'node:path';
import {
  app,
  dialog,
  ipcMain,
  MessageChannelMain,
  nativeTheme,
  protocol,
  session,
  utilityProcess,
} from 'electron';
import { z } from 'zod';
import { photoelectronHome } from '../core/engine/photoelectron-home.ts';
import { EngineSupervisor } from './engine/engine-supervisor.ts';
import { argumentPaths, ownArguments } from './files/argument-paths.ts';
import { EarlyPaths } from './files/early-paths.ts';
import { answerFileQuestions } from './files/file-dialogs.ts';
import { KnownPaths } from './files/known-paths.ts';
import { answerPage } from './ipc/answer-page.ts';
import { channels } from './ipc/channels.ts';
import { pageLine } from './ipc/page-line.ts';
import { WindowMenu } from './menu/window-menu.ts';
import { answerPageRequest, pageScheme } from './page/page-protocol.ts';
import { PAGE_SCHEME } from './page/page-address.ts';
import { missingProgramFile, programFiles } from './program-files.ts';
import { guardContents } from './security/guard-contents.ts';
import { guardSession } from './security/guard-session.ts';
import { ShellStateFile } from './shell-state.ts';
import { openWorkbenchWindow, type WorkbenchWindow } from './window/workbench-window.ts';

const home = photoelectronHome(process.env);
// Whoever has an own home has an own window as well.
if (process.env.PHOTOELECTRON_HOME) app.setPath('userData', path.join(home.folder, 'window'));

// For root the system's sandbox cannot be started: tests in containers then say so with the switch, which
// counts for nobody else.
const isRootWithoutSandbox = process.getuid?.() === 0 && app.commandLine.hasSwitch('no-sandbox');
if (!isRootWithoutSandbox) app.enableSandbox();
protocol.registerSchemesAsPrivileged([pageScheme]);

const given = argumentPaths(
  ownArguments(process.argv, app.getAppPath()),
  process.cwd(),
  (missing) => {
    report(`${missing} is not there and is not opened.`);
  },
);
if (app.requestSingleInstanceLock({ named: given })) start();
else app.quit();

/** What a second start hands over to the first. */
const secondStart = z.object({
  named: z.array(z.object({ text: z.string(), path: z.string() })),
});

function report(what: unknown): void {
  process.stderr.write(`photoelectron: ${what instanceof Error ? what.message : String(what)}\n`);
}

// Electron would stop everything and show a window about what only its makers understand.
process.on('uncaughtException', report);

/** Environment of engine and jobs: what Node makes of the TypeScript is kept for the next start. */
function processEnvironment(): NodeJS.ProcessEnv {
  const compiled = path.join(app.getPath('userData'), 'compiled');
  return { NODE_COMPILE_CACHE: compiled, ...process.env };
}

function start(): void {
  const stateFile = new ShellStateFile(path.join(app.getPath('userData'), 'window.json'), report);
  nativeTheme.themeSource = stateFile.state.theme;
  let open: WorkbenchWindow | undefined;
  const tellPage = (channel: string, value: unknown) => {
    if (open?.window.isDestroyed() === false) open.window.webContents.send(channel, value);
  };

  const supervisor: EngineSupervisor = new EngineSupervisor({
    forkEngine: () =>
      utilityProcess.fork(programFiles.engine, [], {
        serviceName: 'Photoelectron engine',
        env: processEnvironment(),
      }),
    forkWorker: () =>
      utilityProcess.fork(programFiles.worker, [], {
        serviceName: 'Photoelectron job',
        stdio: 'pipe',
        env: processEnvironment(),
      }),
    makeChannel: () => new MessageChannelMain(),
    home: home.folder,
    grants: () => knownPaths.grants,
    onState: (state) => {
      tellPage(channels.engineChanged, state);
    },
  });
  const knownPaths: KnownPaths = new KnownPaths(stateFile, (grants) => supervisor.grant(grants));

  /** Files and folders that the user named outside of the page. */
  const named = new EarlyPaths(given);
  const menu = new WindowMenu({
    platform: process.platform,
    devTools: !app.isPackaged,
    onCommand: (id) => {
      tellPage(channels.command, id);
    },
  });

  app.on('web-contents-created', (_event, contents) => {
    guardContents(contents);
  });
  app.on('second-instance', (_event, _argv, _folder, data) => {
    const told = secondStart.safeParse(data);
    if (open?.window.isDestroyed() === false) {
      if (open.window.isMinimized()) open.window.restore();
      open.window.focus();
    }
    named.add(told.success ? told.data.named : []);
  });
  app.on('open-file', (event, file) => {
    event.preventDefault();
    named.add([{ text: file, path: file }]);
  });
  app.on('window-all-closed', () => {
    app.quit();
  });
  app.on('will-quit', (event) => {
    // The engine marks what it was doing; then the program ends for good.
    event.preventDefault();
    void Promise.all([supervisor.close(), stateFile.flush()]).finally(() => {
      app.exit();
    });
  });

  void app.whenReady().then(() => {
    const missing = missingProgramFile();
    if (missing !== undefined) {
      dialog.showErrorBox(
        'Photoelectron is not built',
        `${missing} is missing; start the program with "npm start", which builds it.`,
      );
      app.exit(1);
      return;
    }
    supervisor.start();
    guardSession(session.defaultSession);
    protocol.handle(PAGE_SCHEME, (request) => answerPageRequest(request, programFiles.page));
    const line = pageLine(ipcMain, report);
    answerPage(line, { supervisor, knownPaths, menu, stateFile, messages: () => open?.messages });
    answerFileQuestions(line, {
      dialog,
      window: () => open?.window,
      stateFile,
      knownPaths,
      firstFolder: app.getPath('home'),
    });
    menu.show();
    const { messages } = (open = openWorkbenchWindow(stateFile, { devTools: !app.isPackaged }));
    named.ready((paths) => {
      void knownPaths.grant({ readable: paths.map((each) => each.path) }).then(() => {
        messages.tell(
          channels.open,
          paths.map((each) => each.text),
        );
      });
    });
  });
}
